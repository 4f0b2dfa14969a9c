"""A centre admin sets when the engine's draft is shown, and the share decided blind."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wellserved.actions.errors import Refused
from wellserved.actions.log import Happening, add_event
from wellserved.actions.permission import Role, require_centre_admin
from wellserved.records.models import Centre, Person


@transaction.atomic
def set_marking_policy(person: Person, centre: Centre, *, draft_shown: str, blind_share: int, now: datetime) -> Centre:
    """Raises NotFound, NotAllowed and Refused. Attempts handed in earlier stay as drawn."""
    require_centre_admin(person, centre)
    if draft_shown not in Centre.DraftShown.values:
        raise Refused("draft_shown", f"{draft_shown!r} is not known", "Choose before or after.")
    if not 0 <= blind_share <= 100:
        raise Refused("blind_share", f"{blind_share} is no percentage", "Choose a whole number from 0 to 100.")
    stored = Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    old = {"draft_shown": stored.draft_shown, "blind_share": stored.blind_share}
    new = {"draft_shown": draft_shown, "blind_share": blind_share}
    if old == new:
        return stored
    stored.draft_shown, stored.blind_share = draft_shown, blind_share
    stored.save(update_fields=["draft_shown", "blind_share"])
    happening = Happening("set_marking_policy", "centre", str(stored.pk), {"old": old, "new": new})
    add_event(happening, centre=stored, actor=person, role=Role.ADMIN, now=now)
    return stored
