"""A realistic situation: where it is, who is there, and what happens.

Not enough: "in a shop a customer expects good service", where nothing happens.
"""

from __future__ import annotations

from wellserved.writing.check import Check, Sign, either, seen, spans
from wellserved.writing.lexicon import HAPPENED, ONCE, SOMEBODY, SUPPOSED

_PLACES = (
    r"shop|store|supermarket|caf[eé]|restaurant|hotel|hostel|reception|front desk|help ?desk|service desk|call centre|"
    r"contact centre|bank|library|clinic|surgery|hospital|pharmacy|chemist|salon|barber'?s|gym|leisure centre|"
    r"sports centre|"
    r"swimming pool|pool|museum|cinema|theatre|station|airport|garage|garden centre|office|council|branch|counter|till|"
    r"checkout|depot|warehouse|school|college|university|care home|nursery|pub|bar|bakery|market|stall|box office|"
    r"showroom|kitchen|ward|dentist'?s?|optician'?s?|travel agency|estate agency|post office|tool hire|coach firm|"
    r"taxi firm|bus|train|website|chat|live chat"
)
_NOT_NAMES = (
    r"(?!Christmas|Easter|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|"
    r"April|May|June|July|August|September|October|November|December|First|The\b|I\b)"
)

CHECK = Check(
    "scenario",
    "A real situation",
    (
        Sign(
            "Where",
            "Where does this happen? Name the kind of place, or the place itself.",
            either(
                spans(
                    rf"\b(?:at|in|on|for|from|behind|into|to|by|near)\s+(?:\w+['\u2019]?\w*[ -]){{0,4}}(?:{_PLACES})\b"
                ),
                spans(rf"\b(?:[Aa]t|[Ff]or)\s+{_NOT_NAMES}[A-Z]\w+(?:\s+[A-Z]\w+)*", case=True),
            ),
        ),
        Sign(
            "Who and what happens",
            "Who is there, and what happens? One customer, on one day, will do.",
            either(
                seen(SOMEBODY, ONCE),
                seen(rf"(?:{SOMEBODY}|\b(?:he|she|they)\b)\W+(?:(?:who|had|has|just|once)\W+|\w+\W+)?{HAPPENED}"),
                seen(SUPPOSED),
            ),
        ),
    ),
)
