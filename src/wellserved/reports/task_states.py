"""How far has this learner come with each task of a unit?"""

from __future__ import annotations

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


def task_states(person: Person, unit: str) -> tuple[TaskState, ...]:
    lines = attempt_lines(Attempt.objects.filter(learner=person, unit_id=unit))
    drafted = set(Draft.objects.filter(person=person, unit_id=unit).exclude(text="").values_list("point", flat=True))
    return tuple(
        _state(point, [line for line in lines if line.point == point.id], point.id in drafted)
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
        state = {"met": "practised_met", "": "unmarked"}.get(practised[-1].outcome, "practised")
        return TaskState(point, state, practised[-1].id)
    return TaskState(point, "drafted" if drafted else "new")
