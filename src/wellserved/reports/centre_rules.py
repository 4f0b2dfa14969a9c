"""Which units does this centre offer, and how long does it keep each class of record?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from wellserved.records.models import Centre, Enrolment, RetentionPeriod, Unit, UnitOffered

Class = RetentionPeriod.RecordClass
# What UK training sites commonly do, as words beside an empty field. Never a default: it is the centre's decision.
GUIDANCE = {
    Class.DRAFTS: "Often 6 to 12 months after the last change. They were never handed in.",
    Class.PRACTICE: "Often until the learner has finished, and 3 to 12 months more.",
    Class.ASSESSMENT: "Awarding organisations commonly ask for 3 years after certification; funded training for 6.",
    Class.MARKINGS: "Commonly as long as the answers that they belong to: they show what an assessor saw.",
    Class.LOG: "At least as long as the decisions that it tells of, so commonly 3 to 6 years.",
    Class.ACCOUNTS: "Commonly 3 years after the learner has left; 6 to 7 years where a contract is the basis.",
    Class.TECHNICAL: "Often 1 to 6 months: long enough to look into a fault or an attack.",
}


@dataclass(frozen=True, slots=True)
class UnitToOffer:
    id: str
    title: str
    level: str
    chosen: bool
    learners: int  # with an open place at the centre


@dataclass(frozen=True, slots=True)
class RetentionRow:
    id: str
    title: str
    guidance: str
    months: str
    basis: str
    reason: str
    set_by: str
    set_at: datetime | None


def units_to_offer(centre: Centre, chosen: frozenset[str] | None = None) -> tuple[UnitToOffer, ...]:
    """Every unit; `chosen` is what a form holds, else what stands. Nothing stands before the first choice."""
    standing = frozenset(UnitOffered.objects.filter(centre=centre, until=None).values_list("unit_id", flat=True))
    ticked = standing if chosen is None else chosen
    places: dict[str, int] = {}
    for unit in Enrolment.objects.filter(centre=centre, withdrawn_at=None).values_list("unit_id", flat=True):
        places[unit] = places.get(unit, 0) + 1
    return tuple(
        UnitToOffer(unit.slug, unit.title, unit.level, unit.slug in ticked, places.get(unit.slug, 0))
        for unit in Unit.objects.all()
    )


def retention_rows(centre: Centre, typed: Mapping[str, tuple[str, str, str]]) -> tuple[RetentionRow, ...]:
    """A row for each class of record: what was typed, else what stands, else empty."""
    standing = RetentionPeriod.standing(centre)
    return tuple(_row(class_, standing.get(class_), typed.get(class_)) for class_ in Class)


def _row(
    class_: RetentionPeriod.RecordClass, period: RetentionPeriod | None, typed: tuple[str, str, str] | None
) -> RetentionRow:
    stands = (str(period.months), period.basis, period.reason) if period else ("", "", "")
    months, basis, reason = typed or stands
    return RetentionRow(
        id=class_.value,
        title=class_.label,
        guidance=GUIDANCE[class_],
        months=months,
        basis=basis,
        reason=reason,
        set_by=period.by.full_name if period else "",
        set_at=period.at if period else None,
    )
