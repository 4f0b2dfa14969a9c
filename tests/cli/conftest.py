"""A tiny scheme and a fake encoder behind the command line, so that most tests need no weights."""

from __future__ import annotations

import pytest

from tests.fakes.encoder import FakeEncoder, part, point, trained
from wellserved.cli import mark_command
from wellserved.marking import TrainedScheme

TINY = trained(
    (point("pays", part("loyalty"), part("word_of_mouth")), point("duties", part("duty", at_least=2))),
    {"pays/loyalty": "return", "pays/word_of_mouth": "recommend", "duties/duty": "greet answer", "!sales": "selling"},
)


def load_tiny(unit: str) -> TrainedScheme:
    if unit != "tiny-unit":
        raise KeyError(f"no unit {unit!r}; known: tiny-unit")
    return TINY


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> TrainedScheme:
    monkeypatch.setattr(mark_command, "load_scheme", load_tiny)
    monkeypatch.setattr(mark_command, "load_encoder", FakeEncoder)
    monkeypatch.setattr(mark_command, "_loaded", [])
    return TINY
