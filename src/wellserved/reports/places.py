"""Which pages may this person open from the top bar?"""

from __future__ import annotations

from dataclasses import dataclass

from wellserved.records.models import Person, RoleHeld


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the top bar: its route's name, the object that the route needs (or ""), and its words."""

    route: str
    argument: str
    words: str


def places_for(person: Person) -> tuple[Place, ...]:
    held = list(
        RoleHeld.objects.filter(person=person, until=None).select_related("centre").order_by("centre__name", "role")
    )
    roles = {role.role for role in held}
    places: list[Place] = []
    if "learner" in roles:
        places.append(Place("learner-home", "", "My work"))
    if "assessor" in roles:
        places.append(Place("queue", "", "Answers to decide"))
    elif "iqa" in roles:
        places.append(Place("queue", "", "Answers and decisions"))
    admin_of = [role.centre for role in held if role.role == "admin"]
    for centre in admin_of:
        at = "" if len(admin_of) == 1 else f": {centre.name}"
        places.append(Place("people", centre.slug, f"People{at}"))
        places.append(Place("cohorts", centre.slug, f"Cohorts{at}"))
        places.append(Place("centre-settings", centre.slug, f"Settings{at}" if at else "Centre settings"))
    return tuple(places)
