"""Checks the log: every row still says what it said, none is missing, and the records agree with it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from wellserved.records.models import Event


def verify_log() -> list[str]:
    """What is wrong, in plain sentences; an empty list when the log holds."""
    events = Event.objects.order_by("chain", "sequence").iterator()
    return [
        problem
        for chain, rows in groupby(events, lambda e: e.chain)
        for problem in _verify_chain(chain, rows)
    ]


def _verify_chain(chain: str, rows: Iterable[Event]) -> list[str]:
    problems = []
    expected, previous = 1, ""
    for event in rows:
        if event.sequence != expected:
            problems.append(f"Chain {chain}: row {expected} is missing.")
        if event.previous != previous:
            problems.append(f"Chain {chain}: row {event.sequence} does not seal the row before it.")
        if event.digest != event.sealed():
            problems.append(f"Chain {chain}: row {event.sequence} was changed after it was written.")
        expected, previous = event.sequence + 1, event.digest
    return problems
