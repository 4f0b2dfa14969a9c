"""What stands for an attempt, by the newest review of a named person?"""

from __future__ import annotations

from wellserved.assessment.judge import CriterionOutcome, DecidedPoint, judge
from wellserved.records.models import Review


def criterion_of(review: Review) -> CriterionOutcome:
    """Each marking point is its own criterion until official ones are imported. No outcome where the review
    referred the attempt back."""
    return judge([DecidedPoint(d.point, d.outcome, review.by.full_name) for d in review.decisions.all()])


def standing_outcome(last: Review | None) -> str:
    """`met`, `not_met` or `referred_back`; "" while nobody has reviewed."""
    if last is None:
        return ""
    if last.outcome == Review.Outcome.REFERRED_BACK:
        return "referred_back"
    return "met" if criterion_of(last).outcome == "met" else "not_met"
