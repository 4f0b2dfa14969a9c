"""Loads the shipped content into the records. The same content again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from wellserved.actions.log import Happening, add_event
from wellserved.curriculum import library
from wellserved.curriculum.reading import read_model
from wellserved.curriculum.units import SchemeText, canonical_json, content_digest
from wellserved.curriculum.units import Unit as UnitPages
from wellserved.records.models import Criterion, LearningOutcome, Qualification, SchemeVersion, Unit


@dataclass(frozen=True, slots=True)
class Loaded:
    """Digests of the scheme versions that are new."""

    new_versions: tuple[str, ...]


@transaction.atomic
def load_content(now: datetime, units: Iterable[str] | None = None) -> Loaded:
    """The units named, or every unit that can be studied. Changed content makes a new scheme version; what leaned
    on the old one keeps it."""
    wanted = _units_to_study() if units is None else units
    return Loaded(tuple(digest for unit_id in wanted for digest in _load_unit(unit_id, now)))


def _units_to_study() -> list[str]:
    """A unit with a mark scheme and no pages yet can be marked on the command line, but not studied."""
    return [unit for unit in library.unit_ids() if (library.unit_folder(unit) / "unit.yaml").is_file()]


def _load_unit(unit_id: str, now: datetime) -> list[str]:
    page = library.unit(unit_id)
    scheme = read_model(library.unit_folder(unit_id) / "scheme.yaml", SchemeText)
    defaults = {"title": page.title, "level": page.level, "qualification": _qualification_of(unit_id)}
    unit, _ = Unit.objects.update_or_create(slug=unit_id, defaults=defaults)
    _load_criteria(unit, page, scheme)
    return _load_version(unit, scheme, now)


def _qualification_of(unit_id: str) -> Qualification | None:
    text = library.qualification_of(unit_id)
    if text is None:
        return None
    known = text.model_dump(include={"title", "level", "awarding_organisation", "framework", "size", "number"})
    qualification, _ = Qualification.objects.update_or_create(slug=text.id, defaults=known)
    return qualification


def _load_criteria(unit: Unit, page: UnitPages, scheme: SchemeText) -> None:
    """The unit's outcomes, and each marking point as a criterion of the outcome that names it.

    A criterion that moves to another outcome stays the same row; an outcome left without criteria goes.
    """
    outcome_of: dict[str, LearningOutcome] = {}
    for text in page.outcomes:
        defaults = {"statement": text.statement}
        outcome, _ = LearningOutcome.objects.update_or_create(unit=unit, slug=text.id, defaults=defaults)
        outcome_of |= dict.fromkeys(text.points, outcome)
    for position, point in enumerate(scheme.points):
        Criterion.objects.update_or_create(
            outcome__unit=unit,
            slug=point.id,
            defaults={
                "outcome": outcome_of[point.id],
                "verb": point.verb,
                "statement": point.statement,
                "simulation_allowed": point.simulation_allowed,
                "position": position,
            },
        )
    LearningOutcome.objects.filter(unit=unit, criteria=None).delete()


def _load_version(unit: Unit, scheme: SchemeText, now: datetime) -> list[str]:
    digest = content_digest(scheme)
    if SchemeVersion.objects.filter(pk=digest).exists():
        return []
    SchemeVersion.objects.create(digest=digest, unit=unit, text=canonical_json(scheme), loaded_at=now)
    happening = Happening("loaded_scheme", "unit", unit.slug, {"scheme": digest})
    add_event(happening, centre=None, actor=None, now=now)
    return [digest]
