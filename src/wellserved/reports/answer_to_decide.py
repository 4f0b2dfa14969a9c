"""What does an assessor need in front of them to decide one answer?

The caller says whether the engine's draft may be seen: one rule, in `actions/draft_shown.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wellserved.marking.scheme import Point
from wellserved.records.models import Attempt
from wellserved.reports.attempt_line import AttemptLine, attempt_lines
from wellserved.reports.attempt_result import attempt_text
from wellserved.reports.changed_since import ChangedSince, changed_since
from wellserved.reports.draft_marking import DraftMarking, draft_marking
from wellserved.reports.frozen_scheme import frozen_scheme
from wellserved.reports.marking_clock import MarkingClock, clock_of
from wellserved.reports.reviews_shown import AppealShown, ReviewShown, reviews_shown, standing


@dataclass(frozen=True, slots=True)
class AnswerToDecide:
    id: UUID
    learner: str
    unit_title: str
    centre: str
    point: Point
    number: int
    at: datetime
    clock: MarkingClock  # since the hand-in; while an appeal is open, since then
    words: int
    text: str
    declaration: str
    blind: bool
    shown_after: bool  # the centre shows drafts only after the decision
    marked: DraftMarking | None  # the draft, if it may be seen now
    reviews: tuple[ReviewShown, ...]  # newest first
    outcome: str
    earlier: tuple[AttemptLine, ...]
    since: ChangedSince | None  # what changed since the attempt before

    @property
    def seen(self) -> int:
        """Sequence of the last review on the screen; 0 for none."""
        return self.reviews[0].sequence if self.reviews else 0

    @property
    def draft_seen(self) -> str:
        """Id of the draft on the screen; "" for none."""
        return str(self.marked.id) if self.marked else ""

    @property
    def appeal(self) -> AppealShown | None:
        """The learner's query that nobody has answered yet."""
        found = self.reviews[0].appeal if self.reviews else None
        return found if found and found.is_open else None

    @property
    def waits(self) -> bool:
        return not self.reviews or self.appeal is not None

    @property
    def drafted(self) -> str:
        """The draft outcome that a different decision needs a reason against; "" for none."""
        return self.marked.decision if self.marked and self.marked.decision != "unsure" else ""


def answer_to_decide(attempt: Attempt, *, draft_is_open: bool, now: datetime) -> AnswerToDecide:
    text = attempt_text(attempt)
    reviews = reviews_shown(attempt)
    centre = attempt.enrolment.centre
    return AnswerToDecide(
        id=attempt.id,
        learner=attempt.learner.full_name,
        unit_title=attempt.unit.title,
        centre=centre.name,
        point=frozen_scheme(attempt.scheme_id).point(attempt.point),
        number=attempt.number,
        at=attempt.handed_in_at,
        clock=clock_of(attempt, now),
        words=attempt.words,
        text=text,
        declaration=attempt.declaration,
        blind=attempt.blind,
        shown_after=centre.draft_shown == "after",
        marked=draft_marking(attempt, text) if draft_is_open else None,
        reviews=reviews,
        outcome=standing(reviews),
        earlier=_earlier(attempt),
        since=changed_since(attempt, text),
    )


def _earlier(attempt: Attempt) -> tuple[AttemptLine, ...]:
    """Earlier answers for assessment on the same point. Practice is the learner's own and is not shown."""
    return attempt_lines(
        Attempt.objects.filter(
            learner=attempt.learner_id,
            unit=attempt.unit_id,
            point=attempt.point,
            kind=Attempt.Kind.ASSESSMENT,
            number__lt=attempt.number,
        ).order_by("-number")
    )
