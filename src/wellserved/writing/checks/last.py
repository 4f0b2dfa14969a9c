"""LAST, for when service has failed: listen, apologise, solve, thank."""

from __future__ import annotations

from wellserved.writing.check import Check, Sign, seen

CHECK = Check(
    "last",
    "LAST: listen, apologise, solve, thank",
    (
        Sign(
            "Listen",
            "How do you hear the customer out?",
            seen(
                r"\b(?:listen\w*|hear(?:ing)? (?:them|her|him) out|let(?:ting)? (?:them|her|him|"
                r"the \w+) (?:finish|speak|talk))\b"
            ),
        ),
        Sign("Apologise", "How do you say sorry, and for what?", seen(r"\b(?:sorry|apolog\w+)\b")),
        Sign(
            "Solve",
            "What do you do to put it right?",
            seen(
                r"\b(?:put(?:ting)? (?:it|this|things) right|replac\w+|refund\w*|exchang\w+|remake|"
                r"make (?:it )?(?:up|again)|"
                r"(?:send|get|bring|give|order)(?:ing|s)? (?:\w+ ){0,2}(?:a new|the right|the correct|"
                r"another)|fix\w*|solv\w+|"
                r"offer(?:ing|s)? (?:\w+ ){0,3}(?:choice|discount|refund|voucher|new)|solution|"
                r"collect the wrong|pass it to)\b"
            ),
        ),
        Sign("Thank", "How do you thank them, or see later that all is well?", seen(r"\bthank\w*|\bgrateful\b")),
    ),
)
