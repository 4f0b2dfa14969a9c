"""Two factors in one sentence, with a word that says how one works on the other.

Two factors side by side, each with its own full stop, are not linked.
"""

from __future__ import annotations

import re

from wellserved.marking.values import Quote
from wellserved.writing.check import Check, Draft, Sign, quote
from wellserved.writing.lexicon import LINK

_FACTORS = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"staff(?:ing)?(?: levels)?|short[- ]staffed|fewer (?:staff|people)|not enough (?:staff|people)",
        r"train(?:ing|ed)|skills?|product knowledge",
        r"morale|motivat\w+|attitudes?|mood|stress\w*|tired",
        r"resources?|equipment|stock|tills?",
        r"systems?|software|computers?|internet|technolog\w+|website|app",
        r"weather|snow|storms?|rain|heat ?wave|floods?",
        r"suppl(?:y|ies|iers?)|deliver(?:y|ies)|lorr(?:y|ies)|imports?",
        r"econom(?:y|ic)|cost of living|inflation|prices?|wages?|recession|budgets?|funding|money",
        r"competitors?|competition|rivals?|new shop",
        r"laws?|legislation|regulations?|rules?|act of parliament",
        r"queues?|waiting times?|wait|busy|demand|christmas|season|rush|holidays?",
        r"polic(?:y|ies)|procedures?",
        r"strikes?|traffic|road ?works|trains?|public transport",
        r"manage(?:rs?|ment)|leadership|team ?work|communication",
        r"illness|sick(?:ness)?|flu|pandemic",
        r"expectations?|reviews?|reputation",
    )
)
_LINK = re.compile(LINK, re.IGNORECASE)


def _linked(draft: Draft) -> Quote | None:
    for sentence in draft.sentences:
        factors = sum(factor.search(sentence.text) is not None for factor in _FACTORS)
        if factors >= 2 and _LINK.search(sentence.text):
            return quote(draft, sentence.start, sentence.end)
    return None


CHECK = Check(
    "linked_factors",
    "How factors work on each other",
    (
        Sign(
            "The link",
            "How does one factor change another? Say in one sentence what the first does to the second.",
            _linked,
        ),
    ),
)
