"""The badge: in which of their roles a person works just now. It says so, and permits nothing.

What somebody may do follows from the roles that they hold at the centre, and each verb names the role that permitted
it in the log. So that the badge agrees with the log, a page that belongs to a role shows that role, in every window;
on the other pages it shows the role used last.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from wellserved.records.models import Person
from wellserved.reports.places import Place, RoleAt, places_for, roles_held

DECIDING = ("assessor", "iqa")
PAGES = {
    "learner-home": ("learner",),
    "task": ("learner",),
    "answer-table": ("learner",),
    "coverage": ("learner",),
    "workplace": ("learner",),
    **dict.fromkeys(("desk", "contact", "debrief"), ("learner",)),
    "compare": ("learner",),
    "attempt": ("learner",),
    "appeal": ("learner",),
    "queue": DECIDING,
    "answer": DECIDING,
    "classes": DECIDING,
    "class": DECIDING,
    "search": DECIDING,
    **dict.fromkeys(
        ("centre-settings", "centre-units", "centre-retention", "people", "add-person", "person"), ("admin",)
    ),
    **dict.fromkeys(("centre-safeguarding", "import-people", "invite", "cohorts", "cohort"), ("admin",)),
}


@dataclass(frozen=True, slots=True)
class Badge:
    role: RoleAt
    others: tuple[RoleAt, ...]
    places: tuple[Place, ...]  # of this role


def badge(request: HttpRequest, person: Person, page_role: str = "") -> Badge | None:
    """None for a person without a role. `page_role` is the role that this very page is for, where one address is for
    several; "" leaves it to the route."""
    held = roles_held(person)
    if not held:
        return None
    used = _in_use(request, tuple(role.role for role in held), page_role)
    if request.session.get("role") != used:
        request.session["role"] = used
    return Badge(
        role=next(role for role in held if role.role == used),
        others=tuple(role for role in held if role.role != used),
        places=tuple(place for place in places_for(person) if place.role in ("", used)),
    )


def _in_use(request: HttpRequest, held: tuple[str, ...], page_role: str) -> str:
    route = request.resolver_match.url_name if request.resolver_match else ""
    wanted = (page_role,) if page_role else PAGES.get(route or "", ())
    fitting = tuple(role for role in wanted if role in held) or held
    last = request.session.get("role")
    return last if last in fitting else fitting[0]
