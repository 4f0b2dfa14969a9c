from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from tests.marking.conftest import many
from tests.marking.texts import any_text
from wellserved.marking import lexical
from wellserved.marking.segments import words


def marked(text: str) -> str:
    return " ".join(lexical._mark_denial(words(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("they come back", "they come back"),
        ("they do not come back", "they do not not_come not_back"),
        ("they don't come back", "they don't not_come not_back"),
        ("they don’t come back", "they don't not_come not_back"),
        ("they never come back but tell friends", "they never not_come not_back but tell friends"),
        ("they do not leave because staff help", "they do not not_leave because staff help"),
        ("without help they leave so we lose", "without not_help not_they not_leave so we lose"),
        ("not only do they come back", "not not_only not_do not_they not_come not_back"),
        ("nobody does nothing here", "nobody not_does nothing here"),
        ("knot nothingness", "knot nothingness"),
    ],
)
def test_denial_is_marked_to_the_end_of_its_clause(text: str, expected: str) -> None:
    assert marked(text) == expected


def test_denied_statement_shares_no_word_feature_with_the_statement() -> None:
    said, denied = (set(lexical._mark_denial(words(text))) for text in ("come back", "never come back"))
    assert said & denied == set()


@many
@given(any_text)
def test_features_are_sorted_each_once_and_within_the_width(text: str) -> None:
    found = lexical.features(text)
    assert found.dtype == np.int32
    assert list(found) == sorted(set(found.tolist()))
    assert all(0 <= number < lexical.width() for number in found)
    assert np.array_equal(found, lexical.features(text))
