"""Made-up answers with the drafts that an engine might have made of them, put together from the exemplar banks.

The sentence encoder does not run: which statement counts for which part is known from the bank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from wellserved.curriculum import library
from wellserved.curriculum.exemplars import PointBank, load_point_bank
from wellserved.marking.scheme import Part
from wellserved.marking.values import Decision

SAYS = 0.8  # the share of parts that a practised answer reaches


@dataclass(frozen=True, slots=True)
class MadeUpPart:
    part: str
    reached: int
    needed: int
    quotes: tuple[dict[str, int], ...]


@dataclass(frozen=True, slots=True)
class MadeUp:
    text: str
    parts: tuple[MadeUpPart, ...]
    missing: tuple[str, ...]
    decision: Decision
    probability: float


def make_up(unit: str, point: str, practised: int, random: Random) -> MadeUp:
    """An answer after so much practice: the more, the more parts it reaches."""
    scheme, bank = library.scheme(unit).point(point), _bank(unit, point)
    share = SAYS * (1 - 0.5 ** (practised + 1))
    text, parts = "", []
    for part in scheme.parts:
        wanted = part.at_least if random.random() < share else random.randrange(part.at_least)
        statements = _statements(bank, part, wanted, random)
        quotes = []
        for number, statement in enumerate(statements):
            start = len(text)
            text += f"{statement}{'' if statement.endswith(('.', '!', '?')) else '.'} "
            if number < wanted:
                quotes.append({"start": start, "end": start + len(statement)})
        parts.append(MadeUpPart(part.id, wanted, part.at_least, tuple(quotes)))
    missing = tuple(part.missing for part, made in zip(scheme.parts, parts, strict=True) if made.reached < made.needed)
    decision, probability = _drafted(not missing, random)
    return MadeUp(text.strip(), tuple(parts), missing, decision, probability)


def _statements(bank: PointBank, part: Part, wanted: int, random: Random) -> Sequence[str]:
    """As many as are wanted that count, and something beside the point where none is."""
    known = bank.parts[part.id]
    counting = random.sample(known.counts, min(wanted, len(known.counts)))
    misses = [text for texts in known.near_misses.values() for text in texts] or ["I am not sure about this"]
    return counting if wanted == part.at_least else [*counting, random.choice(misses)]


def _drafted(met: bool, random: Random) -> tuple[Decision, float]:
    if random.random() < 0.12:
        return "unsure", round(random.uniform(0.36, 0.64), 4)
    return ("met", round(random.uniform(0.66, 0.99), 4)) if met else ("not_met", round(random.uniform(0.01, 0.34), 4))


@cache
def _bank(unit: str, point: str) -> PointBank:
    return load_point_bank(library.unit_folder(unit), library.scheme(unit), point)
