"""Which criteria of a unit has this learner shown, part by part, and in which attempts?"""

from __future__ import annotations

from dataclasses import dataclass

from wellserved.curriculum import library
from wellserved.marking.scheme import Part, Point
from wellserved.records.models import Attempt, Person
from wellserved.reports.attempt_line import AttemptLine, attempt_lines
from wellserved.reports.task_states import TaskState, drafted_points, states_from


@dataclass(frozen=True, slots=True)
class PartCovered:
    """`shown_in` is the newest practice whose draft found the part; None with `is_tried` when none did."""

    title: str
    shown_in: AttemptLine | None
    is_tried: bool


@dataclass(frozen=True, slots=True)
class CriterionCovered:
    task: TaskState
    parts: tuple[PartCovered, ...]
    practice: tuple[AttemptLine, ...]  # newest first, as are the next two
    waiting: tuple[AttemptLine, ...]
    decided: tuple[AttemptLine, ...]  # decided or referred back

    @property
    def is_practised(self) -> bool:
        return bool(self.practice)


@dataclass(frozen=True, slots=True)
class Coverage:
    unit: str
    unit_title: str
    criteria: tuple[CriterionCovered, ...]

    @property
    def summary(self) -> str:
        """How many criteria stand where, in words; each is counted once, at the furthest that it has come."""
        met = sum(c.task.state == "met" for c in self.criteria)
        open_ = [c for c in self.criteria if c.task.state != "met"]
        handed_in = sum(c.task.is_handed_in for c in open_)
        practised = sum(c.is_practised and not c.task.is_handed_in for c in open_)
        rest = len(open_) - handed_in - practised
        return (
            f"Of {len(self.criteria)} criteria, {met} decided as met, {handed_in} handed in and not met yet, "
            f"{practised} only practised, {rest} not tried."
        )


def learner_coverage(person: Person, unit: str) -> Coverage:
    """Raises KeyError when there is no such unit."""
    lines = attempt_lines(Attempt.objects.filter(learner=person, unit_id=unit).order_by("-handed_in_at", "-number"))
    states = states_from(unit, lines, drafted_points(person))
    return Coverage(
        unit=unit,
        unit_title=library.unit(unit).title,
        criteria=tuple(_criterion(state, [line for line in lines if line.point == state.point.id]) for state in states),
    )


def _criterion(state: TaskState, lines: list[AttemptLine]) -> CriterionCovered:
    practice = tuple(line for line in lines if line.kind == "practice")
    assessed = [line for line in lines if line.kind == "assessment"]
    return CriterionCovered(
        task=state,
        parts=_parts(state.point, practice),
        practice=practice,
        waiting=tuple(line for line in assessed if not line.outcome),
        decided=tuple(line for line in assessed if line.outcome),
    )


def _parts(point: Point, practice: tuple[AttemptLine, ...]) -> tuple[PartCovered, ...]:
    return tuple(_part(part, practice) for part in point.parts)


def _part(part: Part, practice: tuple[AttemptLine, ...]) -> PartCovered:
    marked = [line for line in practice if part.id in dict(line.parts)]
    shown = next((line for line in marked if dict(line.parts)[part.id]), None)
    return PartCovered(part.title, shown, is_tried=bool(marked))
