"""May a learner query this decision? Stage 1 of an appeal: once for an answer, with a reason."""

from __future__ import annotations


def why_no_appeal(outcome: str, *, appealed: bool, handed_in_again: bool) -> str:
    """Why the decision that stands cannot be queried; "" when it can. `outcome` is "met", "" while nobody has
    decided, anything else for a decision that the learner may want to query."""
    if appealed:
        return "You have already queried the decision on this answer"
    if not outcome:
        return "Nobody has decided this answer yet"
    if outcome == "met":
        return "This answer was decided as met"
    if handed_in_again:
        return "You have handed in a newer answer to this task"
    return ""
