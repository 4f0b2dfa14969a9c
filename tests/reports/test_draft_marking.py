from __future__ import annotations

import pytest

from wellserved.marking import PointMarking
from wellserved.reports.draft_marking import how_sure


@pytest.mark.parametrize(
    ("decision", "probability", "said"),
    [
        ("met", 0.97, "quite sure"),
        ("met", 0.8, "fairly sure"),
        ("met", 0.66, "not very sure"),
        ("not_met", 0.02, "quite sure"),
        ("not_met", 0.2, "fairly sure"),
        ("not_met", 0.34, "not very sure"),
    ],
)
def test_how_sure_is_said_in_words_and_without_numbers(decision: str, probability: float, said: str) -> None:
    words = how_sure(PointMarking("pays", decision, probability, ()))  # type: ignore[arg-type]
    assert said in words
    assert not any(character.isdigit() for character in words)


def test_where_it_is_left_to_a_person_nothing_is_sure() -> None:
    assert how_sure(PointMarking("pays", "unsure", 0.5, ())) == ""
