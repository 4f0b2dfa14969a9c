"""Reads a draft and says, check by check, what is there and what an examiner would still look for.

It asks and quotes. It never writes a word of the answer, and it says nothing about whether the answer is met.
"""

from __future__ import annotations

from collections.abc import Iterable

from wellserved.marking.scheme import Point
from wellserved.writing.check import Advice, Check, Draft, Seen, draft_of
from wellserved.writing.checks import CHECKS

# What the verb of a task asks for, whatever else its content names.
BY_VERB = {
    "explain": ("reasons",),
    "justify": ("reasons",),
    "describe": ("example",),
    "demonstrate": ("scenario",),
}


def checks_for(point: Point, named: Iterable[str] = ()) -> tuple[Check, ...]:
    """The checks that the point's verb asks for and those `named` for it, each once.

    Raises KeyError for a name that no check has.
    """
    return tuple(CHECKS[name] for name in dict.fromkeys((*named, *BY_VERB.get(point.verb, ()))))


def coach(text: str, point: Point, checks: Iterable[Check]) -> tuple[Advice, ...]:
    draft = draft_of(text, point)
    return tuple(_advice(check, draft) for check in checks)


def _advice(check: Check, draft: Draft) -> Advice:
    found = [(sign, sign.find(draft)) for sign in check.signs]
    return Advice(
        check=check.id,
        title=check.title,
        seen=tuple(Seen(sign.name, quote) for sign, quote in found if quote is not None),
        asks=tuple(sign.question for sign, quote in found if quote is None),
    )
