"""What makes service better or worse: from inside or outside, and in the organisation's control or not."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from wellserved.curriculum.errors import ContentInvalid, Finding
from wellserved.curriculum.reading import Strict, read_model
from wellserved.curriculum.units import Slug, Some, Words, repeated_ids

Place = Literal["internal", "external"]
Control = Literal["controllable", "uncontrollable"]
ROUND = 8
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

    @property
    def words(self) -> str:
        return CORNERS[self.corner][2]


class Factor(Strict):
    """`readings` has two where both can be argued. `leads_to`: how it works on, up to the customer."""

    id: Slug
    name: Words
    readings: Annotated[list[Reading], Field(min_length=1, max_length=2)]
    leads_to: Words

    def holds(self, corner: str) -> bool:
        return any(reading.corner == corner for reading in self.readings)


class Factors(Strict):
    units: Annotated[list[Slug], Field(min_length=1)]
    about: Some
    factors: Annotated[list[Factor], Field(min_length=4)]

    def in_round(self, number: int) -> tuple[Factor, ...]:
        """One handful to sort, in an order that is always the same; round 1 follows the last round."""
        mixed = sorted(self.factors, key=lambda factor: hashlib.sha256(factor.id.encode()).digest())
        start = (number - 1) % self.rounds * ROUND
        return tuple(mixed[start : start + ROUND])

    @property
    def rounds(self) -> int:
        return -(-len(self.factors) // ROUND)

    def in_corner(self, corner: str) -> tuple[Factor, ...]:
        return tuple(factor for factor in self.factors if factor.holds(corner))


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
