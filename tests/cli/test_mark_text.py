from __future__ import annotations

import io
import json
import sys

import pytest
from hypothesis import given

from tests.cli.conftest import TINY
from tests.fakes.encoder import FakeEncoder
from tests.marking.texts import any_text
from wellserved.cli import main, mark_command, readable
from wellserved.marking import mark

pytestmark = pytest.mark.usefixtures("tiny")
TEXT = "Good staff matter. They return every week."


def shown(text: str, *, colour: bool) -> str:
    return readable.result(text, mark(text, TINY, FakeEncoder()), TINY.scheme, colour=colour)


def test_highlights_without_colour(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mark", "--text", TEXT, "--unit", "tiny-unit", "--point", "pays"]) == 0
    out = capsys.readouterr().out
    assert "Good staff matter. »They return every week.«" in out
    assert "Pays: NOT YET MET (draft)" in out
    assert "[x] Loyalty (1 of 1)" in out
    assert "[ ] Word_Of_Mouth (0 of 1)" in out
    assert "Add word_of_mouth." in out
    assert "A draft: a named person decides." in out
    assert "\x1b" not in out


def test_highlights_with_colour() -> None:
    assert "Good staff matter. \x1b[30;42mThey return every week.\x1b[0m" in shown(TEXT, colour=True)
    assert "»" not in shown(TEXT, colour=True)


def test_no_colour_where_nobody_looks_or_somebody_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert mark_command._colour()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not mark_command._colour()
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert not mark_command._colour()


def test_misconception_and_flags_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mark", "--text", "It is selling.", "--unit", "tiny-unit"]) == 0
    out = capsys.readouterr().out
    assert "'It is selling.'" in out
    assert "Not so: sales." in out
    assert "Noticed: too short" in out


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mark", "--text", TEXT, "--unit", "tiny-unit", "--json"]) == 0
    marking = json.loads(capsys.readouterr().out)
    assert list(marking) == ["unit", "scheme", "engine", "points", "misconceptions", "flags"]


@pytest.mark.parametrize("text", ["", " ", "\udcff They return.", "\x1b[2J They return.", "👍 They return.", "a\x00b"])
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_text_is_shown_on_any_terminal(text: str, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sink = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(sink, encoding=encoding))
    assert main(["mark", "--text", text, "--unit", "tiny-unit"]) == 0
    sys.stdout.flush()
    assert b"\x1b" not in sink.getvalue()


def test_tabs_and_line_ends_stay_readable() -> None:
    assert "\ufffd" not in shown("One\ttwo.\r\nThey return\u2028 now.", colour=False)


@given(any_text)
def test_any_text_is_shown_without_terminal_orders(text: str) -> None:
    for colour in (False, True):
        out = shown(text, colour=colour)
        plain = out
        for order in ("\x1b[1m", "\x1b[30;42m", "\x1b[2m", "\x1b[0m") if colour else ():
            plain = plain.replace(order, "")
        assert all(character.isprintable() or character == "\n" for character in plain)
        out.encode("utf-8")


@given(any_text)
def test_highlights_take_no_word_away(text: str) -> None:
    marking = mark(text, TINY, FakeEncoder())
    quotes = [quote for point in marking.points for part in point.parts for quote in part.quotes]
    highlighted = readable._highlighted(text, quotes, False)
    assert len(highlighted.replace("»", "").replace("«", "")) == len(text.replace("»", "").replace("«", ""))
