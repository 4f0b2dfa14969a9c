"""The roles of customer service by industry, and the moves from one to another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from wellserved.curriculum.errors import ContentInvalid, Finding
from wellserved.curriculum.reading import Strict, read_model
from wellserved.curriculum.units import Slug, Some, Words, misnamed

Level = Literal["entry", "senior", "supervisory", "specialist", "managerial"]
LEVELS: dict[Level, str] = {
    "entry": "Entry level",
    "senior": "Senior",
    "supervisory": "Supervisor",
    "specialist": "Specialist",
    "managerial": "Manager",
}
RANK: dict[Level, int] = {"entry": 1, "senior": 2, "supervisory": 3, "specialist": 3, "managerial": 4}


class Expectation(Strict):
    """What a customer expects, and what the person in the role does to meet it."""

    customer: Words
    role: Words


class Role(Strict):
    id: Slug
    title: Words
    level: Level
    summary: Words
    duties: Annotated[list[Words], Field(min_length=3)]
    expectations: Annotated[list[Expectation], Field(min_length=1)]
    autonomy: Words
    responsibility: Words
    skills: Annotated[list[Words], Field(min_length=3)]

    @property
    def level_words(self) -> str:
        return LEVELS[self.level]

    @property
    def rank(self) -> int:
        return RANK[self.level]


class Industry(Strict):
    id: Slug
    title: Words
    about: Words
    roles: Annotated[list[Role], Field(min_length=1)]


class Move(Strict):
    """A step from one role to another. Upward: more autonomy, responsibility or skill. Sideways: the same level."""

    start: Slug
    end: Slug
    direction: Literal["up", "sideways"]
    adds: Words
    how: Words


class Progression(Strict):
    units: Annotated[list[Slug], Field(min_length=1)]
    about: Some
    moves: Annotated[list[Move], Field(min_length=1)]


def load_industry(path: Path) -> Industry:
    industry = read_model(path, Industry)
    if findings := misnamed(path, industry.id, path.stem):
        raise ContentInvalid(findings)
    return industry


def load_progression(path: Path, industries: list[Industry]) -> Progression:
    """Raises ContentInvalid with every finding: unknown roles, a direction that the levels deny, a dead end."""
    progression = read_model(path, Progression)
    roles = {role.id: role for industry in industries for role in industry.roles}
    findings = [
        finding for number, move in enumerate(progression.moves, 1) for finding in _check(path, number, move, roles)
    ]
    upward = {move.start for move in progression.moves if move.direction == "up"}
    findings += [
        Finding(str(path), "moves", f"no move leads up from {role.id!r}", "Add one.")
        for role in roles.values()
        if role.level == "entry" and role.id not in upward
    ]
    if findings:
        raise ContentInvalid(findings)
    return progression


def _check(path: Path, number: int, move: Move, roles: dict[str, Role]) -> list[Finding]:
    place = f"moves > item {number}"
    unknown = [id_ for id_ in (move.start, move.end) if id_ not in roles]
    if unknown:
        return [Finding(str(path), place, f"{id_!r} is no role", "Use the id of a role.") for id_ in unknown]
    climbed = roles[move.end].rank - roles[move.start].rank
    if move.start == move.end:
        return [Finding(str(path), place, f"starts and ends at {move.start!r}", "Name two roles.")]
    if (climbed > 0) != (move.direction == "up") or climbed < 0:
        levels = f"{roles[move.start].level} to {roles[move.end].level}"
        found = f"{move.direction!r} from {move.start!r} to {move.end!r} goes from {levels}"
        return [Finding(str(path), place, found, "Mend the direction or a role's level.")]
    return []
