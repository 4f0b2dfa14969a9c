from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.assessment.judge import CriterionOutcome, DecidedPoint, judge, needs_reason

POINTS = st.lists(
    st.builds(
        DecidedPoint,
        point=st.sampled_from(["a", "b", "c"]),
        decision=st.sampled_from(["met", "not_met", "unsure"]),
        by=st.sampled_from(["", "Asha Assessor"]),
    ),
    max_size=4,
)


def test_met_when_a_person_met_every_point() -> None:
    points = [DecidedPoint("a", "met", "Asha"), DecidedPoint("b", "met", "Sam")]
    assert judge(points) == CriterionOutcome("met", confirmed=True)


def test_one_point_not_met_refers() -> None:
    points = [DecidedPoint("a", "met", "Asha"), DecidedPoint("b", "not_met", "Asha")]
    assert judge(points) == CriterionOutcome("referred", confirmed=True)


def test_engines_draft_is_only_provisional() -> None:
    assert judge([DecidedPoint("a", "met")]) == CriterionOutcome("met", confirmed=False)
    assert judge([DecidedPoint("a", "met", "Asha"), DecidedPoint("b", "met")]).confirmed is False


def test_nothing_decided_has_no_outcome() -> None:
    assert judge([]) == CriterionOutcome(None, confirmed=False)
    assert judge([DecidedPoint("a", "met", "Asha"), DecidedPoint("b", "unsure")]).outcome is None


def test_unknown_decision_is_refused() -> None:
    with pytest.raises(ValueError, match="no such decision: fine"):
        judge([DecidedPoint("a", "fine")])


@given(POINTS)
def test_confirmed_only_when_people_decided_everything(points: list[DecidedPoint]) -> None:
    outcome = judge(points)
    if outcome.confirmed:
        assert points
        assert all(point.by and point.decision != "unsure" for point in points)


@given(POINTS)
def test_order_of_points_does_not_matter(points: list[DecidedPoint]) -> None:
    assert judge(points) == judge(points[::-1])


@pytest.mark.parametrize(
    ("outcome", "draft", "reviewed", "needed"),
    [
        ("met", "met", False, False),
        ("met", "not_met", False, True),
        ("not_met", "met", False, True),
        ("met", "unsure", False, False),
        ("not_met", "", False, False),
        ("met", "met", True, True),
    ],
)
def test_when_a_reason_is_needed(outcome: str, draft: str, reviewed: bool, needed: bool) -> None:
    assert needs_reason(outcome, draft, reviewed=reviewed) is needed
