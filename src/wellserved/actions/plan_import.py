"""What importing this file of people would do, line by line. Changes nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from wellserved.actions.add_person import ELSEWHERE
from wellserved.actions.errors import Refused
from wellserved.actions.people_file import Line, lines_from
from wellserved.actions.permission import Role, require_centre_admin
from wellserved.actions.person_details import email_from, name_from
from wellserved.actions.place_people import role_from
from wellserved.records.models import Centre, Cohort, Enrolment, Person, RoleHeld, UnitOffered

NEW, ADDS, NOTHING, WRONG = "new", "adds", "nothing", "wrong"


@dataclass(frozen=True, slots=True)
class PlannedLine:
    number: int
    outcome: str  # new account, adds to an account, nothing to do, wrong
    full_name: str
    email: str
    role: str
    cohort: str
    units: tuple[str, ...]  # for a good line the places that are new; for a wrong one as typed
    says: tuple[str, ...]  # what is wrong, or what is worth knowing


@dataclass(frozen=True, slots=True)
class Plan:
    lines: tuple[PlannedLine, ...]

    @property
    def good(self) -> tuple[PlannedLine, ...]:
        return tuple(line for line in self.lines if line.outcome in (NEW, ADDS))

    @property
    def wrong(self) -> tuple[PlannedLine, ...]:
        return tuple(line for line in self.lines if line.outcome == WRONG)

    @property
    def unchanged(self) -> int:
        return sum(line.outcome == NOTHING for line in self.lines)

    @property
    def digest(self) -> str:
        """What a screen sends back, so that only what it showed is done."""
        return hashlib.sha256(repr(self.lines).encode("utf-8", "replace")).hexdigest()


def plan_import(person: Person, centre: Centre, text: str) -> Plan:
    """Raises NotFound, NotAllowed, and Refused (`file`) when the file as a whole cannot be read."""
    require_centre_admin(person, centre)
    lines = lines_from(text)
    here = _Here.of(centre, {line.cells.get("email", "").strip().lower() for line in lines})
    seen: dict[str, int] = {}
    return Plan(tuple(_planned(line, here, seen) for line in lines))


@dataclass(frozen=True, slots=True)
class _Here:
    """What stands at the centre now, read once for all lines."""

    people: dict[str, Person]
    elsewhere: frozenset[object]
    roles: frozenset[tuple[object, str]]
    places: frozenset[tuple[object, str]]
    cohorts: dict[str, str]
    units: frozenset[str]

    @classmethod
    def of(cls, centre: Centre, emails: set[str]) -> _Here:
        people = {person.email: person for person in Person.objects.filter(email__in=emails)}
        held = RoleHeld.objects.filter(person__email__in=emails)
        places = Enrolment.objects.filter(person__email__in=emails)
        others = {
            *held.exclude(centre=centre).values_list("person_id", flat=True),
            *places.exclude(centre=centre).values_list("person_id", flat=True),
        }
        return cls(
            people=people,
            elsewhere=frozenset(others),
            roles=frozenset(held.filter(centre=centre, until=None).values_list("person_id", "role")),
            places=frozenset(places.filter(withdrawn_at=None).values_list("person_id", "unit_id")),
            cohorts={cohort.name.casefold(): cohort.name for cohort in Cohort.objects.filter(centre=centre)},
            units=UnitOffered.ids_at(centre),
        )


def _planned(line: Line, here: _Here, seen: dict[str, int]) -> PlannedLine:
    cells = {name: cell.strip() for name, cell in line.cells.items()}
    units = tuple(dict.fromkeys(filter(None, re.split(r"[\s,;|]+", cells.get("units", "")))))
    wrong = [line.problem] if line.problem else _wrong(cells, units, here)
    email = cells["email"].lower()
    if email in seen and not line.problem:
        wrong.append(f"The address stands in line {seen[email]} already.")
    seen.setdefault(email, line.number)
    person = here.people.get(email)
    if person is not None and person.pk in here.elsewhere:
        wrong.append(f"{ELSEWHERE.problem}. {ELSEWHERE.hint}")
    cohort = here.cohorts.get(cells.get("cohort", "").casefold(), cells.get("cohort", ""))
    if wrong:
        return PlannedLine(
            line.number, WRONG, cells["full_name"], cells["email"], cells["role"], cohort, units, tuple(wrong)
        )
    return _good(line.number, cells, person, cohort, units, here)


def _wrong(cells: dict[str, str], units: tuple[str, ...], here: _Here) -> list[str]:
    found: list[str] = []
    role = ""
    checks: tuple[tuple[str, Callable[[str], str]], ...] = (("full_name", name_from), ("email", email_from))
    for column, check in (*checks, ("role", role_from)):
        try:
            role = check(cells[column])  # the last one checked
        except Refused as refused:
            role = ""
            found.append(f"{refused.problem}. {refused.hint}")
    cohort = cells.get("cohort", "")
    if role == Role.LEARNER and not units:
        found.append("There is no unit. Name at least one for a learner.")
    if role and role != Role.LEARNER and (units or cohort):
        found.append("Only learners have a cohort and units. Leave both cells empty.")
    if cohort and cohort.casefold() not in here.cohorts:
        found.append(f"There is no cohort {cohort[:80]!r} here. Make the cohort first, or mend its name.")
    unknown = [unit for unit in units if unit not in here.units]
    if unknown:
        found.append(f"This centre offers no unit {unknown[0][:80]!r}. It offers: {', '.join(sorted(here.units))}.")
    return found


def _good(
    number: int, cells: dict[str, str], person: Person | None, cohort: str, units: tuple[str, ...], here: _Here
) -> PlannedLine:
    role = role_from(cells["role"])
    name, says = cells["full_name"], []
    outcome = NEW
    if person is not None:
        if person.full_name != name:
            says.append(f"The account keeps its name, {person.full_name}.")
        if not person.is_active:
            says.append("The account is closed and stays closed.")
        units = tuple(unit for unit in units if (person.pk, unit) not in here.places)
        outcome = ADDS if units or (person.pk, role) not in here.roles else NOTHING
    return PlannedLine(number, outcome, name, cells["email"].lower(), role, cohort, units, tuple(says))
