"""What point decisions amount to: provisional from an engine's draft, confirmed only by a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["met", "referred"]


@dataclass(frozen=True, slots=True)
class DecidedPoint:
    """ "met", "not_met" or "unsure" on one marking point, and who said so ("" for an engine's draft)."""

    point: str
    decision: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class CriterionOutcome:
    """`outcome` is None while a point waits for a person; `confirmed` when a person decided every point."""

    outcome: Outcome | None
    confirmed: bool


def judge(points: Sequence[DecidedPoint]) -> CriterionOutcome:
    """The outcome of the criterion that these points make up: met when all are, referred when one is not."""
    decisions = {point.decision for point in points}
    unknown = decisions - {"met", "not_met", "unsure"}
    if unknown:
        raise ValueError(f"no such decision: {', '.join(sorted(unknown))}; say met, not_met or unsure")
    if not points or ("unsure" in decisions and "not_met" not in decisions):
        return CriterionOutcome(None, confirmed=False)
    confirmed = all(point.by and point.decision != "unsure" for point in points)
    return CriterionOutcome("referred" if "not_met" in decisions else "met", confirmed)


def needs_reason(outcome: str, draft: str, *, reviewed: bool) -> bool:
    """Must the person say why? Yes to change a draft that they were shown, yes once a person has reviewed.

    `draft` is "" when none was shown. "unsure" took no side, so there is nothing to change.
    """
    return reviewed or (draft in ("met", "not_met") and draft != outcome)
