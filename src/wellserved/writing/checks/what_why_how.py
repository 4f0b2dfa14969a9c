"""What, why, how: what is done, why it matters to the customer, and the way in which it is done."""

from __future__ import annotations

from wellserved.writing.check import Check, Sign, either, seen
from wellserved.writing.lexicon import BECAUSE, SOMEBODY

_DONE = (
    r"\b(?:greet|welcom|answer|serv|help|tak(?:e|es|ing)\b|check|giv(?:e|es|ing)\b|tell|explain|handl|deal|book|listen|"
    r"pass|clean|record|writ(?:e|es|ing)\b|ring|call|repl(?:y|ies|ying)|arrang|offer|show|guid|pack|scan|deliver|"
    r"process|refund|order|sort|keep|open|respond|apologis)\w*"
)
_DOER = (
    r"\b(?:I|we|you|they|he|she|staff|workers?|assistants?|agents?|receptionists?|waiters?|cashiers?|advisers?|"
    r"the person|the worker|the job|role)\b"
)

CHECK = Check(
    "what_why_how",
    "What, why and how",
    (
        Sign(
            "What",
            "What is done? Say the task in one plain sentence.",
            seen(_DOER + r"(?:\W+\w+){0,4}?\W+" + _DONE),
        ),
        Sign(
            "Why",
            "Why does it matter to the customer? Say what they hope for, or what it does for them.",
            either(
                seen(BECAUSE, rf"{SOMEBODY}|\b(?:they|he|she|people|them)\b"),
                seen(
                    rf"(?:{SOMEBODY}|\b(?:they|people)\b)\W+(?:\w+\W+)?(?:expects?|hopes?|needs?|feels?|wants?|knows?|"
                    r"trusts?|gets?|is happy|are happy|leaves?)\b"
                ),
            ),
        ),
        Sign(
            "How",
            "How is it done well? Say what somebody watching would see or hear.",
            either(
                seen(
                    r"\bby (?!the\b|then\b|now\b|next\b|email\b|being good)\w+ing\b|\b(?:step by step|first(?:ly)?,)|"
                    r"\b(?:smil|nod|eye contact|look(?:s|ing)? up|repeat|read(?:s|ing)? back|say(?:s|ing)? back)\w*"
                ),
                seen(
                    r"\b(?:politely|calmly|clearly|quickly|slowly|carefully|warmly|patiently)\b|"
                    r"\bin an? \w+ (?:tone|voice|way)\b|\bwithin (?:\d|\w+ (?:minutes?|hours?|days?))|"
                    r"\b(?:say|says|saying|ask|asks|asking)\b[^.]{0,12}[\"'\u2018\u201c]"
                ),
            ),
        ),
    ),
)
