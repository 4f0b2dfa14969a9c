"""Somebody with a title: "my shift supervisor". "Tell someone" and "the right person" name nobody."""

from __future__ import annotations

from wellserved.writing.check import Check, Sign, spans
from wellserved.writing.lexicon import NAMED_ROLE

CHECK = Check(
    "named_role",
    "A named role",
    (
        Sign(
            "Who",
            "Who exactly? Give the title of the person or team, as it stands where you work.",
            spans(NAMED_ROLE, deniable=False),
        ),
    ),
)
