"""Marks what a crash or a failing engine left unmarked. Called when the server starts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wellserved.actions.engine import Engine
from wellserved.actions.try_marking import Tried, try_marking
from wellserved.records.models import Attempt


@dataclass(frozen=True, slots=True)
class Caught:
    """How many waiting attempts were marked, and how many still wait."""

    marked: int
    waiting: int


def mark_waiting(engine: Engine | None, now: datetime) -> Caught:
    tried = [try_marking(attempt, engine, now) for attempt in waiting_to_be_marked()]
    marked = tried.count(Tried.MARKED)
    return Caught(marked, waiting=len(tried) - marked)


def waiting_to_be_marked() -> list[Attempt]:
    """Attempts without any draft, oldest first."""
    return list(
        Attempt.objects.filter(engine_markings=None)
        .select_related("scheme", "enrolment__centre", "attempt_text")
        .order_by("handed_in_at")
    )
