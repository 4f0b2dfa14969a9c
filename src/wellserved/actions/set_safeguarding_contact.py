"""A centre admin names whom learners turn to when somebody is in danger. The practice desk shows it."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from wellserved.actions.log import Happening, add_event
from wellserved.actions.permission import Role, require_centre_admin
from wellserved.actions.words import check_comment
from wellserved.records.models import Centre, Person


@transaction.atomic
def set_safeguarding_contact(person: Person, centre: Centre, *, contact: str, now: datetime) -> Centre:
    """ "" names nobody. Raises NotFound, NotAllowed and Refused."""
    require_centre_admin(person, centre)
    check_comment("contact", contact)
    stored = Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    new = contact.strip()
    if stored.safeguarding_contact == new:
        return stored
    stored.safeguarding_contact = new
    stored.save(update_fields=["safeguarding_contact"])
    digest = hashlib.sha256(new.encode("utf-8")).hexdigest() if new else ""
    happening = Happening("set_safeguarding_contact", "centre", str(stored.pk), {"digest": digest})
    add_event(happening, centre=stored, actor=person, role=Role.ADMIN, now=now)
    return stored
