"""Is this evidence good enough to decide on? Five judgements of a person, one for each quality: VACSR."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

QUALITIES = ("valid", "authentic", "current", "sufficient", "reliable")
QUESTIONS = {
    "valid": "Does it show what this criterion asks for?",
    "authentic": "Is it the learner's own work?",
    "current": "Does it fit how things are done now?",
    "sufficient": "Is there enough of it for every part?",
    "reliable": "Would another assessor, on another day, decide the same?",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether the evidence has the quality, and why not where it has not.

    `together`: said for all at once, with one key, and not one by one.
    """

    holds: bool
    reason: str = ""
    together: bool = False


def all_hold() -> dict[str, Judgement]:
    """Every quality holds, each said by itself."""
    return dict.fromkeys(QUALITIES, Judgement(True))


def unjudged(judgements: Mapping[str, Judgement], outcome: str) -> tuple[str, ...]:
    """The qualities that still need an answer: all five for *met*, none for anything else."""
    return tuple(quality for quality in QUALITIES if quality not in judgements) if outcome == "met" else ()


def lacking(judgements: Mapping[str, Judgement]) -> tuple[str, ...]:
    """The qualities that the evidence has not: with any, the outcome cannot be *met*."""
    return tuple(quality for quality in QUALITIES if quality in judgements and not judgements[quality].holds)
