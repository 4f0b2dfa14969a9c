"""The why behind what is said: a reason or a result, with something after the linking word."""

from __future__ import annotations

from wellserved.writing.check import Check, Sign, seen
from wellserved.writing.lexicon import REASON

CHECK = Check(
    "reasons",
    "Reasons",
    (
        Sign(
            "Why",
            "Why is that so? Join what you say to a reason, or to what comes of it.",
            seen(REASON, deniable=False),
        ),
    ),
)
