"""A centre admin makes a cohort, or changes its name and dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from wellserved.actions.errors import NotFound, Refused
from wellserved.actions.log import Happening, add_event
from wellserved.actions.permission import Role, require_centre_admin
from wellserved.actions.person_details import name_from
from wellserved.records.models import Centre, Cohort, Person

LONGEST_COHORT_NAME = 120


@dataclass(frozen=True, slots=True)
class CohortForm:
    """As typed: dates as YYYY-MM-DD."""

    name: str
    starts: str
    ends: str


@transaction.atomic
def save_cohort(person: Person, centre: Centre, cohort: int | None, *, form: CohortForm, now: datetime) -> Cohort:
    """A new cohort for None. Raises NotFound, NotAllowed and Refused (`name`, `starts`, `ends`)."""
    require_centre_admin(person, centre)
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    found = cohort_of(centre, cohort) if cohort is not None else Cohort(centre=centre)
    old = {"starts": str(found.starts), "ends": str(found.ends)} if cohort is not None else {}
    found.name = name_from(form.name, field="name", longest=LONGEST_COHORT_NAME)
    found.starts, found.ends = _date(form.starts, "starts"), _date(form.ends, "ends")
    if found.ends < found.starts:
        raise Refused("ends", "It ends before it starts", "Choose a later day.")
    others = Cohort.objects.filter(centre=centre).exclude(pk=found.pk).values_list("name", flat=True)
    if found.name.casefold() in {name.casefold() for name in others}:
        raise Refused("name", "Another cohort here has this name", "Choose another name.")
    found.save()
    data = {"old": old, "new": {"starts": str(found.starts), "ends": str(found.ends)}}
    add_event(
        Happening("saved_cohort", "cohort", str(found.pk), data), centre=centre, actor=person, role=Role.ADMIN, now=now
    )
    return found


def cohort_of(centre: Centre, cohort: int) -> Cohort:
    found = Cohort.objects.filter(centre=centre, pk=cohort).first()
    if found is None:
        raise NotFound("no such cohort")
    return found


def _date(text: str, field: str) -> date:
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        raise Refused(field, "This is no date", "Write it as year-month-day, such as 2026-09-01.") from None
    if not 2000 <= found.year <= 2100:
        raise Refused(field, f"{found.year} cannot be meant", "Choose a year from 2000 to 2100.")
    return found
