"""How far has this learner come with each task of a unit?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from wellserved.curriculum import library
from wellserved.marking.scheme import Point
from wellserved.records.models import Attempt, Draft, Person
from wellserved.reports.attempt_line import AttemptLine, attempt_lines


@dataclass(frozen=True, slots=True)
class TaskState:
    """`state`: new, drafted, unmarked, practised, practised_met, waiting, referred_back, not_met or met."""

    point: Point
    state: str
    latest: UUID | None = None  # the attempt that the state speaks of
    missed: tuple[str, ...] = ()  # titles of the parts that the practice which the state speaks of did not show
    beliefs: tuple[str, ...] = ()  # misconceptions in that practice

    @property
    def is_handed_in(self) -> bool:
        return self.state in ("waiting", "referred_back", "not_met", "met")

    @property
    def is_decided(self) -> bool:
        return self.state in ("not_met", "met")


def task_states(person: Person, unit: str) -> tuple[TaskState, ...]:
    lines = attempt_lines(Attempt.objects.filter(learner=person, unit_id=unit))
    return states_from(unit, lines, drafted_points(person))


def drafted_points(person: Person) -> set[tuple[str, str]]:
    """Unit and point of every draft with words in it."""
    return set(Draft.objects.filter(person=person).exclude(text="").values_list("unit_id", "point"))


def states_from(unit: str, lines: Iterable[AttemptLine], drafted: set[tuple[str, str]]) -> tuple[TaskState, ...]:
    """The states by the learner's attempts, which may be of any unit; asks the database nothing."""
    mine = [line for line in lines if line.unit == unit]
    return tuple(
        _state(point, [line for line in mine if line.point == point.id], (unit, point.id) in drafted)
        for point in library.scheme(unit).points
    )


def _state(point: Point, lines: list[AttemptLine], drafted: bool) -> TaskState:
    assessed = sorted((line for line in lines if line.kind == "assessment"), key=lambda line: line.number)
    met = [line for line in assessed if line.outcome == "met"]
    if met:
        return TaskState(point, "met", met[-1].id)
    if assessed:
        return TaskState(point, assessed[-1].outcome or "waiting", assessed[-1].id)
    practised = sorted((line for line in lines if line.kind == "practice"), key=lambda line: line.number)
    if practised:
        last = practised[-1]
        state = {"met": "practised_met", "": "unmarked"}.get(last.outcome, "practised")
        return TaskState(point, state, last.id, _missed(point, last), last.beliefs)
    return TaskState(point, "drafted" if drafted else "new")


def _missed(point: Point, practice: AttemptLine) -> tuple[str, ...]:
    shown = dict(practice.parts)
    return tuple(part.title for part in point.parts if not shown.get(part.id, True))
