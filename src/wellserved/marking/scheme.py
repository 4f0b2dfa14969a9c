"""The mark scheme that an answer is marked under: what counts, how often, and what to tell the learner."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

CountedBy = Literal["item", "clause", "lead"]


@dataclass(frozen=True, slots=True)
class Side:
    """A contrast that an item must stand on the right side of, such as *internal* against *external*.

    `here` and `there` hold the words, in lower case, that put an item on this side or on the other one.
    """

    here: tuple[str, ...]
    there: tuple[str, ...]
    must_be_said: bool = True  # else a statement under neither name may count as well, read as it stands


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that an answer must show. It is reached by `at_least` distinct statements."""

    id: str
    title: str
    at_least: int
    counts: str
    does_not_count: str
    missing: str
    vague: str
    side: Side | None = None
    counted_by: CountedBy = "item"  # where at_least is above 1: list items, clauses, or clauses but one a lead-in
    window: int = 1  # how many neighbouring sentences may be read together as one statement

    @property
    def is_sided(self) -> bool:
        """Does an item count only when it is put on a side?"""
        return self.side is not None and self.side.must_be_said


@dataclass(frozen=True, slots=True)
class Point:
    """A marking point: met when every part is reached."""

    id: str
    title: str
    statement: str
    verb: str
    task: str
    note: str
    plain: str
    simulation_allowed: bool
    parts: tuple[Part, ...]
    hints: tuple[str, ...] = ()
    scaffold: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Misconception:
    id: str
    belief: str
    correction: str
    sign: str


@dataclass(frozen=True, slots=True)
class MarkScheme:
    """The points and misconceptions of one unit. `digest` is the sha256 of the canonical content."""

    unit: str
    points: tuple[Point, ...]
    misconceptions: tuple[Misconception, ...] = ()
    digest: str = field(default="", compare=False)

    def point(self, point_id: str) -> Point:
        """Return the point; raise KeyError with the known ids when there is none."""
        for point in self.points:
            if point.id == point_id:
                return point
        known = ", ".join(point.id for point in self.points)
        raise KeyError(f"no marking point {point_id!r} in unit {self.unit!r}; known: {known}")

    def only(self, point_id: str) -> MarkScheme:
        """The same scheme, same digest, narrowed to one point."""
        return MarkScheme(self.unit, (self.point(point_id),), self.misconceptions, self.digest)
