"""What a record is for, in the sentence that names it. "We keep records" gives no purpose."""

from __future__ import annotations

from wellserved.writing.check import Check, Sign, seen

_RECORD = (
    r"\b(?:records?|recorded|recording|notes?|logs?|logged|forms?|files?|tickets?|entry|entries|details|reports?)\b"
)
_PURPOSE = (
    r"(?:\bso (?:that )?(?:the|we|they|I|a|an|any|my|another|anyone|she|he|it|next|nobody|no)\b|\bin case\b|"
    r"\bmeans? that\b|"
    r"\bto (?:show|help|follow|check|prove|resolve|see|remember|know|tell|make|answer|contact|call|learn|find|"
    r"spot|avoid|"
    r"improve|solve|settle|train)\b|\bfor the next\b|\blets\b|\bbecause\b)"
)

CHECK = Check(
    "record_purpose",
    "What each record is for",
    (
        Sign(
            "The purpose",
            "What is each record for? Say who will use it, and to do what.",
            seen(_RECORD + r"[^.!?]*?" + _PURPOSE),
        ),
    ),
)
