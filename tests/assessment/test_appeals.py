from __future__ import annotations

import pytest

from wellserved.assessment.appeals import why_no_appeal


@pytest.mark.parametrize("outcome", ["not_met", "referred", "referred_back"])
def test_a_decision_against_the_learner_can_be_queried(outcome: str) -> None:
    assert why_no_appeal(outcome, appealed=False, handed_in_again=False) == ""


@pytest.mark.parametrize(
    ("outcome", "appealed", "again", "words"),
    [
        ("not_met", True, False, "already queried"),
        ("not_met", False, True, "newer answer"),
        ("met", False, False, "decided as met"),
        ("", False, False, "Nobody has decided"),
        ("met", True, True, "already queried"),
    ],
)
def test_others_cannot_and_it_says_why(outcome: str, appealed: bool, again: bool, words: str) -> None:
    assert words in why_no_appeal(outcome, appealed=appealed, handed_in_again=again)
