"""Adds a row to the log, sealed with the row before. Called inside the transaction that it tells of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from wellserved.records.models import Centre, Event, Person
from wellserved.records.models.log import HOUSE


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened to what. `data` holds ids, digests, numbers and outcomes; never a learner's words."""

    verb: str
    subject_kind: str
    subject_id: str
    data: dict[str, Any] = field(default_factory=dict)


def add_event(
    happening: Happening, *, centre: Centre | None, actor: Person | None, role: str = "", now: datetime
) -> Event:
    """`actor` is None for the system only. Waits for other writers of the same chain."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("add_event needs the transaction of the thing that it tells of")
    if (actor is None) != (role == ""):
        raise RuntimeError("a person's event names the role that they acted in, the system's names none")
    if centre is not None:
        Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    chain = HOUSE if centre is None else str(centre.pk)
    last = Event.objects.filter(chain=chain).order_by("-sequence").first()
    event = Event(
        centre=centre,
        chain=chain,
        sequence=last.sequence + 1 if last else 1,
        at=now,
        actor=actor,
        role=role,
        verb=happening.verb,
        subject_kind=happening.subject_kind,
        subject_id=happening.subject_id,
        data=happening.data,
        previous=last.digest if last else "",
    )
    event.digest = event.sealed()
    event.save()
    return event
