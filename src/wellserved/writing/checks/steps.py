"""Steps in an order that can be followed: a first, a next and a last one.

"First impressions" and "next to the till" are no steps.
"""

from __future__ import annotations

from wellserved.writing.check import Check, Find, Sign, either, line, seen


def _numbered(number: int) -> Find:
    """A line that starts with the number, as "2." or "Step 2:"."""
    return line(rf"^[ \t]*(?:step\s+)?{number}[.):][ \t]+\w[^\n\r]*")


CHECK = Check(
    "steps",
    "Step by step",
    (
        Sign(
            "First",
            "What do you do first?",
            either(
                _numbered(1),
                seen(
                    r"\bfirst(?:ly| of all)?\b(?!\W+(?:impressions?|jobs?|names?|aid|class|contact|time|place|"
                    r"floor|point|"
                    r"visit|greeting|words?|moments?|line|half|customer|person|role))|\bto (?:start|begin)(?: with)?\b|"
                    r"\b(?:begin|start) by\b|\bbefore anything else\b"
                ),
            ),
        ),
        Sign(
            "Next",
            "What comes next? Show the order.",
            either(
                _numbered(2),
                seen(
                    r"\bthen\b(?! and there)|\bnext\b(?!\W+(?:to|door|day|week|month|year|time|customer|person|shift))|"
                    r"\bafter (?:that|this|which)\b|\bsecond(?:ly)?,|\bonce (?:I|they|we|you|the|he|she)\b|"
                    r"\bwhen (?:I|they|we|you) (?:have|had)\b"
                ),
            ),
        ),
        Sign(
            "Last",
            "How does it end? Say the last step.",
            either(
                _numbered(3),
                seen(
                    r"\b(?:finally|lastly|to finish|in the end|afterwards|at the end(?! of the day))\b|\blast of all\b|"
                    r"\bthird(?:ly)?,|\b(?:follow(?:ing)? up|ring(?:ing)? back|call(?:ing)? back|later)\b"
                ),
            ),
        ),
    ),
)
