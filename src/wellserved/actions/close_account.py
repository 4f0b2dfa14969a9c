"""A centre admin closes the account of somebody of the centre, or opens it again. Nothing else is touched."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wellserved.actions.end_role import require_another_admin
from wellserved.actions.errors import NotAllowed
from wellserved.actions.log import Happening, add_event
from wellserved.actions.permission import Role, belongs_elsewhere, person_of_centre, require_centre_admin
from wellserved.actions.person_details import reason_from
from wellserved.records.models import Centre, Person


@transaction.atomic
def close_account(person: Person, centre: Centre, who: Person, *, reason: str, now: datetime) -> Person:
    """Nobody can sign in to a closed account. Raises NotFound, NotAllowed and Refused (`reason`, `role`)."""
    found = _found(person, centre, who)
    because = reason_from(reason)
    require_another_admin(centre, found)
    return _store(person, centre, found, is_active=False, because=because, now=now)


@transaction.atomic
def open_account(person: Person, centre: Centre, who: Person, *, now: datetime) -> Person:
    """Raises NotFound and NotAllowed."""
    return _store(person, centre, _found(person, centre, who), is_active=True, because="", now=now)


def _found(person: Person, centre: Centre, who: Person) -> Person:
    require_centre_admin(person, centre)
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    found = person_of_centre(centre, who.pk)
    if belongs_elsewhere(found, centre):
        raise NotAllowed("Another centre has work behind this account. End the roles here instead.")
    return found


def _store(person: Person, centre: Centre, who: Person, *, is_active: bool, because: str, now: datetime) -> Person:
    if who.is_active == is_active:
        return who
    who.is_active, who.closed_because = is_active, because
    who.save(update_fields=["is_active", "closed_because"])
    verb = "opened_account" if is_active else "closed_account"
    add_event(Happening(verb, "person", str(who.pk)), centre=centre, actor=person, role=Role.ADMIN, now=now)
    return who
