"""The named models of customer service: a few steps in order, each shown at work in one case."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from wellserved.curriculum.errors import ContentInvalid, Finding
from wellserved.curriculum.reading import Strict, read_model
from wellserved.curriculum.units import Slug, Words, misnamed, repeated_ids

Kind = Literal["contact", "complaint", "referral", "answer", "goal"]
Stage = Literal["acknowledge", "hear", "apologise", "put_right", "thank", "check"]
STAGES: dict[Stage, str] = {
    "acknowledge": "Show that you have taken it in",
    "hear": "Hear it out",
    "apologise": "Say sorry",
    "put_right": "Put it right",
    "thank": "Thank them",
    "check": "Check afterwards",
}


class Step(Strict):
    """`stage` says which step of other complaint models is the same; only complaint models have it."""

    id: Slug
    name: Words
    do: Words
    why: Words
    example: Words
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A step, the place that somebody gave it (None for no place) and the place where it belongs."""

    step: Step
    place: int | None
    right_place: int

    @property
    def right(self) -> bool:
        return self.place == self.right_place


class ServiceModel(Strict):
    """`spells`: the word that the steps are remembered by. `case` opens the story that the steps' examples tell."""

    id: Slug
    title: Words
    kind: Kind
    spells: str = ""
    use: Words
    case: Words
    steps: Annotated[list[Step], Field(min_length=3)]
    note: str = ""
    units: Annotated[list[Slug], Field(min_length=1)]

    def shuffled(self) -> tuple[Step, ...]:
        """The steps in an order that is always the same and never the right one."""
        mixed = sorted(self.steps, key=lambda step: hashlib.sha256(f"{self.id}/{step.id}".encode()).digest())
        return tuple(mixed if mixed != self.steps else [*mixed[1:], mixed[0]])

    def placed(self, places: Mapping[str, str]) -> tuple[Placed, ...]:
        """The steps as somebody put them, first place first. `places`: a step's id to a number, as it was sent."""
        tried = [Placed(step, _place(places.get(step.id, "")), right) for right, step in enumerate(self.steps, 1)]
        return tuple(sorted(tried, key=lambda placed: placed.place or len(tried) + 1))


def load_service_model(path: Path) -> ServiceModel:
    """Raises ContentInvalid with every finding."""
    model = read_model(path, ServiceModel)
    findings = [*_check_ids(path, model), *_check_letters(path, model), *_check_stages(path, model)]
    if findings:
        raise ContentInvalid(findings)
    return model


def _place(sent: str) -> int | None:
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 3 else None


def _check_ids(path: Path, model: ServiceModel) -> list[Finding]:
    return repeated_ids(path, {"steps": [step.id for step in model.steps]}) + misnamed(path, model.id, path.stem)


def _check_letters(path: Path, model: ServiceModel) -> list[Finding]:
    """A word that the steps spell has a letter for each; where it has not, the learner is told so."""
    if not model.spells:
        return []
    initials = "".join(step.name[0] for step in model.steps).upper()
    if initials == model.spells.upper() or model.note:
        return []
    found = f"{model.spells!r} has {len(model.spells)} letters and the steps begin with {initials!r}"
    return [Finding(str(path), "spells", found, "Say in `note` that they differ.")]


def _check_stages(path: Path, model: ServiceModel) -> list[Finding]:
    complaint = model.kind == "complaint"
    would_do = "Say which stage it is." if complaint else "Remove it: only complaint models have stages."
    return [
        Finding(str(path), f"steps > {step.id} > stage", "is missing" if complaint else "is not known here", would_do)
        for step in model.steps
        if (step.stage is None) == complaint
    ]
