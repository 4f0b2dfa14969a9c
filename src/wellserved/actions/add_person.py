"""A centre admin adds one person, or gives somebody of the centre a further role."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from wellserved.actions.errors import Refused
from wellserved.actions.log import Happening, add_event
from wellserved.actions.permission import Role, belongs_elsewhere, require_centre_admin
from wellserved.actions.person_details import email_from, name_from
from wellserved.actions.place_people import cohort_from, enrol_on, hold_role, role_from, units_from
from wellserved.records.models import Centre, Person

ELSEWHERE = Refused(
    "email",
    "This address belongs to somebody at another centre",
    "Use another address: one centre cannot open the account of another's people.",
)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What a form says of a person, as typed."""

    full_name: str
    email: str
    role: str
    cohort: str = ""
    units: Collection[str] = ()


@transaction.atomic
def add_person(person: Person, centre: Centre, *, new: NewPerson, now: datetime) -> Person:
    """An address that is known at this centre gets the role and the places and keeps its name.

    Raises NotFound, NotAllowed and Refused (`full_name`, `email`, `role`, `cohort`, `units`).
    """
    require_centre_admin(person, centre)
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    name, email, role = name_from(new.full_name), email_from(new.email), role_from(new.role)
    cohort, units = cohort_from(new.cohort, centre), units_from(new.units, centre)
    if role != Role.LEARNER and (cohort or units):
        raise Refused("role", "Only learners have a cohort and units", "Choose learner, or no cohort and no unit.")
    found = Person.objects.filter(email=email).first()
    if found is not None and belongs_elsewhere(found, centre):
        raise ELSEWHERE
    added = found or Person.objects.create_person(email, name)
    held = hold_role(added, centre, role, now)
    places = enrol_on(added, centre, units, cohort, now)
    if held is None and not places:
        raise Refused("email", f"{added.full_name} is here already, in this role", "There is nothing to add.")
    data = {"new": found is None, "role": role, "units": [place.unit_id for place in places]}
    add_event(
        Happening("added_person", "person", str(added.pk), data), centre=centre, actor=person, role=Role.ADMIN, now=now
    )
    return added
