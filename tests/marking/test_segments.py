from __future__ import annotations

import time

import pytest
from hypothesis import given

from tests.marking.conftest import many
from tests.marking.texts import LONG_TEXTS, any_text
from wellserved.marking.segments import MOST_SENTENCES, Segment, clauses, items, sentences, words


def cut(answer: str) -> list[str]:
    return [sentence.text for sentence in sentences(answer)]


def contexts(answer: str) -> list[tuple[str, str]]:
    return [(sentence.context, sentence.text) for sentence in sentences(answer)]


def check_in_order_and_literal(answer: str, pieces: list[Segment], low: int, high: int) -> None:
    end = low
    for piece in pieces:
        assert piece.text == answer[piece.start : piece.end]
        assert end <= piece.start < piece.end <= high
        assert piece.text == piece.text.strip()
        end = piece.end


@many
@given(any_text)
def test_segments_are_literal_in_order_and_inside_their_sentence(answer: str) -> None:
    found = sentences(answer)
    check_in_order_and_literal(answer, found, 0, len(answer))
    assert [sentence.sentence for sentence in found] == list(range(len(found)))
    for sentence in found:
        for pieces in (clauses(answer, sentence), items(answer, sentence)):
            check_in_order_and_literal(answer, pieces, sentence.start, sentence.end)
            assert all(piece.sentence == sentence.sentence for piece in pieces)
            assert all(piece.context == sentence.context for piece in pieces)
        assert items(answer, sentence)


@many
@given(any_text)
def test_every_word_is_read(answer: str) -> None:
    """A heading is read as the context of what stands below it; every other word stands in a sentence."""
    read = words(" ".join(f"{sentence.context} {sentence.text}" for sentence in sentences(answer)))
    headings = words(" ".join(line for line in answer.splitlines() if line.rstrip().endswith(":")))
    markers = {word for word in words(answer) if len(word) <= 4}  # "1)", "a.", "iv:"
    assert set(words(answer)) - set(read) - set(headings) <= markers


@pytest.mark.parametrize("name", LONG_TEXTS)
def test_long_texts_are_cut_up_at_once(name: str) -> None:
    text = LONG_TEXTS[name]
    begin = time.process_time()
    found = sentences(text)
    for sentence in found:
        clauses(text, sentence)
        items(text, sentence)
    assert time.process_time() - begin < 5  # a fraction of a second; minutes when a pattern grows with the square
    assert len(found) <= MOST_SENTENCES
    check_in_order_and_literal(text, found, 0, len(text))


@pytest.mark.parametrize(
    "answer",
    ["- Staff training", "* Staff training", "• Staff training", "1. Staff training", "2) Staff training",
     "(3) Staff training", "a) Staff training", "iv. Staff training", "  – Staff training", "> Staff training"],
)  # fmt: skip
def test_list_marker_is_left_out(answer: str) -> None:
    assert cut(answer) == ["Staff training"]


def test_first_word_that_looks_like_a_marker_stays() -> None:
    assert cut("A customer came in") == ["A customer came in"]
    assert cut("I would call the manager") == ["I would call the manager"]


def test_heading_is_carried_to_the_items_under_it() -> None:
    assert contexts("Internal:\n- training\n- morale\nExternal:\n- the weather") == [
        ("Internal", "training"),
        ("Internal", "morale"),
        ("External", "the weather"),
    ]


def test_heading_ends_with_an_empty_line_before_plain_text() -> None:
    assert contexts("Internal:\n- training\n\nThe weather is bad.") == [
        ("Internal", "training"),
        ("", "The weather is bad."),
    ]


def test_heading_ends_with_an_empty_line_in_windows_text_too() -> None:
    assert contexts("Internal:\r\n- training\r\n\r\nThe weather is bad.")[-1] == ("", "The weather is bad.")


@pytest.mark.parametrize("mark", [":", " =", " ->", " \u2192", " =>"])
def test_lead_in_is_carried_to_its_own_line(mark: str) -> None:
    assert contexts(f"Internal{mark} training and morale") == [("Internal", "training and morale")]


def test_lead_in_with_a_dash_is_carried() -> None:
    assert contexts("Internal – training and morale") == [("Internal", "training and morale")]


@pytest.mark.parametrize("answer", ["They come back: 🙂", "They return - !", "They return = £"])
def test_what_leads_to_no_word_is_no_lead_in(answer: str) -> None:
    assert contexts(answer) == [("", answer)]


def test_long_clause_before_a_colon_is_no_lead_in() -> None:
    answer = "When a customer has asked me for something three times already I say this: sorry."
    assert contexts(answer)[0][0] == ""
    assert " ".join(cut(answer)) == answer


def test_line_that_ends_in_a_colon_and_is_a_whole_sentence_is_no_heading() -> None:
    answer = "If the customer is still unhappy after all of this then I would do the following things next:\n- call her"
    assert contexts(answer)[0] == ("", answer.splitlines()[0])


@pytest.mark.parametrize(
    "answer",
    ["I tell Mr. Jones about it.", "We sell things, e.g. a phone, to people.", "Ask the dept. head for help.",
     "We open at 9 a.m. and we close late.", "It costs approx. ten pounds.", "Dr. Shah decides this."],
)  # fmt: skip
def test_abbreviation_does_not_end_a_sentence(answer: str) -> None:
    assert cut(answer) == [answer]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("I told him. Jones left.", ["I told him.", "Jones left."]),
        ("Is it? Yes! Good; fine…", ["Is it?", "Yes!", "Good;", "fine…"]),
        ("They return.They tell friends.", ["They return.", "They tell friends."]),
        ('She said "come back." Then she left.', ['She said "come back."', "Then she left."]),
        ("It costs 3.50 and www.example.org is our page.", ["It costs 3.50 and www.example.org is our page."]),
    ],
)
def test_sentences_end_at_stops(answer: str, expected: list[str]) -> None:
    assert cut(answer) == expected


def test_unpunctuated_stream_is_cut_at_joints() -> None:
    answer = "we help them and they come back and they are happy so they tell a friend about it " * 8
    found = sentences(answer)
    assert len(found) > 1
    assert all(len(words(sentence.text)) <= 52 for sentence in found)
    assert words(" ".join(sentence.text for sentence in found)) == words(answer)


def test_unpunctuated_stream_without_any_joint_is_cut_too() -> None:
    found = sentences("word " * 200)
    assert len(found) > 1
    assert words(" ".join(sentence.text for sentence in found)) == ["word"] * 200


def test_sentence_of_thirty_words_stays_whole() -> None:
    assert len(sentences("they come back and " * 7 + "leave")) == 1


def test_items_and_clauses() -> None:
    answer = "We offer training, morale and pay because staff matter."
    [sentence] = sentences(answer)
    assert [item.text for item in items(answer, sentence)] == [
        "We offer training",
        "morale",
        "pay",  # the reason belongs to it and is no item
    ]
    assert [clause.text for clause in clauses(answer, sentence)] == ["We offer training", "staff matter."]


def test_sentence_of_one_clause_has_no_clauses_and_itself_as_item() -> None:
    [sentence] = sentences("Customers come back.")
    assert clauses("Customers come back.", sentence) == []
    assert items("Customers come back.", sentence) == [sentence]


@pytest.mark.parametrize("answer", ["", " ", "\n\n", "...", "!!!", "— — —", "\x00", "\u202e", "🙂", ":", "-"])
def test_text_without_a_word_has_no_sentence(answer: str) -> None:
    assert sentences(answer) == []


def test_curly_apostrophe_reads_as_a_plain_one() -> None:
    assert words("Can’t, CAN'T") == ["can't", "can't"]
