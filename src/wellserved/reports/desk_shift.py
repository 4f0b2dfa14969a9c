"""What can this learner practise at the desk, what have they begun, and what has ended?"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, OuterRef, Subquery

from wellserved.curriculum import library
from wellserved.records.models import Contact, ContactTurn, Person
from wellserved.reports.desk_words import CHANNELS, OUTCOMES, heat


@dataclass(frozen=True, slots=True)
class OnOffer:
    """A scenario that may be taken. `heat`: calm, tense or heated, as the customer begins."""

    id: str
    title: str
    brief: str
    channel: str
    industry: str
    organisation: str
    heat: str
    warning: str
    taken: int


@dataclass(frozen=True, slots=True)
class ContactLine:
    id: uuid.UUID
    scenario: str
    title: str
    number: int
    begun_at: datetime
    turns: int
    outcome: str  # "" while it goes on
    outcome_words: str
    is_branch: bool


@dataclass(frozen=True, slots=True)
class Shift:
    on_offer: tuple[OnOffer, ...]
    begun: tuple[ContactLine, ...]  # newest first
    ended: tuple[ContactLine, ...]


def desk_shift(person: Person) -> Shift:
    lines = contact_lines(person)
    taken = [line.scenario for line in lines]
    return Shift(
        on_offer=tuple(_on_offer(id_, taken.count(id_)) for id_ in library.scenario_ids()),
        begun=tuple(line for line in lines if not line.outcome),
        ended=tuple(line for line in lines if line.outcome),
    )


def contact_lines(person: Person) -> list[ContactLine]:
    """Every contact of the person, newest first."""
    last = ContactTurn.objects.filter(contact=OuterRef("pk")).order_by("-number")
    found = (
        Contact.objects.filter(learner=person)
        .annotate(turns_taken=Max("turns__number"), ended=Subquery(last.values("outcome")[:1]))
        .order_by("-begun_at", "-number")
    )
    return [
        _line(*row)
        for row in found.values_list(
            "pk", "scenario__slug", "number", "begun_at", "turns_taken", "ended", "branches_from"
        )
    ]


def _line(
    id_: uuid.UUID, slug: str, number: int, begun: datetime, turns: int | None, ended: str | None, origin: object
) -> ContactLine:
    outcome = ended or ""
    return ContactLine(
        id_, slug, _title(slug), number, begun, turns or 0, outcome, OUTCOMES.get(outcome, ""), origin is not None
    )


def _title(slug: str) -> str:
    """A scenario that is not shipped any more is known by its id."""
    return library.scenario(slug).title if slug in library.scenario_ids() else slug.replace("-", " ").capitalize()


def _on_offer(id_: str, taken: int) -> OnOffer:
    scenario = library.scenario(id_)
    return OnOffer(
        id=id_,
        title=scenario.title,
        brief=scenario.brief,
        channel=CHANNELS[scenario.channel],
        industry=scenario.industry,
        organisation=scenario.organisation,
        heat=heat(scenario),
        warning=scenario.warning,
        taken=taken,
    )
