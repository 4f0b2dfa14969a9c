"""Which words of the answer are evidence, and for which parts?

The text is cut into runs at every place where a quote starts or ends, so that quotes may overlap.
Joined again the runs are the text, character for character.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from wellserved.marking.values import Quote


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the text under one set of quotes. Part numbers count from 1, as the page shows them."""

    text: str
    parts: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()  # parts with a quote that starts here
    believed: bool = False  # inside the quote of a misconception
    belief_begins: bool = False


def evidence_in_text(
    text: str, parts: tuple[tuple[int, tuple[Quote, ...]], ...], beliefs: tuple[Quote, ...] = ()
) -> tuple[Run, ...]:
    """`parts` pairs each part's number with its quotes; a quote that does not lie in the text is left out."""
    spans = [(number, quote) for number, quotes in parts for quote in quotes if _lies_in(quote, text)]
    held = [quote for quote in beliefs if _lies_in(quote, text)]
    edges = {0, len(text)}
    for quote in [quote for _, quote in spans] + held:
        edges |= {quote.start, quote.end}
    ordered = sorted(edges)
    return tuple(
        Run(
            text[start:end],
            parts=_numbers(number for number, q in spans if q.start <= start < q.end),
            begins=_numbers(number for number, q in spans if q.start == start),
            believed=any(q.start <= start < q.end for q in held),
            belief_begins=any(q.start == start for q in held),
        )
        for start, end in pairwise(ordered)
    )


def _lies_in(quote: Quote, text: str) -> bool:
    return 0 <= quote.start < quote.end <= len(text)


def _numbers(found: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(found)))
