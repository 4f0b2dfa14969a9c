"""Words that came and words that went, with both texts whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wellserved.reports.attempts_compared import word_changes

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
