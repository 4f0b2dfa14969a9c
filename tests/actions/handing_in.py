"""Short ways to hand in and to review, for tests."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from tests.conftest import NOW, POINT, UNIT
from tests.fakes.engine import FakeEngine
from wellserved.actions.decide import decide
from wellserved.actions.submit_answer import submit_answer
from wellserved.assessment.evidence import all_hold
from wellserved.records.models import Attempt, Person, Review

MET = "Customers come back because they were treated well, and tell friends because they liked it."
NOT_MET = "Good service is nice to have in any shop."


def hand_in(person: Person, text: str = MET, kind: str = "practice", **changes: Any) -> Attempt:
    request: dict[str, Any] = {
        "unit": UNIT,
        "point": POINT,
        "text": text,
        "kind": kind,
        "key": uuid.uuid4().hex,
        "declaration": "This is my own work." if kind == "assessment" else None,
        "now": NOW,
        "engine": FakeEngine(),
        **changes,
    }
    return submit_answer(person, **request)


def decide_as(
    person: Person,
    attempt: Attempt,
    outcome: str,
    *,
    reason: str = "",
    seen: int = 0,
    now: datetime = NOW,
    draft_seen: str | None = None,
) -> Review:
    return decide(
        person,
        attempt.pk,
        decisions={attempt.point: outcome},
        reasons={attempt.point: reason} if reason else {},
        evidence=all_hold() if outcome == "met" else {},
        comment="",
        seen=seen,
        now=now,
        draft_seen=draft_seen,
    )
