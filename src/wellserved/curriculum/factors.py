"""What makes service better or worse: from inside or outside, and in the organisation's control or not."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from wellserved.curriculum.errors import ContentInvalid, Finding
from wellserved.curriculum.reading import Strict, read_model
from wellserved.curriculum.units import Slug, Some, Words, repeated_ids

Place = Literal["internal", "external"]
Control = Literal["controllable", "uncontrollable"]
CORNERS: dict[str, tuple[Place, Control, str]] = {
    "internal-controllable": ("internal", "controllable", "Inside, and we can control it"),
    "internal-uncontrollable": ("internal", "uncontrollable", "Inside, and we cannot control it"),
    "external-controllable": ("external", "controllable", "Outside, and we can control it"),
    "external-uncontrollable": ("external", "uncontrollable", "Outside, and we cannot control it"),
}


class Reading(Strict):
    """One way to sort a factor that holds, and why."""

    place: Place
    control: Control
    because: Words

    @property
    def corner(self) -> str:
        return f"{self.place}-{self.control}"


class Factor(Strict):
    """`readings` has two where both can be argued. `leads_to`: how it works on, up to the customer."""

    id: Slug
    name: Words
    readings: Annotated[list[Reading], Field(min_length=1, max_length=2)]
    leads_to: Words


class Factors(Strict):
    about: Some
    factors: Annotated[list[Factor], Field(min_length=4)]

    def in_corner(self, corner: str) -> tuple[Factor, ...]:
        return tuple(f for f in self.factors if any(reading.corner == corner for reading in f.readings))


def load_factors(path: Path) -> Factors:
    """Raises ContentInvalid with every finding."""
    factors = read_model(path, Factors)
    findings = repeated_ids(path, {"factors": [factor.id for factor in factors.factors]})
    findings += [
        Finding(str(path), f"factors > {factor.id}", "both readings name the same corner", "Keep one of them.")
        for factor in factors.factors
        if len({reading.corner for reading in factor.readings}) < len(factor.readings)
    ]
    findings += [
        Finding(str(path), "factors", f"none is {corner!r}", "Add one.")
        for corner in CORNERS
        if not factors.in_corner(corner)
    ]
    if findings:
        raise ContentInvalid(findings)
    return factors
