"""A referral in its three steps: the problem, the right person, the handover."""

from __future__ import annotations

from wellserved.writing.check import Check, Sign, seen, spans
from wellserved.writing.lexicon import NAMED_ROLE

CHECK = Check(
    "referral",
    "Problem, person, handover",
    (
        Sign(
            "The problem",
            "What is the problem, and how do you know that you cannot solve it yourself?",
            seen(
                r"\b(?:find(?:ing)? out (?:what|why|if)|identify\w*|ask(?:s|ing)? (?:them |her |him |"
                r"the \w+ )?(?:what|which|to "
                r"explain)|(?:the|their|her|his|an?) (?:\w+ )?(?:problem|complaint|fault|issue|claim)\b|"
                r"beyond (?:my|what)|"
                r"above my|over my|can(?:no|'|\u2019)t (?:solve|settle|fix|decide|agree|resolve)|listen)",
                deniable=False,
            ),
        ),
        Sign(
            "The right person",
            "Who is the right person for it? Give their title.",
            spans(NAMED_ROLE, deniable=False),
        ),
        Sign(
            "The handover",
            "What do you pass on, and what do you tell the customer about who takes over and when?",
            seen(
                r"\b(?:hand(?:s|ed|ing)? (?:it |them |the \w+ )?over|handover|pass(?:es|ed|"
                r"ing)? (?:on )?(?:my|the|all|every|"
                r"their|it|them)\b(?! by)|notes?|ticket|log(?:s|ged|ging)? (?:it|the|what)|write(?:s)? (?:it |"
                r"them )?down|"
                r"the details|brief(?:s|ed|ing)?|(?:tell|telling|let) (?:them|her|him|"
                r"the \w+) (?:know )?(?:who|when|what|that|how"
                r" long)|what (?:I|we) (?:have )?tried|explain(?:s|ing)? (?:to )?(?:them|her|him|the) )"
            ),
        ),
    ),
)
