"""What did the learner change since the answer that was referred back or not met, and what had been said of it?"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from wellserved.records.models import Attempt
from wellserved.reports.attempt_result import attempt_text
from wellserved.reports.attempts_compared import Piece, change_in_words, word_changes
from wellserved.reports.reviews_shown import ReviewShown, reviews_shown


@dataclass(frozen=True, slots=True)
class ChangedSince:
    id: UUID
    number: int
    review: ReviewShown | None  # the one that stood
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def summary(self) -> str:
        return change_in_words(self.before, self.after)


def changed_since(attempt: Attempt, text: str) -> ChangedSince | None:
    """Against the assessment attempt before this one; None for the first. Practice is the learner's own: it is not
    looked at, even where this attempt was begun from it."""
    earlier = Attempt.objects.filter(
        learner=attempt.learner_id,
        unit=attempt.unit_id,
        point=attempt.point,
        kind=Attempt.Kind.ASSESSMENT,
        number__lt=attempt.number,
    )
    last = earlier.order_by("number").last()
    if attempt.kind != Attempt.Kind.ASSESSMENT or last is None:
        return None
    before, after = word_changes(attempt_text(last), text)
    reviews = reviews_shown(last)
    return ChangedSince(last.id, last.number, reviews[0] if reviews else None, before, after)
