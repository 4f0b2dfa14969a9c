"""A centre admin makes a link by which a person sets a password. An earlier link of theirs stops working."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from wellserved.actions.errors import NotAllowed, Refused
from wellserved.actions.log import Happening, add_event
from wellserved.actions.permission import Role, belongs_elsewhere, person_of_centre, require_centre_admin
from wellserved.records.models import Centre, Invitation, Person

VALID_FOR = timedelta(days=14)
MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Invited:
    """The only place where the token stands: the database holds its digest."""

    person: Person
    token: str
    expires_at: datetime


@transaction.atomic
def invite(person: Person, centre: Centre, people: Sequence[Person], *, now: datetime) -> tuple[Invited, ...]:
    """One link for each person. Raises NotFound, NotAllowed (another centre's account, a closed one) and Refused."""
    require_centre_admin(person, centre)
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    if not people:
        raise Refused("people", "Nobody needs a link", "Add people first, or open one person to make a new link.")
    if len(people) > MOST_AT_ONCE:
        raise Refused("people", f"{len(people)} links are too many at once", f"Choose {MOST_AT_ONCE} or fewer.")
    made = tuple(_invited(person, centre, who, now) for who in people)
    happening = Happening("invited", "centre", str(centre.pk), {"people": [str(one.person.pk) for one in made]})
    add_event(happening, centre=centre, actor=person, role=Role.ADMIN, now=now)
    return made


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _invited(by: Person, centre: Centre, who: Person, now: datetime) -> Invited:
    found = person_of_centre(centre, who.pk)
    if belongs_elsewhere(found, centre):
        raise NotAllowed(f"{found.full_name} has work at another centre: only the person can change that password.")
    if not found.is_active:
        raise NotAllowed(f"The account of {found.full_name} is closed. Open it first.")
    Invitation.objects.filter(person=found, used_at=None, revoked_at=None).update(revoked_at=now)
    token = secrets.token_urlsafe(32)
    expires = now + VALID_FOR
    Invitation.objects.create(
        person=found, centre=centre, token_digest=digest_of(token), made_by=by, made_at=now, expires_at=expires
    )
    return Invited(found, token, expires)
