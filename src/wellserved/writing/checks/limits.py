"""A limit that can be checked: an amount, a time, or an act that is named as not allowed."""

from __future__ import annotations

from wellserved.writing.check import Check, Sign, seen

_NUMBERS = r"\d+|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|fifty|sixty|a hundred"

CHECK = Check(
    "limits",
    "A clear limit",
    (
        Sign(
            "The limit",
            "What exactly is the limit: how much, how long, or which thing may you not do?",
            seen(
                rf"[£$€]\s?\d|\b(?:{_NUMBERS})\s?(?:pounds?|per cent|%|minutes?|hours?|days?|weeks?)(?!\w)|"
                r"\b(?:not (?:allowed|trained|qualified|authorised|permitted|able) to|am not to|are not to|"
                r"can(?:no|')t|"
                r"can\u2019t|may not|must not|mustn['\u2019]t|only (?:a|my|the) \w+ (?:\w+ )?(?:can|may))\s+\w+\s+\w+",
                deniable=False,
            ),
        ),
    ),
)
