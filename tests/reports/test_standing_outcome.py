"""What stands comes from people, by `judge`; the engine's draft stays provisional."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.handing_in import decide_as, hand_in
from tests.conftest import NOW
from wellserved.actions.refer_back import refer_back
from wellserved.assessment.judge import CriterionOutcome
from wellserved.reports.draft_marking import draft_marking
from wellserved.reports.reviews_shown import reviews_shown, standing


@pytest.mark.parametrize(("outcome", "criterion"), [("met", "met"), ("not_met", "referred")])
def test_a_persons_decision_confirms_the_criterion(learner: Any, assessor: Any, outcome: str, criterion: str) -> None:
    attempt = hand_in(learner, kind="assessment")
    assert standing(reviews_shown(attempt)) == ""
    decide_as(assessor, attempt, outcome, reason="Read twice.")
    reviews = reviews_shown(attempt)
    assert standing(reviews) == outcome
    assert reviews[0].criterion == CriterionOutcome(criterion, confirmed=True)  # type: ignore[arg-type]


def test_a_referral_leaves_the_criterion_open(learner: Any, assessor: Any) -> None:
    attempt = hand_in(learner, kind="assessment")
    decide_as(assessor, attempt, "met")
    refer_back(assessor, attempt.pk, missing="Reasons.", comment="", seen=1, now=NOW)
    reviews = reviews_shown(attempt)
    assert standing(reviews) == "referred_back"
    assert reviews[0].criterion == CriterionOutcome(None, confirmed=False)


def test_the_draft_is_provisional(learner: Any) -> None:
    attempt = hand_in(learner)
    draft = draft_marking(attempt, attempt.attempt_text.text)
    assert draft is not None
    assert draft.criterion == CriterionOutcome("met", confirmed=False)
