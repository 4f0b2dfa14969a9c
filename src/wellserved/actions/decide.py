"""A named assessor decides an attempt. A later decision is added beside it, never over it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from wellserved.actions.errors import Refused
from wellserved.actions.review import Evidence, Opened, check_evidence, new_review, open_for_review, store_review
from wellserved.actions.words import check_comment
from wellserved.assessment.judge import needs_reason
from wellserved.records.models import Person, PointDecision, Review


@transaction.atomic
def decide(
    person: Person,
    attempt_id: uuid.UUID | str,
    *,
    decisions: Mapping[str, str],
    reasons: Mapping[str, str],
    evidence: Evidence,
    comment: str,
    seen: int,
    now: datetime,
    draft_seen: str | None = None,
) -> Review:
    """Store the person's decision on every point of the attempt.

    `seen` is the number of the last review that the screen showed, 0 for none; `draft_seen` the id of the draft
    that it showed (`review.draft_id`), "" for none; None leaves that unchecked. A reason is required for a
    point where the outcome differs from the draft that was shown, and for every point once a person has
    reviewed. `evidence` holds the judgements on the evidence by quality: all five for a decision of *met*.
    Raises NotFound, NotAllowed, StaleScreen, StaleDraft and Refused (field `decision-POINT`, `reason-POINT`,
    `evidence`, `evidence-QUALITY` or `comment`).
    """
    check_comment("comment", comment)
    opened = open_for_review(person, attempt_id, seen=seen, draft_seen=draft_seen)
    _check_points(opened, decisions, reasons)
    for outcome in decisions.values():
        check_evidence(evidence, outcome)
    drafts = {p.point: p.decision for p in opened.draft.points.all()} if opened.draft else {}
    decided = [
        _point_decision(opened, point, decisions[point], reasons.get(point, "").strip(), drafts.get(point, ""))
        for point in _points(opened)
    ]
    review = new_review(opened, Review.Outcome.DECIDED, comment=comment.strip(), missing="", now=now)
    return store_review(opened, review, decided, evidence)


def _points(opened: Opened) -> list[str]:
    return [opened.attempt.point]


def _check_points(opened: Opened, decisions: Mapping[str, str], reasons: Mapping[str, str]) -> None:
    points = _points(opened)
    for point in [*decisions, *reasons]:
        if point not in points:
            raise Refused(f"decision-{point}", "The answer is not for this point", "Open the answer again.")
    for point in points:
        if decisions.get(point) not in PointDecision.Outcome.values:
            raise Refused(f"decision-{point}", "It is not decided yet", "Choose met or not met.")
        check_comment(f"reason-{point}", reasons.get(point, ""))


def _point_decision(opened: Opened, point: str, outcome: str, reason: str, draft: str) -> PointDecision:
    if needs_reason(outcome, draft, reviewed=opened.sequence > 1) and not reason:
        raise Refused(
            f"reason-{point}",
            "A person has already decided this" if opened.sequence > 1 else "This differs from the draft",
            "Say why in a sentence: the learner and the IQA will read it.",
        )
    return PointDecision(point=point, outcome=outcome, draft_outcome=draft, reason=reason)
