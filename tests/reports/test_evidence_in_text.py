"""Runs joined again are the text, and every run knows its parts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wellserved.marking.values import Quote
from wellserved.reports.evidence_in_text import evidence_in_text

texts = st.text(max_size=60)


def quote(text: str, start: int, end: int) -> Quote:
    return Quote(start, end, text[start:end])


@st.composite
def quoted_texts(draw: st.DrawFn):
    text = draw(texts)
    places = st.integers(min_value=-2, max_value=len(text) + 2)
    spans = draw(st.lists(st.tuples(st.integers(1, 4), places, places), max_size=8))
    beliefs = draw(st.lists(st.tuples(places, places), max_size=3))
    return (
        text,
        tuple((n, (quote(text, a, b),)) for n, a, b in spans),
        tuple(quote(text, a, b) for a, b in beliefs),
    )


@given(quoted_texts())
def test_runs_joined_again_are_the_text(case) -> None:
    text, parts, beliefs = case
    assert "".join(run.text for run in evidence_in_text(text, parts, beliefs)) == text


@given(quoted_texts())
def test_a_run_is_marked_for_a_part_exactly_where_its_quotes_lie(case) -> None:
    text, parts, beliefs = case
    place = 0
    for run in evidence_in_text(text, parts, beliefs):
        for n in range(1, 5):
            inside = any(
                number == n and 0 <= q.start <= place < q.end <= len(text) for number, quotes in parts for q in quotes
            )
            assert (n in run.parts) == inside
        place += len(run.text)


def test_overlapping_quotes_share_the_words_between_them() -> None:
    text = "one two three"
    runs = evidence_in_text(text, ((1, (quote(text, 0, 7),)), (2, (quote(text, 4, 13),))))
    assert [(run.text, run.parts, run.begins) for run in runs] == [
        ("one ", (1,), (1,)),
        ("two", (1, 2), (2,)),
        (" three", (2,), ()),
    ]


def test_an_empty_text_has_no_runs() -> None:
    assert evidence_in_text("", ()) == ()
