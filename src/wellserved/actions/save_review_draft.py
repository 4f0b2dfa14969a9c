"""What an assessor types and chooses is kept while they have not decided yet, for them alone."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from wellserved.actions.errors import Refused, ReviewDraftConflict
from wellserved.actions.permission import attempt_for, require_can_decide
from wellserved.actions.review import require_fresh
from wellserved.actions.words import check_draft
from wellserved.assessment.evidence import QUALITIES
from wellserved.records.models import Attempt, Person, PointDecision, ReviewDraft

ANSWERS = ("", "yes", "no")


@dataclass(frozen=True, slots=True)
class UnfinishedReview:
    """`evidence` is `{quality: {"answer": "yes", "no" or "", "reason": str}}`."""

    outcome: str = ""
    reason: str = ""
    comment: str = ""
    missing: str = ""
    evidence: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    together: bool = False

    def is_on(self, draft: ReviewDraft) -> bool:
        kept = UnfinishedReview(
            draft.outcome, draft.reason, draft.comment, draft.missing, draft.evidence, draft.together
        )
        return kept == self


@transaction.atomic
def save_review_draft(
    person: Person, attempt_id: uuid.UUID | str, *, words: UnfinishedReview, revision: int, seen: int, now: datetime
) -> ReviewDraft:
    """`revision` is the one that the screen last saw, 0 for none; `seen` as for `decide`. The same words again are no
    conflict. Raises NotFound, NotAllowed, Refused, StaleScreen, and ReviewDraftConflict when another screen has
    saved other words since."""
    _check(words)
    attempt = attempt_for(person, attempt_id)
    Attempt.objects.select_for_update(no_key=True).get(pk=attempt.pk)
    require_can_decide(person, attempt)
    require_fresh(attempt, seen)
    draft = ReviewDraft.objects.filter(person=person, attempt=attempt).first() or ReviewDraft(
        person=person, attempt=attempt, saved_at=now
    )
    if words.is_on(draft):
        return draft
    if draft.revision != revision:
        raise ReviewDraftConflict(stored=draft)
    draft.outcome, draft.reason, draft.comment, draft.missing = (
        words.outcome,
        words.reason,
        words.comment,
        words.missing,
    )
    draft.evidence = {quality: dict(said) for quality, said in words.evidence.items()}
    draft.together, draft.revision, draft.saved_at = words.together, revision + 1, now
    draft.save()
    return draft


def _check(words: UnfinishedReview) -> None:
    if words.outcome not in ("", *PointDecision.Outcome.values):
        raise Refused("decision", f"{words.outcome[:20]!r} is no decision", "Choose met or not met.")
    for quality, said in words.evidence.items():
        if quality not in QUALITIES or said.keys() != {"answer", "reason"} or said["answer"] not in ANSWERS:
            raise Refused("evidence", "This is no answer about the evidence", "Open the answer again.")
    reasons = (said["reason"] for said in words.evidence.values())
    for text in (words.reason, words.comment, words.missing, *reasons):
        check_draft(text)
