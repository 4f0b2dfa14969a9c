"""Body language and tone of voice, and what they do to the person in front of you."""

from __future__ import annotations

from wellserved.writing.check import Check, Sign, either, seen

_BODY = (
    r"\b(?:body language|eye contact|smil(?:e|es|ed|ing)|posture|nod(?:s|ded|ding)?|gestures?|"
    r"facial expressions?|frown\w*|"
    r"arms? (?:crossed|folded|open)|(?:crossed|folded|open) arms|fac(?:e|es|ing) (?:them|the customer|her|him)|"
    r"lean(?:s|ing)? (?:in|forward)|stand(?:s|ing)? up straight|eye level|roll\w* (?:my|their|your|his|her) eyes)\b"
)
_TONE = (
    r"\b(?:tone(?: of voice)?|(?:calm|soft|warm|friendly|quiet|loud|steady|gentle|raised|clear)(?:,? \w+)? voice|"
    r"speak(?:s|ing)? (?:more )?(?:calmly|slowly|softly|clearly|kindly|quietly)|sound(?:s|ing|ed)? (?:bored|"
    r"rude|kind|calm|"
    r"friendly|interested|warm|cross)|shout\w*|rais(?:e|es|ed|ing) (?:my|their|your|his|her) voice)\b"
)
_EFFECT = (
    r"\b(?:feel\w*|felt|shows?|showing|showed|tells? (?:them|her|him|the customer)|mak(?:e|es|ing) (?:them|"
    r"her|him|it|the|"
    r"people|a)|made (?:them|her|him|it|the)|puts? (?:them|her|him) at ease|calms (?:them|her|him|the|people|"
    r"things)|so (?:that )?(?:they|the|she|he)|because|"
    r"seem\w*|relax\w*|trust\w*)\b"
)

CHECK = Check(
    "body_and_tone",
    "Body language and tone",
    (
        Sign(
            "Body language",
            "What does the customer see: face, eyes, hands, the way you stand?",
            seen(_BODY, deniable=False),
        ),
        Sign("Tone", "What does the customer hear in your voice, besides the words?", seen(_TONE, deniable=False)),
        Sign(
            "What it does",
            "What does that do to the customer, or to how they speak to you?",
            either(seen(_BODY, _EFFECT, deniable=False), seen(_TONE, _EFFECT, deniable=False)),
        ),
    ),
)
