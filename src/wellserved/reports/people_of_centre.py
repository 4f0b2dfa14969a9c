"""Who belongs to this centre, in which roles, and who cannot sign in yet?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, is_password_usable
from django.db.models import Prefetch, Q, QuerySet

from wellserved.records.models import Centre, Cohort, Enrolment, Invitation, Person, RoleHeld, UnitOffered
from wellserved.records.models import Unit as UnitRow

PAGE = 50
STATES = ("all", "waiting", "closed", "left")


@dataclass(frozen=True, slots=True)
class PeopleAsked:
    """What the list is narrowed to; "" leaves a filter open."""

    words: str = ""
    role: str = ""
    cohort: str = ""
    state: str = "all"
    page: int = 1


@dataclass(frozen=True, slots=True)
class PersonLine:
    id: UUID
    full_name: str
    email: str
    roles: tuple[str, ...]
    cohorts: tuple[str, ...]
    access: str  # how it stands with signing in, in words


@dataclass(frozen=True, slots=True)
class PeopleOfCentre:
    asked: PeopleAsked
    lines: tuple[PersonLine, ...]
    count: int
    without_access: int  # in the whole list: nobody has set a password for these accounts yet
    pages: int
    cohorts: tuple[tuple[str, str], ...]

    @property
    def page_numbers(self) -> range:
        return range(1, self.pages + 1)


@dataclass(frozen=True, slots=True)
class RoleLine:
    id: int
    words: str
    since: datetime
    until: datetime | None
    because: str

    @property
    def reason_field(self) -> str:
        return f"role-reason-{self.id}"


@dataclass(frozen=True, slots=True)
class PlaceLine:
    id: int
    unit: str
    cohort: str
    since: datetime
    until: datetime | None
    because: str

    @property
    def reason_field(self) -> str:
        return f"place-reason-{self.id}"


@dataclass(frozen=True, slots=True)
class OnePerson:
    id: UUID
    full_name: str
    email: str
    is_active: bool
    closed_because: str
    access: str
    has_password: bool
    roles: tuple[RoleLine, ...]
    places: tuple[PlaceLine, ...]
    is_learner: bool
    cohorts: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]  # offered, without an open place yet


def people_of_centre(centre: Centre, asked: PeopleAsked, now: datetime) -> PeopleOfCentre:
    found = asked_for(centre, asked)
    count = found.count()
    pages = max(1, -(-count // PAGE))
    page = min(max(1, asked.page), pages)
    rows = _with_roles(found, centre)[(page - 1) * PAGE : page * PAGE]
    return PeopleOfCentre(
        asked=replace(asked, page=page),
        lines=tuple(_line(person, now) for person in rows),
        count=count,
        without_access=without_access(found).count(),
        pages=pages,
        cohorts=_cohorts(centre),
    )


def asked_for(centre: Centre, asked: PeopleAsked) -> QuerySet[Person]:
    """The people of the centre whom the filters leave, by name."""
    held = Q(roles_held__centre=centre)
    if asked.state != "left":
        held &= Q(roles_held__until=None)
    if asked.role:
        held &= Q(roles_held__role=asked.role)
    found = Person.objects.filter(pk__in=Person.objects.filter(held).values("pk"))
    if asked.state == "left":
        found = found.exclude(pk__in=RoleHeld.objects.filter(centre=centre, until=None).values("person"))
    if asked.state == "waiting":
        found = without_access(found)
    if asked.state == "closed":
        found = found.filter(is_active=False)
    if asked.cohort.isascii() and asked.cohort.isdigit() and len(asked.cohort) < 10:
        places = Enrolment.objects.filter(cohort=int(asked.cohort), centre=centre, withdrawn_at=None)
        found = found.filter(pk__in=places.values("person"))
    for word in asked.words.replace("\0", "").split()[:5]:
        found = found.filter(Q(full_name__icontains=word) | Q(email__icontains=word))
    return found.order_by("full_name", "email")


def without_access(people: QuerySet[Person]) -> QuerySet[Person]:
    """Those whose account is open and has no password yet."""
    return people.filter(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)


def one_person(centre: Centre, person: Person, now: datetime) -> OnePerson:
    roles = tuple(
        RoleLine(held.pk, held.get_role_display(), held.since, held.until, held.ended_because)
        for held in RoleHeld.objects.filter(centre=centre, person=person).order_by("since", "id")
    )
    places = list(
        Enrolment.objects.filter(centre=centre, person=person).select_related("unit", "cohort").order_by("enrolled_at")
    )
    offered = UnitOffered.ids_at(centre) - {place.unit_id for place in places if place.withdrawn_at is None}
    full = _with_roles(Person.objects.filter(pk=person.pk), centre).get()
    return OnePerson(
        id=person.pk,
        full_name=person.full_name,
        email=person.email,
        is_active=person.is_active,
        closed_because=person.closed_because,
        access=_access(full, now),
        has_password=is_password_usable(person.password),
        roles=roles,
        places=tuple(
            PlaceLine(
                place.pk,
                place.unit.title,
                place.cohort.name if place.cohort else "",
                place.enrolled_at,
                place.withdrawn_at,
                place.withdrawn_because,
            )
            for place in places
        ),
        is_learner=any(role.until is None and role.words == RoleHeld.Role.LEARNER.label for role in roles),
        cohorts=_cohorts(centre),
        units=tuple((unit.slug, unit.title) for unit in UnitRow.objects.filter(slug__in=offered)),
    )


def choices_for_new(centre: Centre) -> dict[str, tuple[tuple[str, str], ...]]:
    """What a form that adds a person offers: cohorts and units."""
    units = UnitRow.objects.filter(slug__in=UnitOffered.ids_at(centre))
    return {"cohorts": _cohorts(centre), "units": tuple((unit.slug, unit.title) for unit in units)}


def _with_roles(people: QuerySet[Person], centre: Centre) -> QuerySet[Person]:
    open_roles = RoleHeld.objects.filter(centre=centre, until=None).order_by("id")
    places = Enrolment.objects.filter(centre=centre, withdrawn_at=None, cohort__isnull=False).select_related("cohort")
    links = Invitation.objects.filter(used_at=None, revoked_at=None)
    return people.prefetch_related(
        Prefetch("roles_held", open_roles, to_attr="roles_here"),
        Prefetch("enrolments", places, to_attr="places_here"),
        Prefetch("invitations", links, to_attr="open_links"),
    )


def _line(person: Person, now: datetime) -> PersonLine:
    here: list[RoleHeld] = person.roles_here  # type: ignore[attr-defined]
    places: list[Enrolment] = person.places_here  # type: ignore[attr-defined]
    return PersonLine(
        id=person.pk,
        full_name=person.full_name,
        email=person.email,
        roles=tuple(held.get_role_display() for held in here),
        cohorts=tuple(dict.fromkeys(place.cohort.name for place in places if place.cohort)),
        access=_access(person, now),
    )


def _access(person: Person, now: datetime) -> str:
    if not person.is_active:
        return "Account closed"
    if is_password_usable(person.password):
        return "Has signed in" if person.last_login else "Has a password, has not signed in yet"
    links: list[Invitation] = person.open_links  # type: ignore[attr-defined]
    if any(link.expires_at > now for link in links):
        return "Invited"
    return "Invitation has run out" if links else "Not invited yet"


def _cohorts(centre: Centre) -> tuple[tuple[str, str], ...]:
    return tuple((str(cohort.pk), cohort.name) for cohort in Cohort.objects.filter(centre=centre))
