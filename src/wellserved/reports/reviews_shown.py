"""Who decided this attempt, when, and what did they say?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wellserved.assessment.judge import CriterionOutcome
from wellserved.records.models import Appeal, Attempt, RoleHeld
from wellserved.reports.frozen_scheme import frozen_scheme
from wellserved.reports.standing_outcome import criterion_of, standing_outcome


@dataclass(frozen=True, slots=True)
class PointDecided:
    point: str
    title: str
    outcome: str
    draft_outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class QualityJudged:
    quality: str
    holds: bool
    reason: str
    together: bool


@dataclass(frozen=True, slots=True)
class AppealShown:
    """Stage 1: the learner queried the decision. Open until somebody else has reviewed the attempt."""

    reason: str
    at: datetime
    is_open: bool


@dataclass(frozen=True, slots=True)
class ReviewShown:
    sequence: int
    by: str
    outcome: str  # decided or referred_back
    stands_for: str  # met, not_met or referred_back
    criterion: CriterionOutcome
    at: datetime
    comment: str
    missing: str
    draft_was_shown: bool
    blind: bool
    points: tuple[PointDecided, ...]
    judgements: tuple[QualityJudged, ...]
    role: str
    appeal: AppealShown | None  # the learner's query of this very decision
    answers_appeal: bool  # it answers the learner's query of the one before


def reviews_shown(attempt: Attempt) -> tuple[ReviewShown, ...]:
    """Every review of the attempt, newest first; the first one stands."""
    scheme = frozen_scheme(attempt.scheme_id)
    rows = attempt.reviews.select_related("by").prefetch_related("decisions", "judgements").order_by("-sequence")
    reviews = list(rows)
    appeal = Appeal.objects.filter(attempt=attempt).first()
    queried = next((review.sequence for review in reviews if appeal and review.pk == appeal.review_id), 0)
    return tuple(
        ReviewShown(
            sequence=review.sequence,
            by=review.by.full_name,
            outcome=review.outcome,
            stands_for=standing_outcome(review),
            criterion=criterion_of(review),
            at=review.at,
            comment=review.comment,
            missing=review.missing,
            draft_was_shown=review.draft_was_shown,
            blind=review.blind,
            points=tuple(
                PointDecided(d.point, scheme.point(d.point).title, d.outcome, d.draft_outcome, d.reason)
                for d in review.decisions.all()
            ),
            judgements=tuple(QualityJudged(j.quality, j.holds, j.reason, j.together) for j in review.judgements.all()),
            role=RoleHeld.Role(review.role).label,
            appeal=AppealShown(appeal.reason, appeal.at, is_open=queried == reviews[0].sequence)
            if appeal and review.sequence == queried
            else None,
            answers_appeal=bool(queried) and review.sequence == queried + 1,
        )
        for review in reviews
    )


def standing(reviews: tuple[ReviewShown, ...]) -> str:
    """`met`, `not_met` or `referred_back` by the newest review; "" while nobody has decided."""
    return reviews[0].stands_for if reviews else ""
