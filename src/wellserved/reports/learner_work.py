"""What is this learner working on, what waits for a person, what was decided, and what comes next?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from wellserved.assessment.next_step import Kind, TaskSoFar, next_step
from wellserved.records.models import Attempt, Enrolment, Person
from wellserved.reports.attempt_line import AttemptLine, attempt_lines
from wellserved.reports.task_states import TaskState, drafted_points, states_from

SHOWN = 6  # attempts in each list


@dataclass(frozen=True, slots=True)
class UnitWork:
    id: str
    title: str
    tasks: tuple[TaskState, ...]
    ends: date | None = None  # when the course ends; None where no end is set

    @property
    def handed_in(self) -> int:
        """Tasks with an answer handed in for assessment, whatever became of it."""
        return sum(task.is_handed_in for task in self.tasks)

    @property
    def decided(self) -> int:
        """Tasks on which a person's decision stands, met or not met."""
        return sum(task.is_decided for task in self.tasks)

    @property
    def met(self) -> int:
        return sum(task.state == "met" for task in self.tasks)


@dataclass(frozen=True, slots=True)
class NextStep:
    unit: str
    unit_title: str
    point: str
    title: str
    why: str
    do: str
    see: UUID | None = None  # the attempt to look at first
    improves: UUID | None = None  # the attempt to start from


@dataclass(frozen=True, slots=True)
class LearnerWork:
    first_name: str
    units: tuple[UnitWork, ...]
    next_step: NextStep | None
    waiting: tuple[AttemptLine, ...]
    decided: tuple[AttemptLine, ...]
    practice: tuple[AttemptLine, ...]


def learner_work(person: Person, today: date) -> LearnerWork:
    lines = attempt_lines(Attempt.objects.filter(learner=person).order_by("-handed_in_at", "-number"))
    units = _units(person, lines)
    assessed = [line for line in lines if line.kind == "assessment"]
    return LearnerWork(
        first_name=person.get_short_name(),
        units=units,
        next_step=_next_step(units, today),
        waiting=tuple(line for line in assessed if not line.outcome),
        decided=tuple(line for line in assessed if line.outcome)[:SHOWN],
        practice=tuple(line for line in lines if line.kind == "practice")[:SHOWN],
    )


def _units(person: Person, lines: tuple[AttemptLine, ...]) -> tuple[UnitWork, ...]:
    drafted = drafted_points(person)
    places = Enrolment.objects.filter(person=person, withdrawn_at=None).select_related("unit", "cohort")
    return tuple(
        UnitWork(
            id=place.unit_id,
            title=place.unit.title,
            tasks=states_from(place.unit_id, lines, drafted),
            ends=place.cohort.ends if place.cohort else None,
        )
        for place in places
    )


_DO: dict[Kind, str] = {
    "referred_back": "See what is missing",
    "not_met": "Read the decision",
    "due": "Work on it",
    "belief": "Put it right",
    "begun": "Go on writing",
    "missed": "Add what is missing",
    "unsure": "Say it more plainly",
    "ready": "Open it",
    "unmarked": "See it",
    "new": "Start",
}
_LOOK_FIRST = ("referred_back", "not_met", "unmarked")


def _next_step(units: tuple[UnitWork, ...], today: date) -> NextStep | None:
    tasks = {(unit.id, task.point.id): (unit, task) for unit in units for task in unit.tasks}
    step = next_step([_so_far(unit, task, today) for unit, task in tasks.values()])
    if step is None:
        return None
    unit, task = tasks[step.unit, step.point]
    look_first = step.kind in _LOOK_FIRST
    return NextStep(
        unit=unit.id,
        unit_title=unit.title,
        point=task.point.id,
        title=task.point.title,
        why=step.why,
        do=_DO[step.kind],
        see=task.latest if look_first else None,
        improves=None if look_first else task.latest,
    )


def _so_far(unit: UnitWork, task: TaskState, today: date) -> TaskSoFar:
    left = (unit.ends - today).days if unit.ends else None
    return TaskSoFar(unit.id, task.point.id, task.state, task.missed, task.beliefs, left)
