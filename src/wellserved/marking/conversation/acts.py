"""The acts of a message, as values. A message is a *set* of acts: one sentence can apologise, promise and ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from wellserved.marking.values import Quote

ActKind = Literal[
    # What helps a customer.
    "greeting", "names_self", "offers_help", "acknowledge", "empathy", "apology", "open_question", "closed_question",
    "paraphrase", "solution", "information", "escalation", "hold_with_reason", "confirm", "follow_up", "thanks",
    "farewell", "explains_limit", "boundary",
    # What does not, or not here.
    "empathy_misplaced", "paraphrase_wrong", "promise_beyond_limit", "disclosure",
    "vague_escalation", "blame", "rude", "dismissive", "interruption", "jargon", "hold_without_reason",
    # What anybody may type at any time.
    "silence", "no_words", "not_english", "too_long", "repeated", "echo", "key_words", "instruction", "danger",
]  # fmt: skip
Verdict = Literal["yes", "no", "unsure"]

ACT_KINDS: tuple[ActKind, ...] = get_args(ActKind)


@dataclass(frozen=True, slots=True)
class ActRead:
    """One act read in a message.

    `about` names what of the scenario it concerns: a fact, remedy, role or feeling; "" for none. A *no* is kept
    where the words looked like the act and a rule said why they are not; `reason` says which rule.
    """

    kind: ActKind
    verdict: Verdict
    reason: str
    quote: Quote
    about: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The acts of one message, in the order of its words."""

    acts: tuple[ActRead, ...]

    def verdict(self, kind: ActKind) -> Verdict:
        """*yes* if any act of the kind is, else *unsure* if any is; *no* when there is none."""
        verdicts = {act.verdict for act in self.acts if act.kind == kind}
        return "yes" if "yes" in verdicts else "unsure" if "unsure" in verdicts else "no"

    def yes(self, kind: ActKind) -> tuple[ActRead, ...]:
        return tuple(act for act in self.acts if act.kind == kind and act.verdict == "yes")
