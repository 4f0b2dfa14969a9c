"""What two jobs are compared by: how much each decides alone, what it answers for, and what it takes to do it."""

from __future__ import annotations

from wellserved.writing.check import Check, Find, Sign, either, line, seen


def _row(label: str) -> Find:
    """A row of a comparison table with something in it."""
    return line(rf"^{label}[^:\n]*:[ \t]*\r?\n- [^\n\r]+")


CHECK = Check(
    "comparison",
    "A full comparison",
    (
        Sign(
            "Autonomy",
            "Which of the two decides more alone, and what does the other have to ask about?",
            either(
                _row("Autonomy"),
                seen(
                    r"\b(?:autonom\w+|decid\w+|decisions?|without asking|ask(?:s|"
                    r"ing)?\s+(?:\w+\s+){0,3}(?:manager|supervisor|"
                    r"team leader)|on (?:my|their|his|her|your|its) own|supervised|agree(?:s)? refunds?)\b",
                    deniable=False,
                ),
            ),
        ),
        Sign(
            "Responsibility",
            "What does each of them answer for?",
            either(
                _row("Responsibility"),
                seen(
                    r"\b(?:responsib\w+|in charge of|accountable|answers? for|answerable|looks? after|leads? (?:a|"
                    r"the|\w+ )|"
                    r"trusted with)\b",
                    deniable=False,
                ),
            ),
        ),
        Sign(
            "Skills",
            "What does each have to be good at, or to learn first?",
            either(
                _row("Skills"),
                seen(
                    r"\b(?:skills?|skilled|good at|able to|know how|knowledge|train(?:ed|ing)|qualif\w+|certificate|"
                    r"languages?|experience of)\b",
                    deniable=False,
                ),
            ),
        ),
    ),
)
