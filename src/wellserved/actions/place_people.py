"""Roles and places on units: what adding one person and importing a file of people share. Writes no log row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from wellserved.actions.errors import Refused
from wellserved.actions.permission import Role
from wellserved.records.models import Centre, Cohort, Enrolment, Person, RoleHeld, UnitOffered


def hold_role(person: Person, centre: Centre, role: str, now: datetime) -> RoleHeld | None:
    """The new role; None when the person holds it already."""
    held, is_new = RoleHeld.objects.get_or_create(
        person=person, centre=centre, role=role, until=None, defaults={"since": now}
    )
    return held if is_new else None


def enrol_on(
    person: Person, centre: Centre, units: Iterable[str], cohort: Cohort | None, now: datetime
) -> list[Enrolment]:
    """New places on the units where the person has no open one."""
    standing = set(Enrolment.objects.filter(person=person, withdrawn_at=None).values_list("unit_id", flat=True))
    return [
        Enrolment.objects.create(person=person, centre=centre, cohort=cohort, unit_id=unit, enrolled_at=now)
        for unit in units
        if unit not in standing
    ]


def units_from(units: Iterable[str], centre: Centre) -> tuple[str, ...]:
    """The ids once each, in their order; raises Refused for one that the centre does not offer."""
    wanted = tuple(dict.fromkeys(units))
    offered = UnitOffered.ids_at(centre)
    for unit in wanted:
        if unit not in offered:
            known = ", ".join(sorted(offered)) or "none yet"
            raise Refused("units", f"This centre offers no unit {unit[:80]!r}", f"It offers: {known}.")
    return wanted


def role_from(text: str) -> str:
    """A role by its id or its words; raises Refused."""
    wanted = text.strip().lower()
    for role in Role:
        if wanted in (role.value, role.label.lower()):
            return role.value
    known = ", ".join(Role.values)
    raise Refused(
        "role", f"{text.strip()[:40]!r} is no role" if wanted else "There is no role", f"Choose from {known}."
    )


def cohort_from(text: str, centre: Centre) -> Cohort | None:
    """The centre's cohort by its name or its number, None for ""; raises Refused."""
    wanted = text.strip()
    if not wanted:
        return None
    cohorts = Cohort.objects.filter(centre=centre)
    by_name = next((cohort for cohort in cohorts if cohort.name.casefold() == wanted.casefold()), None)
    found = by_name or next((cohort for cohort in cohorts if str(cohort.pk) == wanted), None)
    if found is None:
        raise Refused("cohort", f"There is no cohort {wanted[:80]!r} here", "Make the cohort first, or mend its name.")
    return found
