"""What may the learner see about an attempt of theirs?

Practice shows the engine's draft at once. For assessment it stays hidden until a named person has decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wellserved.assessment.appeals import why_no_appeal
from wellserved.curriculum import library
from wellserved.marking.scheme import Point
from wellserved.records.models import Attempt, AttemptText
from wellserved.reports.attempt_line import AttemptLine, attempt_lines
from wellserved.reports.draft_marking import DraftMarking, draft_marking
from wellserved.reports.evidence_in_text import Run
from wellserved.reports.frozen_scheme import frozen_scheme
from wellserved.reports.reviews_shown import ReviewShown, reviews_shown, standing
from wellserved.reports.table_marked import TableMarked, table_marked
from wellserved.writing.coach import coach

ASKED = 2  # of the coach's questions, beside those that go further


@dataclass(frozen=True, slots=True)
class AttemptResult:
    id: UUID
    kind: str
    number: int
    unit: str
    unit_title: str
    point: Point  # as the frozen scheme says it
    at: datetime
    text: str
    declaration: str
    marked: DraftMarking | None
    reviews: tuple[ReviewShown, ...]  # newest first
    outcome: str  # standing human outcome, "" for none
    why_no_appeal: str  # why the decision cannot be queried; "" when it can
    earlier: tuple[AttemptLine, ...]  # earlier answers to the same task and of the same kind, newest first
    table: TableMarked | None  # the answer as a comparison table, where it was written as one
    further: tuple[str, ...]  # questions that go further, once practice shows everything asked for

    @property
    def review(self) -> ReviewShown | None:
        """The review that stands."""
        return self.reviews[0] if self.reviews else None

    @property
    def missing(self) -> tuple[str, ...]:
        """What to add or change, in words: from the person who referred it back, or from the practice draft."""
        if self.review:
            return (self.review.missing,) if self.review.missing else ()
        return self.marked.all_missing if self.marked else ()

    @property
    def can_improve(self) -> bool:
        return self.outcome in ("referred_back", "not_met")


def attempt_result(attempt: Attempt) -> AttemptResult:
    text = attempt_text(attempt)
    reviews = reviews_shown(attempt)
    may_see_draft = attempt.kind == Attempt.Kind.PRACTICE or bool(reviews)
    marked = draft_marking(attempt, text) if may_see_draft else None
    return AttemptResult(
        id=attempt.id,
        kind=attempt.kind,
        number=attempt.number,
        unit=attempt.unit_id,
        unit_title=library.unit(attempt.unit_id).title,
        point=frozen_scheme(attempt.scheme_id).point(attempt.point),
        at=attempt.handed_in_at,
        text=text,
        declaration=attempt.declaration,
        marked=marked,
        reviews=reviews,
        outcome=standing(reviews),
        why_no_appeal=_why_no_appeal(attempt, reviews),
        earlier=_earlier(attempt),
        table=table_marked(attempt.unit_id, attempt.point, text, marked.runs if marked else (Run(text),)),
        further=_further(attempt, text, marked),
    )


def _why_no_appeal(attempt: Attempt, reviews: tuple[ReviewShown, ...]) -> str:
    newer = Attempt.objects.filter(
        learner=attempt.learner_id, unit=attempt.unit_id, point=attempt.point, kind=attempt.kind
    ).filter(number__gt=attempt.number)
    return why_no_appeal(
        standing(reviews),
        appealed=any(review.appeal for review in reviews),
        handed_in_again=bool(reviews) and newer.exists(),
    )


def attempt_text(attempt: Attempt) -> str:
    """The words as handed in; "" once they have been erased."""
    kept = AttemptText.objects.filter(attempt=attempt).first()
    return kept.text if kept else ""


def _earlier(attempt: Attempt) -> tuple[AttemptLine, ...]:
    return attempt_lines(
        Attempt.objects.filter(
            learner=attempt.learner_id,
            unit=attempt.unit_id,
            point=attempt.point,
            kind=attempt.kind,
            number__lt=attempt.number,
        ).order_by("-number")
    )


def _further(attempt: Attempt, text: str, marked: DraftMarking | None) -> tuple[str, ...]:
    """What the coach would still ask, then what goes beyond the task. Nothing while something asked for is missing."""
    help_ = library.writing_help(attempt.unit_id).get(attempt.point)
    if help_ is None or marked is None or marked.decision != "met" or attempt.kind != Attempt.Kind.PRACTICE:
        return ()
    point = frozen_scheme(attempt.scheme_id).point(attempt.point)
    asks = tuple(ask for advice in coach(text, point, help_.checks) for ask in advice.asks)
    return asks[:ASKED] + help_.further
