from __future__ import annotations

import pytest

from wellserved.curriculum.reading_grade import reading_grade, syllables_of


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1), ("make", 1), ("makes", 1), ("asked", 1), ("wanted", 2), ("table", 2), ("boxes", 2), ("places", 2),
        ("notices", 3), ("idea", 3), ("being", 2), ("quiet", 2), ("client", 2), ("service", 2), ("customer", 3),
        ("organisation", 5), ("discrimination", 5), ("apologise", 4), ("don't", 1), ("24", 1), ("café", 2),
        ("queue", 1),
    ],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    assert syllables_of(word) == count


def test_grade_is_the_published_formula() -> None:
    """Six words in two sentences, seven syllables."""
    assert reading_grade(["The cat sat. We served tables."]) == pytest.approx(0.39 * 3 + 11.8 * 7 / 6 - 15.59)


def test_the_end_of_a_text_ends_its_sentence() -> None:
    assert reading_grade(["We help people", "We help people"]) == reading_grade(["We help people. We help people."])


def test_long_words_and_long_sentences_are_harder() -> None:
    plain = reading_grade(["We help people. They come back."])
    long_words = reading_grade(["Organisations accommodate customers. Satisfaction necessitates anticipation."])
    long_sentence = reading_grade(["We help people and they come back and then we help them once more and so on."])
    assert plain < long_sentence < long_words


@pytest.mark.parametrize("texts", [[], [""], ["…", "!?"]])
def test_no_word_has_grade_nought(texts: list[str]) -> None:
    assert reading_grade(texts) == 0.0


def test_abbreviations_inside_a_number_end_no_sentence() -> None:
    assert reading_grade(["It costs 3.50 here."]) == reading_grade(["It costs much here."])
