"""One try at marking an attempt that has no draft yet: at the hand-in, at the start, whenever somebody looks."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from wellserved.actions.engine import Engine
from wellserved.actions.errors import EngineFailed, NotTrained
from wellserved.actions.mark_attempt import mark_attempt
from wellserved.records.models import Attempt


class Tried(StrEnum):
    MARKED = "marked"
    WAITING = "waiting"  # the engine failed, and may do better next time
    FOR_A_PERSON = "for_a_person"  # the engine has not learned to mark this unit


def try_marking(attempt: Attempt, engine: Engine | None, now: datetime) -> Tried:
    """An attempt that has a draft is not marked again. A failure is logged in `mark_attempt`, without words."""
    if attempt.engine_markings.exists():
        return Tried.MARKED
    try:
        mark_attempt(attempt, engine, now)
    except NotTrained:
        return Tried.FOR_A_PERSON
    except EngineFailed:
        return Tried.WAITING
    return Tried.MARKED
