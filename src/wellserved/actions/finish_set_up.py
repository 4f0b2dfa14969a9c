"""The first centre admin closes the set-up: nothing may be blank."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wellserved.actions.errors import NotFound, Refused
from wellserved.actions.log import Happening, add_event
from wellserved.actions.permission import Role, require_centre_admin
from wellserved.records.models import Person, RetentionPeriod, SetUp, UnitOffered


@transaction.atomic
def finish_set_up(person: Person, *, now: datetime) -> SetUp:
    """Raises NotFound (nothing to finish, or an outsider), NotAllowed, and Refused (`units`, `retention`)."""
    set_up = SetUp.objects.select_for_update().filter(finished_at=None, centre__isnull=False).first()
    if set_up is None or set_up.centre is None:
        raise NotFound("no set-up is open")
    require_centre_admin(person, set_up.centre)
    if not UnitOffered.objects.filter(centre=set_up.centre, until=None).exists():
        raise Refused("units", "No unit is chosen", "Choose at least one.")
    if set(RetentionPeriod.RecordClass.values) - RetentionPeriod.standing(set_up.centre).keys():
        raise Refused("retention", "A class of record has no retention period", "Set every one of them.")
    set_up.finished_at = now
    set_up.save(update_fields=["finished_at"])
    happening = Happening("finished_set_up", "centre", str(set_up.centre.pk))
    add_event(happening, centre=set_up.centre, actor=person, role=Role.ADMIN, now=now)
    return set_up
