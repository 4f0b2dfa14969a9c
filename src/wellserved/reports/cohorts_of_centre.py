"""Which cohorts does this centre run, and who is in one?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from wellserved.records.models import Centre, Cohort, Enrolment


@dataclass(frozen=True, slots=True)
class CohortLine:
    id: int
    name: str
    starts: date
    ends: date
    learners: int


@dataclass(frozen=True, slots=True)
class Member:
    id: UUID
    full_name: str
    units: tuple[str, ...]


def cohorts_of_centre(centre: Centre) -> tuple[CohortLine, ...]:
    learners = Count("enrolments__person", filter=Q(enrolments__withdrawn_at=None), distinct=True)
    rows = Cohort.objects.filter(centre=centre).annotate(learners=learners).order_by("-starts", "name")
    return tuple(CohortLine(row.pk, row.name, row.starts, row.ends, row.learners) for row in rows)


def members_of(cohort: Cohort) -> tuple[Member, ...]:
    """The learners with an open place in the cohort, by name."""
    places = (
        Enrolment.objects.filter(cohort=cohort, withdrawn_at=None)
        .select_related("person", "unit")
        .order_by("person__full_name", "person__email", "unit__title")
    )
    units: dict[UUID, list[str]] = {}
    names: dict[UUID, str] = {}
    for place in places:
        names[place.person_id] = place.person.full_name
        units.setdefault(place.person_id, []).append(place.unit.title)
    return tuple(Member(id_, name, tuple(units[id_])) for id_, name in names.items())
