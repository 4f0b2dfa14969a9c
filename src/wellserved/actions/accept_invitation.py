"""Whoever has the link sets the password of the person that it was made for. That uses the link up."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wellserved.actions.errors import NotFound
from wellserved.actions.invite import digest_of
from wellserved.actions.log import Happening, add_event
from wellserved.actions.passwords import check_password
from wellserved.actions.permission import own_role
from wellserved.records.models import Invitation, Person


def invitation_for(token: str, now: datetime) -> Invitation:
    """The invitation, while it works; raises NotFound for a wrong, used, revoked or expired one alike."""
    found = (
        Invitation.objects.select_related("person", "centre")
        .filter(token_digest=digest_of(token), used_at=None, revoked_at=None, expires_at__gt=now)
        .first()
    )
    if found is None or not found.person.is_active:
        raise NotFound("no such invitation")
    return found


@transaction.atomic
def accept_invitation(token: str, *, password: str, now: datetime) -> Person:
    """Raises NotFound and Refused (`password`). Whoever was signed in with the earlier password is signed out."""
    Invitation.objects.select_for_update().filter(token_digest=digest_of(token)).first()
    invitation = invitation_for(token, now)
    person = invitation.person
    check_password(person, password)
    person.set_password(password)
    person.save(update_fields=["password"])
    invitation.used_at = now
    invitation.save(update_fields=["used_at"])
    happening = Happening("set_password", "person", str(person.pk))
    add_event(happening, centre=invitation.centre, actor=person, role=own_role(person, invitation.centre), now=now)
    return person
