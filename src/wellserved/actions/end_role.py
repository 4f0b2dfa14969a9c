"""A centre admin ends a role at the centre. It stays on record, with the reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wellserved.actions.errors import NotFound, Refused
from wellserved.actions.log import Happening, add_event
from wellserved.actions.permission import Role, require_centre_admin
from wellserved.actions.person_details import reason_from
from wellserved.records.models import Centre, Person, RoleHeld


@transaction.atomic
def end_role(person: Person, centre: Centre, *, role: int, reason: str, now: datetime) -> RoleHeld:
    """Raises NotFound, NotAllowed and Refused (`reason`; `role` for the last centre admin)."""
    require_centre_admin(person, centre)
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    held = RoleHeld.objects.select_related("person").filter(pk=role, centre=centre, until=None).first()
    if held is None:
        raise NotFound("no such role is held here")
    because = reason_from(reason)
    if held.role == Role.ADMIN:
        require_another_admin(centre, held.person)
    held.until, held.ended_because = now, because
    held.save(update_fields=["until", "ended_because"])
    happening = Happening("ended_role", "person", str(held.person_id), {"role": held.role})
    add_event(happening, centre=centre, actor=person, role=Role.ADMIN, now=now)
    return held


def require_another_admin(centre: Centre, person: Person) -> None:
    """Raises Refused (`role`) when nobody else could look after the centre."""
    others = RoleHeld.objects.filter(centre=centre, role=Role.ADMIN, until=None, person__is_active=True)
    if not others.exclude(person=person).exists():
        raise Refused(
            "role", "Nobody else is centre admin here", "Make somebody else centre admin first, then do this again."
        )
