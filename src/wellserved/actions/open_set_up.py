"""At the start of an installation without a centre: opens the set-up, under a new one-time code."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wellserved.actions.log import Happening, add_event
from wellserved.actions.set_up_code import digest_of, new_code
from wellserved.records.models import Centre, SetUp


@transaction.atomic
def open_set_up(now: datetime) -> str | None:
    """The code to print; None when there is a centre that has its first admin. Earlier codes work no more."""
    found = SetUp.objects.select_for_update().first()
    if found is None and Centre.objects.exists():
        return None
    if found is not None and not found.code_digest:
        return None
    code = new_code()
    SetUp.objects.update_or_create(
        pk=found.pk if found else 1,
        defaults={"code_digest": digest_of(code)},
        create_defaults={"code_digest": digest_of(code), "opened_at": now},
    )
    add_event(Happening("opened_set_up", "set_up", str(found.pk if found else 1)), centre=None, actor=None, now=now)
    return code
