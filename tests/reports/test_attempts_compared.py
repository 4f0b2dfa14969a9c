"""Words that came and words that went, with both texts whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.actions.handing_in import decide_as, hand_in
from tests.conftest import NOW, Cast
from wellserved.reports.attempts_compared import Found, PartCompared, attempts_compared, word_changes

words = st.lists(st.sampled_from(["they", "come", "back", ",", " ", "\r\n", "é", "😀", "<b>"]), max_size=30)


@given(words.map("".join), words.map("".join))
def test_pieces_joined_again_are_both_texts(old: str, new: str) -> None:
    before, after = word_changes(old, new)
    assert "".join(piece.text for piece in before) == old
    assert "".join(piece.text for piece in after) == new


@given(words.map("".join))
def test_the_same_text_has_no_change(text: str) -> None:
    before, after = word_changes(text, text)
    assert not any(piece.changed for piece in before + after)


def test_an_added_word_is_marked_and_nothing_else() -> None:
    before, after = word_changes("They come back.", "They always come back.")
    assert not any(piece.changed for piece in before)
    assert [piece.text.strip() for piece in after if piece.changed] == ["always"]


def test_very_long_texts_are_shown_whole_without_waiting() -> None:
    before, after = word_changes("one " * 5000, "two " * 5000)
    assert len(before) == len(after) == 1


@pytest.mark.django_db
def test_the_marking_is_compared_part_by_part_whichever_is_named_first(cast: Cast) -> None:
    older = hand_in(cast.learner, "They are happy, and customers are always right.")
    newer = hand_in(cast.learner, "They return because they are happy.")
    for pair in (attempts_compared(older, newer), attempts_compared(newer, older)):
        assert [(part.title, part.change) for part in pair.parts] == [
            ("Customers come back", "gained"),
            ("Customers tell others", "gained"),
        ]
        assert (len(pair.put_right), pair.new_beliefs) == (1, ())


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ((0, 1), (1, 1), "gained"),
        ((1, 1), (0, 1), "lost"),
        ((1, 3), (2, 3), "more"),
        ((4, 3), (3, 3), "fewer"),
        ((1, 1), (1, 1), "same"),
        (None, (1, 1), ""),
        ((1, 1), None, ""),
    ],
)
def test_a_change_is_one_word(before, after, change: str) -> None:
    found = [Found(*counts) if counts else None for counts in (before, after)]
    assert PartCompared("P", *found).change == change


@pytest.mark.django_db
def test_the_draft_on_assessed_work_is_never_compared(cast: Cast) -> None:
    practice = hand_in(cast.learner, "They return because they are happy.")
    assessed = hand_in(cast.learner, "Customers are always right, because.", "assessment")
    pair = attempts_compared(practice, assessed)
    assert [(part.after, part.change) for part in pair.parts] == [(None, ""), (None, "")]
    assert (pair.put_right, pair.new_beliefs, pair.newer.outcome) == ((), (), "")


@pytest.mark.django_db
def test_two_answers_for_assessment_compare_what_people_decided(cast: Cast) -> None:
    first = hand_in(cast.learner, "They are happy.", "assessment")
    decide_as(cast.assessor, first, "not_met", reason="Too thin.", now=NOW)
    second = hand_in(cast.learner, "They return.", "assessment")
    pair = attempts_compared(first, second)
    assert (pair.older.outcome, pair.older.by, pair.newer.outcome) == ("not_met", "Asha Assessor", "")
