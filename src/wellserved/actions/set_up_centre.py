"""Whoever has the set-up code names the centre; again, before there is an admin, it gets another name."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from wellserved.actions.log import Happening, add_event
from wellserved.actions.person_details import name_from
from wellserved.actions.set_up_code import set_up_for
from wellserved.records.models import Centre


@transaction.atomic
def set_up_centre(code: str, *, name: str, now: datetime) -> Centre:
    """Raises NotAllowed for a wrong code, and Refused."""
    set_up = set_up_for(code)
    wanted = name_from(name, field="name")
    if set_up.centre is None:
        set_up.centre = Centre.objects.create(name=wanted, slug=slugify(wanted)[:80].strip("-") or "centre")
        set_up.save(update_fields=["centre"])
    else:
        set_up.centre.name = wanted
        set_up.centre.save(update_fields=["name"])
    happening = Happening("set_up_centre", "centre", str(set_up.centre.pk), {"slug": set_up.centre.slug})
    add_event(happening, centre=set_up.centre, actor=None, now=now)
    return set_up.centre
