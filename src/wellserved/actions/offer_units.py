"""A centre admin says which units the centre offers. A unit that it stops offering keeps its learners."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from wellserved.actions.errors import Refused
from wellserved.actions.log import Happening, add_event
from wellserved.actions.permission import Role, require_centre_admin
from wellserved.records.models import Centre, Person, Unit, UnitOffered


@transaction.atomic
def offer_units(person: Person, centre: Centre, *, units: Collection[str], now: datetime) -> frozenset[str]:
    """The ids of the units offered from now on. Raises NotFound, NotAllowed and Refused (`units`)."""
    require_centre_admin(person, centre)
    wanted = frozenset(units)
    if not wanted:
        raise Refused("units", "No unit is chosen", "Choose at least one: learners study and hand in on units.")
    unknown = wanted - set(Unit.objects.values_list("slug", flat=True))
    if unknown:
        raise Refused("units", f"{sorted(unknown)[0][:80]!r} is no unit here", "Choose from the list.")
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    standing = UnitOffered.objects.filter(centre=centre, until=None)
    before = frozenset(standing.values_list("unit_id", flat=True))
    if before == wanted:
        return wanted
    standing.exclude(unit_id__in=wanted).update(until=now)
    UnitOffered.objects.bulk_create(
        UnitOffered(centre=centre, unit_id=unit, since=now) for unit in sorted(wanted - before)
    )
    happening = Happening("offered_units", "centre", str(centre.pk), {"old": sorted(before), "new": sorted(wanted)})
    add_event(happening, centre=centre, actor=person, role=Role.ADMIN, now=now)
    return wanted
