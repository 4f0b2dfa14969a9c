"""What does a learner need in front of them to work on one task?"""

from __future__ import annotations

from dataclasses import dataclass

from wellserved.curriculum import library
from wellserved.curriculum.model_answers import ModelAnswer
from wellserved.curriculum.units import Unit
from wellserved.curriculum.writing_help import WritingHelp
from wellserved.marking.scheme import Point
from wellserved.records.models import Attempt, Draft, Person
from wellserved.reports.attempt_line import AttemptLine, attempt_lines
from wellserved.reports.my_workplace import MyWorkplace, my_workplace


@dataclass(frozen=True, slots=True)
class TaskShown:
    unit: Unit
    point: Point
    attempts: tuple[AttemptLine, ...]  # newest first
    draft_text: str
    draft_revision: int  # 0 when there never was a draft
    help: WritingHelp
    workplace: MyWorkplace

    @property
    def model_answer(self) -> ModelAnswer | None:
        """Only after a first attempt: before that, the words should be the learner's own."""
        return library.model_answers(self.unit.id).get(self.point.id) if self.attempts else None

    @property
    def waiting(self) -> AttemptLine | None:
        """The answer handed in for assessment that nobody has decided yet."""
        return next((a for a in self.attempts if a.kind == "assessment" and not a.outcome), None)


def task_shown(person: Person, unit: str, point: str) -> TaskShown:
    """Raises KeyError when there is no such unit or point."""
    pages, marking_point = library.unit(unit), library.scheme(unit).point(point)
    draft = Draft.objects.filter(person=person, unit_id=unit, point=point).first()
    attempts = Attempt.objects.filter(learner=person, unit_id=unit, point=point)
    return TaskShown(
        unit=pages,
        point=marking_point,
        attempts=attempt_lines(attempts.order_by("-handed_in_at", "-number")),
        draft_text=draft.text if draft else "",
        draft_revision=draft.revision if draft else 0,
        help=library.writing_help(unit)[point],
        workplace=my_workplace(person),
    )
