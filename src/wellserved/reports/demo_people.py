"""Whom can a visitor of the demo sign in as, and what can each of them see?"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from wellserved.records.models import Enrolment, Person, RoleHeld

DEMO_DOMAIN = "example.org"
SHOWN = 4  # people of each group; the others unfold
GROUPS = (
    (
        "learner",
        gettext_noop("Learners"),
        gettext_noop("See their own units, answers and results, and nobody else's."),
    ),
    (
        "assessor",
        gettext_noop("Assessors"),
        gettext_noop("See what was handed in for assessment at their centre, and decide. Never practice."),
    ),
    (
        "iqa",
        gettext_noop("Internal quality assurance"),
        gettext_noop("Sees the assessment answers and every decision of the centre."),
    ),
    (
        "admin",
        gettext_noop("Centre admins"),
        gettext_noop("Set when drafts are shown at their centre and how many answers are decided blind."),
    ),
)


@dataclass(frozen=True, slots=True)
class DemoDoor:
    name: str
    first_name: str
    email: str
    about: str


@dataclass(frozen=True, slots=True)
class DemoGroup:
    title: str
    sees: str
    doors: tuple[DemoDoor, ...]

    @property
    def first(self) -> tuple[DemoDoor, ...]:
        return self.doors[:SHOWN]

    @property
    def rest(self) -> tuple[DemoDoor, ...]:
        return self.doors[SHOWN:]


def demo_groups() -> tuple[DemoGroup, ...]:
    held = list(
        RoleHeld.objects.filter(until=None, person__is_active=True, person__email__endswith=DEMO_DOMAIN)
        .select_related("person", "centre")
        .order_by("id")
    )
    held = [role for role in held if _in_demo(role.person.email)]
    cohorts = {
        enrolment.person_id: enrolment.cohort.name
        for enrolment in Enrolment.objects.filter(withdrawn_at=None, cohort__isnull=False).select_related("cohort")
        if enrolment.cohort
    }
    groups = (
        DemoGroup(
            gettext(title), gettext(sees), tuple(_door(h, cohorts.get(h.person_id, "")) for h in held if h.role == role)
        )
        for role, title, sees in GROUPS
    )
    return tuple(group for group in groups if group.doors)


def demo_person(email: str) -> Person | None:
    """The demo person with this address; None for anyone else."""
    address = email.strip().lower()
    if not _in_demo(address):
        return None
    return Person.objects.filter(email=address, is_active=True).first()


def _in_demo(address: str) -> bool:
    domain = address.rpartition("@")[2]
    return domain == DEMO_DOMAIN or domain.endswith(f".{DEMO_DOMAIN}")


def _door(held: RoleHeld, cohort: str) -> DemoDoor:
    about = held.centre.name + (f", {cohort}" if cohort and held.role == "learner" else "")
    return DemoDoor(held.person.full_name, held.person.get_short_name(), held.person.email, about)
