"""In which roles may this person work, and which pages do they open from the top bar?"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop, ngettext

from wellserved.records.models import Person, RoleHeld

ORDER = tuple(RoleHeld.Role.values)  # learner first: what somebody works as who has not chosen
WORDS = {
    "learner": gettext_noop("Learner"),
    "assessor": gettext_noop("Assessor"),
    "iqa": gettext_noop("IQA"),
    "tutor": gettext_noop("Tutor"),
    "admin": gettext_noop("Centre admin"),
}


@dataclass(frozen=True, slots=True)
class RoleAt:
    """A role that the person holds now, and where: the centre's name, or how many centres."""

    role: str
    words: str
    where: str


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the top bar: its route's name, the object that the route needs (or ""), its words, and the role that
    it belongs to ("" for every role)."""

    route: str
    argument: str
    words: str
    role: str = ""


def roles_held(person: Person) -> tuple[RoleAt, ...]:
    """Each role once, in the order in which the site offers them."""
    held = _held(person)
    return tuple(_role_at(role, held) for role in ORDER if any(one.role == role for one in held))


def places_for(person: Person) -> tuple[Place, ...]:
    held = _held(person)
    roles = {role.role for role in held}
    places: list[Place] = []
    if "learner" in roles:
        places.append(Place("learner-home", "", gettext("My work"), "learner"))
        places.append(Place("desk", "", gettext("Practice desk"), "learner"))
    for role, words in (("assessor", gettext("Answers to decide")), ("iqa", gettext("Answers and decisions"))):
        if role in roles:
            places += [
                Place("queue", "", words, role),
                Place("classes", "", gettext("Classes"), role),
                Place("search", "", gettext("Search"), role),
            ]
    admin_of = [role.centre for role in held if role.role == "admin"]
    for centre in admin_of:
        at = "" if len(admin_of) == 1 else f": {centre.name}"
        settings = gettext("Settings") if at else gettext("Centre settings")
        places += [
            Place("people", centre.slug, gettext("People") + at, "admin"),
            Place("cohorts", centre.slug, gettext("Cohorts") + at, "admin"),
            Place("centre-settings", centre.slug, settings + at, "admin"),
        ]
    if places:
        places.append(Place("library", "", gettext("Library")))
    return tuple(places)


def _held(person: Person) -> list[RoleHeld]:
    held = RoleHeld.objects.filter(person=person, until=None)
    return list(held.select_related("centre").order_by("centre__name", "role"))


def _role_at(role: str, held: list[RoleHeld]) -> RoleAt:
    centres = [one.centre.name for one in held if one.role == role]
    count = len(centres)
    several = ngettext("%(count)s centre", "%(count)s centres", count) % {"count": count}
    return RoleAt(role, gettext(WORDS[role]), centres[0] if count == 1 else several)
