"""What is this learner working on, what waits for a person, what was decided, and what comes next?"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from wellserved.records.models import Attempt, Enrolment, Person
from wellserved.reports.attempt_line import AttemptLine, attempt_lines
from wellserved.reports.task_states import TaskState, task_states

SHOWN = 6  # attempts in each list


@dataclass(frozen=True, slots=True)
class UnitWork:
    id: str
    title: str
    tasks: tuple[TaskState, ...]

    @property
    def decided(self) -> int:
        return sum(task.state == "met" for task in self.tasks)

    @property
    def practised(self) -> int:
        return sum(task.state not in ("new", "drafted") for task in self.tasks)


@dataclass(frozen=True, slots=True)
class NextStep:
    unit: str
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


def learner_work(person: Person) -> LearnerWork:
    units = tuple(
        UnitWork(enrolment.unit_id, enrolment.unit.title, task_states(person, enrolment.unit_id))
        for enrolment in Enrolment.objects.filter(person=person, withdrawn_at=None).select_related("unit")
    )
    mine = Attempt.objects.filter(learner=person)
    assessed = attempt_lines(mine.filter(kind="assessment").order_by("-handed_in_at"))
    practice = attempt_lines(mine.filter(kind="practice").order_by("-handed_in_at")[:SHOWN])
    return LearnerWork(
        first_name=person.get_short_name(),
        units=units,
        next_step=_next_step(units),
        waiting=tuple(line for line in assessed if not line.outcome),
        decided=tuple(line for line in assessed if line.outcome)[:SHOWN],
        practice=practice,
    )


# In this order: what a person sent back, what was begun, what is ready to hand in, what is new.
_STEPS = (
    ("referred_back", "It was referred back to you. See what is missing and improve it.", "See what is missing"),
    ("not_met", "It was decided as not met. Read the comment and try again.", "Read the decision"),
    ("drafted", "You have begun to write. Your draft is saved.", "Go on writing"),
    ("practised", "Your last practice had something missing.", "Improve it"),
    ("practised_met", "Your last practice had everything. It may be ready for assessment.", "Open it"),
    ("unmarked", "Your last practice is handed in and not marked yet.", "See it"),
    ("new", "A task that you have not tried yet.", "Start"),
)


def _next_step(units: tuple[UnitWork, ...]) -> NextStep | None:
    for state, why, do in _STEPS:
        for unit in units:
            for task in unit.tasks:
                if task.state == state:
                    return _step(unit, task, why, do)
    return None


def _step(unit: UnitWork, task: TaskState, why: str, do: str) -> NextStep:
    look_first = task.state in ("referred_back", "not_met", "unmarked")
    return NextStep(
        unit=unit.id,
        point=task.point.id,
        title=task.point.title,
        why=why,
        do=do,
        see=task.latest if look_first else None,
        improves=None if look_first else task.latest,
    )
