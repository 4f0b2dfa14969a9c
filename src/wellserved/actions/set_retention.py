"""A centre admin sets how long each class of record is kept, on what legal basis, and why. None stays blank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from wellserved.actions.errors import Refused
from wellserved.actions.log import Happening, add_event
from wellserved.actions.permission import Role, require_centre_admin
from wellserved.actions.person_details import reason_from
from wellserved.records.models import Centre, Person, RetentionPeriod

LONGEST = 600  # months
RecordClass = RetentionPeriod.RecordClass


@dataclass(frozen=True, slots=True)
class Kept:
    """How long, on what basis and why one class of record is kept, as somebody typed it."""

    months: str = ""
    basis: str = ""
    reason: str = ""


class RetentionRefused(Exception):
    """Something is blank or wrong. `problems` holds a Refused for each field, by its name."""

    def __init__(self, problems: dict[str, Refused]) -> None:
        self.problems = problems
        super().__init__(f"{len(problems)} fields cannot be saved as they are")


@transaction.atomic
def set_retention(person: Person, centre: Centre, *, kept: Mapping[str, Kept], now: datetime) -> int:
    """Add a period for each class that differs from the standing one; returns how many were added.

    Raises NotFound, NotAllowed, and RetentionRefused with every problem (`months-CLASS`, `basis-CLASS`,
    `reason-CLASS`): nothing is stored then.
    """
    require_centre_admin(person, centre)
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    wanted = _checked(kept)
    standing = RetentionPeriod.standing(centre)
    added = [
        RetentionPeriod(
            centre=centre, record_class=class_, months=months, basis=basis, reason=reason, by=person, at=now
        )
        for class_, (months, basis, reason) in wanted.items()
        if class_ not in standing
        or (months, basis, reason) != (standing[class_].months, standing[class_].basis, standing[class_].reason)
    ]
    RetentionPeriod.objects.bulk_create(added)
    if added:
        happening = Happening(
            "set_retention", "centre", str(centre.pk), {"months": {row.record_class: row.months for row in added}}
        )
        add_event(happening, centre=centre, actor=person, role=Role.ADMIN, now=now)
    return len(added)


def _checked(kept: Mapping[str, Kept]) -> dict[str, tuple[int, str, str]]:
    problems: dict[str, Refused] = {}
    wanted: dict[str, tuple[int, str, str]] = {}
    for class_ in RecordClass:
        typed = kept.get(class_, Kept())
        try:
            months = _months(class_, typed.months.strip())
        except Refused as refused:
            problems[refused.field], months = refused, 0
        if typed.basis not in RetentionPeriod.Basis.values:
            field = f"basis-{class_}"
            problems[field] = Refused(field, f"{class_.label}: no legal basis is chosen", "Choose one.")
        try:
            reason = reason_from(typed.reason, field=f"reason-{class_}")
        except Refused as refused:
            problems[refused.field] = Refused(refused.field, f"{class_.label}: {refused.problem}", refused.hint)
            reason = ""
        wanted[class_] = (months, typed.basis, reason)
    if problems:
        raise RetentionRefused(problems)
    return wanted


def _months(class_: RetentionPeriod.RecordClass, typed: str) -> int:
    field = f"months-{class_}"
    if not typed:
        raise Refused(field, f"{class_.label}: no period is given", "Write a whole number of months.")
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 4 and 1 <= int(typed) <= LONGEST):
        raise Refused(
            field, f"{class_.label}: {typed[:20]!r} is no period", f"Write a whole number of months, 1 to {LONGEST}."
        )
    return int(typed)
