"""How far has this learner come with each task of a unit?"""

from __future__ import annotations

from dataclasses import dataclass

from wellserved.curriculum import library
from wellserved.marking.scheme import Point
from wellserved.records.models import Attempt, Draft, Person
from wellserved.reports.attempt_line import AttemptLine, attempt_lines


@dataclass(frozen=True, slots=True)
class TaskState:
    """`state`: new, drafted, practised, practised_met, waiting, referred_back, not_met or met."""

    point: Point
    state: str


def task_states(person: Person, unit: str) -> tuple[TaskState, ...]:
    lines = attempt_lines(Attempt.objects.filter(learner=person, unit_id=unit))
    drafted = set(
        Draft.objects.filter(person=person, unit_id=unit).exclude(text="").values_list("point", flat=True)
    )
    return tuple(
        TaskState(point, _state([line for line in lines if line.point == point.id], point.id in drafted))
        for point in library.scheme(unit).points
    )


def _state(lines: list[AttemptLine], drafted: bool) -> str:
    assessed = [line for line in lines if line.kind == "assessment"]
    if any(line.outcome == "met" for line in assessed):
        return "met"
    if assessed:
        return max(assessed, key=lambda line: line.number).outcome or "waiting"
    practised = [line for line in lines if line.kind == "practice"]
    if practised:
        latest = max(practised, key=lambda line: line.number)
        return "practised_met" if latest.outcome == "met" else "practised"
    return "drafted" if drafted else "new"
