from __future__ import annotations

import pytest

from wellserved.marking.conversation.phrases import holds_value, roots, says


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("wrong order", "the order was wrong"),
        ("wrong|incorrect order", "an incorrect order"),
        ("deliver", "it was delivered"),
        ("king size", "a king-size one"),
        ("order !number", "what did you order"),
    ],
)
def test_stands_in(phrase: str, text: str) -> None:
    assert says(roots(text), (phrase,))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [("wrong order", "the order came"), ("order !number", "your order number"), ("", "anything"), ("lid", "solid")],
)
def test_does_not_stand_in(phrase: str, text: str) -> None:
    assert not says(roots(text), (phrase,))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("BH-48213", "order bh 48213?"),
        ("BH-48213", "BH48213."),
        ("£64", "it was £64"),
        ("£212.40", "you owe 212.40"),
        ("from Friday", "staying from  friday on"),
        ("NM 330 918", "NM330918"),
    ],
)
def test_value_is_found(value: str, text: str) -> None:
    assert holds_value(text, value)


@pytest.mark.parametrize(
    ("value", "text"),
    [("£64", "£640"), ("£64", "£164"), ("BH-48213", "BH-48214"), ("no lid", "piano lids"), ("??", "??"), ("", "a")],
)
def test_value_is_not_found(value: str, text: str) -> None:
    assert not holds_value(text, value)
