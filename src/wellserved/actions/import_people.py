"""A centre admin imports the good lines of a file of people, all of them or none."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from wellserved.actions.errors import Refused
from wellserved.actions.log import Happening, add_event
from wellserved.actions.permission import Role, require_centre_admin
from wellserved.actions.place_people import enrol_on, hold_role
from wellserved.actions.plan_import import PlannedLine, plan_import
from wellserved.records.models import Centre, Cohort, ImportedPerson, PeopleImport, Person


class StalePlan(Exception):
    """What importing would do is no longer what the screen showed: somebody changed people meanwhile."""


@transaction.atomic
def import_people(person: Person, centre: Centre, *, text: str, seen: str, now: datetime) -> PeopleImport:
    """`seen` is the digest of the plan on the screen. Lines that are wrong in it are left out.

    Raises NotFound, NotAllowed, StalePlan and Refused (`file`).
    """
    require_centre_admin(person, centre)
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    plan = plan_import(person, centre, text)
    if plan.digest != seen:
        raise StalePlan
    if not plan.good:
        raise Refused("file", "There is nothing to import", "Mend the lines that are wrong, and choose the file again.")
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    made = PeopleImport.objects.create(centre=centre, by=person, at=now, digest=digest)
    cohorts = {cohort.name: cohort for cohort in Cohort.objects.filter(centre=centre)}
    known = {who.email: who for who in Person.objects.filter(email__in=[line.email for line in plan.good])}
    for line in plan.good:
        _import_line(made, line, known.get(line.email), cohorts.get(line.cohort), now)
    data = {"file": digest, "people": len(plan.good), "left_out": len(plan.wrong)}
    happening = Happening("imported_people", "import", str(made.pk), data)
    add_event(happening, centre=centre, actor=person, role=Role.ADMIN, now=now)
    return made


def _import_line(
    made: PeopleImport, line: PlannedLine, known: Person | None, cohort: Cohort | None, now: datetime
) -> None:
    who = known or Person.objects.create_person(line.email, line.full_name)
    imported = ImportedPerson.objects.create(
        people_import=made, person=who, is_new=known is None, role=hold_role(who, made.centre, line.role, now)
    )
    imported.enrolments.set(enrol_on(who, made.centre, line.units, cohort, now))
