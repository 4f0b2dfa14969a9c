from __future__ import annotations

import pytest
from hypothesis import given

from tests.marking.conftest import many
from tests.marking.texts import any_text
from wellserved.marking import Side
from wellserved.marking.segments import Segment, sentences
from wellserved.marking.sides import put_elsewhere, sided_items

INTERNAL = Side(here=("internal", "internally", "inside"), there=("external", "externally", "outside", "not inside"))
CONTROL = Side(
    here=("can control", "controllable", "in our hands"),
    there=("cannot control", "can't control", "uncontrollable", "out of our control", "not in our hands"),
)


def sides(answer: str, side: Side) -> dict[str, str]:
    """Each item's words with the side it is put on."""
    return {item.segment.text: item.where for item in sided_items(answer, sentences(answer), side, counted=False)}


def side_of(answer: str, side: Side, word: str) -> str:
    """The one side on which items with `word` stand; a whole sentence that says both sides stands on none."""
    found = {where for text, where in sides(answer, side).items() if word in text.lower()}
    assert found
    [where] = found - {"unsaid"} or {"unsaid"}
    return where


@pytest.mark.parametrize(
    ("answer", "word", "where"),
    [
        ("Internal factors are training and morale.", "training", "here"),
        ("Internal factors are training and morale.", "morale", "here"),
        ("External factors are the weather and the law.", "weather", "there"),
        ("Training is internal and the weather is external.", "training", "here"),
        ("Training is internal and the weather is external.", "weather", "there"),
        ("Internal: training. External: the weather.", "training", "here"),
        ("Internal: training. External: the weather.", "weather", "there"),
        ("Internal:\n- training\n- morale\nExternal:\n- the weather", "morale", "here"),
        ("Internal:\n- training\n- morale\nExternal:\n- the weather", "weather", "there"),
        ("Morale (internal), competitors (external).", "morale", "here"),
        ("Morale (internal), competitors (external).", "competitors", "there"),
        ("Morale = internal, competitors = external.", "competitors", "there"),
        ("Staff morale - internal, new competitors - external.", "competitors", "there"),
        ("The morale - internal, new competitors - external.", "competitors", "there"),
        ("Internal (training, morale), external (weather).", "morale", "here"),
        ("Internal (training, morale), external (weather).", "weather", "there"),
        ("One factor is internal. It is staff morale.", "morale", "here"),
        ("INTERNAL factors are training.", "training", "here"),
        ("Staff training is not internal.", "training", "there"),
        ("Staff training is not external.", "training", "here"),
        ("The law is not inside the firm.", "law", "there"),
        ("Training and morale matter.", "training", "unsaid"),
        ("The internals of training matter.", "training", "unsaid"),
        ("Training is both internal and external.", "both", "here"),
    ],
)
def test_internal_and_external(answer: str, word: str, where: str) -> None:
    assert side_of(answer, INTERNAL, word) == where


@pytest.mark.parametrize(
    ("answer", "word", "where"),
    [
        ("We can control staff training.", "training", "here"),
        ("We can't control the weather.", "weather", "there"),
        ("We can’t control the weather.", "weather", "there"),
        ("We cannot control the weather.", "weather", "there"),
        ("The rota is in our hands.", "rota", "here"),
        ("The rota is not in our hands.", "rota", "there"),
        ("A strike is out of our control.", "strike", "there"),
        ("It is not out of our control, the rota.", "rota", "here"),
        ("A late courier is uncontrollable.", "courier", "there"),
        ("Controllable: the rota. Uncontrollable: snow.", "rota", "here"),
        ("Controllable: the rota. Uncontrollable: snow.", "snow", "there"),
        ("We can control the rota but we can't control snow.", "rota", "here"),
        ("We can control the rota but we can't control snow.", "snow", "there"),
        ("We can control the rota. Snow happens too.", "snow", "here"),  # a side once said carries on
        ("A remote control lay there.", "remote", "unsaid"),
    ],
)
def test_in_and_out_of_control(answer: str, word: str, where: str) -> None:
    assert side_of(answer, CONTROL, word) == where


@pytest.mark.parametrize("answer", ["Staff morale - internal", "Staff morale: internal"])
def test_side_behind_a_dash_or_colon_labels_the_item(answer: str) -> None:
    assert side_of(answer, INTERNAL, "morale") == "here"


def test_side_said_again_with_no_item_beside_it_is_no_item() -> None:
    assert sides("There are internal and external factors.", INTERNAL) == {}


def test_reading_names_the_side_and_leaves_its_words_out() -> None:
    answer = "Internal factors are staff training."
    [item] = sided_items(answer, sentences(answer), INTERNAL, counted=False)
    assert item.reading.startswith("internal: ")
    assert item.reading.lower().count("internal") == 1
    assert "staff training" in item.reading
    assert item.segment.text == "Internal factors are staff training."


@many
@given(any_text)
def test_any_text_has_sides(answer: str) -> None:
    for side in (INTERNAL, CONTROL):
        for item in sided_items(answer, sentences(answer), side, counted=False):
            assert item.segment.text == answer[item.segment.start : item.segment.end]
            assert item.reading
            assert item.where in ("here", "there", "unsaid")


DECIDE = Side(here=("can decide", "can control"), there=("cannot control", "out of our control"))


@pytest.mark.parametrize(
    ("answer", "word", "where"),
    [
        ("The hotel can decide the rota.", "rota", "here"),
        ("The hotel can not decide the weather.", "weather", "there"),
        ("The hotel cannot decide the weather.", "weather", "there"),
        ("The hotel can\u2019t decide the weather.", "weather", "there"),
        ("The hotel can never decide the weather.", "weather", "there"),
        ("The hotel cannot control the weather.", "weather", "there"),
        ("A pelican decides the rota.", "rota", "unsaid"),
    ],
)
def test_side_said_by_denying_the_other(answer: str, word: str, where: str) -> None:
    assert side_of(answer, DECIDE, word) == where


def test_heading_is_left_behind_once_another_side_is_said() -> None:
    answer = "Two things inside: morale and pay. Others come from outside. The price of flour, and the weather."
    assert side_of(answer, INTERNAL, "morale") == "here"
    assert side_of(answer, INTERNAL, "flour") == "there"


VERBAL = Side(here=("verbal",), there=("non-verbal",), must_be_said=False)


@pytest.mark.parametrize(
    ("answer", "elsewhere"),
    [
        ("Verbal is using their name.", False),
        ("I use their name.", False),
        ("Non-verbal is using their name.", True),
        ("Non-verbal: using their name.", True),
        ("Non-verbal is a smile, and verbal is using their name.", False),
    ],
)
def test_statement_under_the_other_name_is_put_elsewhere(answer: str, elsewhere: bool) -> None:
    [sentence] = sentences(answer)
    start = answer.index(answer[-15:])
    last = Segment(start, len(answer), answer[start:], 0, sentence.context)
    assert put_elsewhere(last, sentence, VERBAL) is elsewhere
