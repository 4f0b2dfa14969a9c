"""Whoever has the set-up code becomes the first centre admin. That uses the code up."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wellserved.actions.errors import Refused
from wellserved.actions.log import Happening, add_event
from wellserved.actions.passwords import check_password
from wellserved.actions.permission import Role
from wellserved.actions.person_details import email_from, name_from
from wellserved.actions.set_up_code import set_up_for
from wellserved.records.models import Person, RoleHeld


@transaction.atomic
def set_up_admin(code: str, *, full_name: str, email: str, password: str, now: datetime) -> Person:
    """Raises NotAllowed for a wrong code, and Refused (`full_name`, `email`, `password`; `name` without a centre)."""
    set_up = set_up_for(code)
    if set_up.centre is None:
        raise Refused("name", "The centre has no name yet", "Name the centre first.")
    person = Person(full_name=name_from(full_name), email=email_from(email))
    if Person.objects.filter(email=person.email).exists():
        raise Refused("email", "This address already has an account", "Use another address.")
    check_password(person, password)
    person.set_password(password)
    person.save()
    RoleHeld.objects.create(person=person, centre=set_up.centre, role=Role.ADMIN, since=now)
    set_up.code_digest = ""
    set_up.save(update_fields=["code_digest"])
    happening = Happening("set_up_admin", "person", str(person.pk))
    add_event(happening, centre=set_up.centre, actor=person, role=Role.ADMIN, now=now)
    return person
