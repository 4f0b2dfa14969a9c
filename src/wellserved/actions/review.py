"""What deciding and referring back share: the lock, the screen's freshness, the row and its log entry."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wellserved.actions.draft_shown import draft_shown_for
from wellserved.actions.errors import Refused, StaleDraft, StaleScreen
from wellserved.actions.log import Happening, add_event
from wellserved.actions.permission import attempt_for, require_can_decide
from wellserved.actions.words import check_comment
from wellserved.assessment.evidence import QUALITIES, Judgement, lacking, unjudged
from wellserved.records.models import (
    Attempt,
    EngineMarking,
    EvidenceJudgement,
    Person,
    PointDecision,
    Review,
    ReviewDraft,
)

Evidence = Mapping[str, Judgement]


@dataclass(frozen=True, slots=True)
class Opened:
    """An attempt opened for review under a lock: nobody else reviews it until the transaction ends."""

    attempt: Attempt
    by: Person
    role: str  # in which they review
    sequence: int
    draft: EngineMarking | None  # the draft that the person's screen shows


def open_for_review(person: Person, attempt_id: uuid.UUID | str, *, seen: int, draft_seen: str | None) -> Opened:
    """Raises NotFound, NotAllowed, StaleScreen when reviews newer than number `seen` exist, and StaleDraft when the
    screen showed another draft, or none, than the record would say that it showed."""
    attempt = attempt_for(person, attempt_id)
    Attempt.objects.select_for_update(no_key=True).get(pk=attempt.pk)
    role = require_can_decide(person, attempt)
    require_fresh(attempt, seen)
    draft = draft_shown_for(attempt)
    if draft_seen is not None and draft_seen != draft_id(draft):
        raise StaleDraft(_said(attempt, draft_seen) if draft else "")
    return Opened(attempt, person, role, attempt.reviews.count() + 1, draft)


def require_fresh(attempt: Attempt, seen: int) -> None:
    """Raises StaleScreen when reviews newer than number `seen` exist."""
    newer = list(attempt.reviews.select_related("by").filter(sequence__gt=seen).order_by("sequence"))
    if newer:
        raise StaleScreen(newer)


def draft_id(draft: EngineMarking | None) -> str:
    """What a screen sends back as `draft_seen`: the id of the draft that it showed, "" for none."""
    return str(draft.pk) if draft else ""


def _said(attempt: Attempt, draft_seen: str) -> str:
    found = next((marking for marking in attempt.engine_markings.all() if draft_id(marking) == draft_seen), None)
    return found.points.get(point=attempt.point).decision if found else ""


def check_evidence(evidence: Evidence, outcome: str) -> None:
    """Raises Refused (field `evidence-QUALITY`, or `evidence`): *met* needs all five qualities judged, and none that
    the evidence lacks; every no says why."""
    for quality, judgement in evidence.items():
        if quality not in QUALITIES:
            raise Refused(f"evidence-{quality}", "This is no quality of evidence", "Open the answer again.")
        check_comment(f"evidence-{quality}", judgement.reason)
        if not judgement.holds and not judgement.reason.strip():
            raise Refused(f"evidence-{quality}", f"It does not say why it is not {quality}", "Say why in a sentence.")
    if missing := unjudged(evidence, outcome):
        hint = "Say yes or no to each question about the evidence."
        raise Refused("evidence", f"Not judged yet whether it is {', '.join(missing)}", hint)
    if outcome == PointDecision.Outcome.MET and (lacks := lacking(evidence)):
        hint = "Such evidence cannot be met: decide not met, or refer back."
        raise Refused(f"evidence-{lacks[0]}", f"You say that it is not {' and not '.join(lacks)}", hint)


def store_review(opened: Opened, review: Review, decisions: list[PointDecision], evidence: Evidence) -> Review:
    review.save()
    for decision in decisions:
        decision.review = review
        decision.save()
    for quality, judgement in evidence.items():
        _judgement(review, quality, judgement).save()
    ReviewDraft.objects.filter(attempt=opened.attempt, person=opened.by).delete()
    data: dict[str, Any] = {
        "sequence": review.sequence,
        "decisions": {d.point: d.outcome for d in decisions},
        "draft_was_shown": review.draft_was_shown,
        "blind": review.blind,
    }
    if evidence:
        data["evidence"] = {quality: judgement.holds for quality, judgement in evidence.items()}
    add_event(
        Happening(review.outcome, "attempt", str(opened.attempt.pk), data),
        centre=opened.attempt.enrolment.centre,
        actor=opened.by,
        role=review.role,
        now=review.at,
    )
    return review


def _judgement(review: Review, quality: str, judgement: Judgement) -> EvidenceJudgement:
    return EvidenceJudgement(
        review=review,
        quality=quality,
        holds=judgement.holds,
        reason=judgement.reason.strip(),
        together=judgement.together and judgement.holds,
    )


def new_review(opened: Opened, outcome: Review.Outcome, *, comment: str, missing: str, now: datetime) -> Review:
    return Review(
        attempt=opened.attempt,
        sequence=opened.sequence,
        by=opened.by,
        role=opened.role,
        outcome=outcome,
        comment=comment,
        missing=missing,
        draft_was_shown=opened.draft is not None,
        draft=opened.draft,
        blind=opened.attempt.blind and opened.sequence == 1,
        at=now,
    )
