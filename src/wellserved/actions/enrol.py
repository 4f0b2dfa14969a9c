"""A centre admin gives learners places on units, moves them between cohorts, or withdraws them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from wellserved.actions.errors import NotFound, Refused
from wellserved.actions.log import Happening, add_event
from wellserved.actions.permission import Role, person_of_centre, require_centre_admin, roles_of
from wellserved.actions.person_details import reason_from
from wellserved.actions.place_people import cohort_from, enrol_on, units_from
from wellserved.records.models import Centre, Enrolment, Person


@transaction.atomic
def enrol(
    person: Person,
    centre: Centre,
    learners: Sequence[Person],
    *,
    units: Collection[str],
    cohort: str,
    now: datetime,
) -> int:
    """New places, in the cohort named or in none; places that are open already stay as they are.

    Returns how many are new. Raises NotFound, NotAllowed and Refused (`units`, `cohort`, `learner`).
    """
    require_centre_admin(person, centre)
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    wanted, found = units_from(units, centre), cohort_from(cohort, centre)
    if not wanted:
        raise Refused("units", "No unit is chosen", "Choose at least one.")
    made: list[Enrolment] = []
    for learner in learners:
        if Role.LEARNER not in roles_of(person_of_centre(centre, learner.pk), centre):
            raise Refused("learner", f"{learner.full_name} is no learner here", "Give the role learner first.")
        made += enrol_on(learner, centre, wanted, found, now)
    if not made:
        raise Refused("units", "Everybody has an open place on that already", "Choose another unit.")
    data = {
        "units": list(wanted),
        "cohort": found.pk if found else None,
        "people": sorted({str(place.person_id) for place in made}),
    }
    add_event(
        Happening("enrolled", "centre", str(centre.pk), data), centre=centre, actor=person, role=Role.ADMIN, now=now
    )
    return len(made)


@transaction.atomic
def move_learner(person: Person, centre: Centre, learner: Person, *, cohort: str, now: datetime) -> int:
    """All open places of the learner go over to the cohort, "" for none; returns how many did.

    Raises NotFound, NotAllowed and Refused (`cohort`)."""
    require_centre_admin(person, centre)
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    found = cohort_from(cohort, centre)
    places = Enrolment.objects.filter(person=learner, centre=centre, withdrawn_at=None)
    moved = [place for place in places if place.cohort_id != (found.pk if found else None)]
    if not moved:
        raise Refused("cohort", "No open place would change", "Choose another cohort.")
    data = {"old": sorted({place.cohort_id or 0 for place in moved}), "new": found.pk if found else 0}
    Enrolment.objects.filter(pk__in=[place.pk for place in moved]).update(cohort=found)
    happening = Happening("moved_learner", "person", str(learner.pk), data)
    add_event(happening, centre=centre, actor=person, role=Role.ADMIN, now=now)
    return len(moved)


@transaction.atomic
def withdraw(person: Person, centre: Centre, enrolment: int, *, reason: str, now: datetime) -> Enrolment:
    """The place is closed and stays on record. Raises NotFound, NotAllowed and Refused (`reason`)."""
    require_centre_admin(person, centre)
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    place = Enrolment.objects.filter(pk=enrolment, centre=centre, withdrawn_at=None).first()
    if place is None:
        raise NotFound("no such open place here")
    place.withdrawn_because = reason_from(reason)
    place.withdrawn_at = now
    place.save(update_fields=["withdrawn_at", "withdrawn_because"])
    happening = Happening("withdrew", "person", str(place.person_id), {"unit": place.unit_id})
    add_event(happening, centre=centre, actor=person, role=Role.ADMIN, now=now)
    return place
