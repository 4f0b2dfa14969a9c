"""Which answers for assessment wait at this person's centres, oldest first? Practice never appears."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable

from wellserved.records.models import Attempt, Enrolment, Person, Review, RoleHeld, Unit
from wellserved.reports.frozen_scheme import frozen_scheme
from wellserved.reports.standing_outcome import standing_outcome

PAGE = 50
STATES = ("waiting", "decided", "referred_back")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the assessor asked for; None and "" leave a filter open."""

    state: str = "waiting"
    learner: UUID | None = None
    unit: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class QueueLine:
    id: UUID
    learner: str
    unit: str
    point: str
    number: int
    at: datetime
    words: int
    age: str
    left: str
    overdue: bool
    blind: bool
    outcome: str
    by: str


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class AssessorQueue:
    filters: Filters
    count: int
    waiting: int  # in all, whatever the filters
    lines: tuple[QueueLine, ...]
    learners: tuple[Choice, ...]
    units: tuple[Choice, ...]
    pages: int

    @property
    def learner_chosen(self) -> str:
        return str(self.filters.learner or "")

    @property
    def page_numbers(self) -> range:
        return range(1, self.pages + 1)


def assessor_queue(person: Person, filters: Filters, now: datetime) -> AssessorQueue:
    mine = answers_of_my_centres(person)
    asked = _filtered(mine, filters)
    count = asked.count()
    pages = max(1, -(-count // PAGE))
    page = min(max(1, filters.page), pages)
    rows = (
        asked.order_by("handed_in_at", "id")[(page - 1) * PAGE : page * PAGE]
        .select_related("learner", "unit", "enrolment__centre")
        .prefetch_related("reviews__by", "reviews__decisions")
    )
    return AssessorQueue(
        filters=replace(filters, page=page),
        count=count,
        waiting=mine.filter(_undecided()).count(),
        lines=tuple(_line(attempt, now) for attempt in rows),
        learners=_learners(person),
        units=_units(person),
        pages=pages,
    )


def answers_of_my_centres(person: Person) -> QuerySet[Attempt]:
    """Assessment attempts of the centres where the person is assessor or IQA, never their own."""
    return Attempt.objects.filter(kind=Attempt.Kind.ASSESSMENT, enrolment__centre__in=_centres(person)).exclude(
        learner=person
    )


def neighbours(person: Person, attempt: Attempt) -> tuple[UUID | None, UUID | None]:
    """The waiting answers before and after this one, by age."""
    waiting = answers_of_my_centres(person).filter(_undecided()).exclude(id=attempt.id)
    at, same = attempt.handed_in_at, Q(handed_in_at=attempt.handed_in_at)
    older, newer = Q(handed_in_at__lt=at), Q(handed_in_at__gt=at)
    before = waiting.filter(older | same & Q(id__lt=attempt.id)).order_by("-handed_in_at", "-id").first()
    after = waiting.filter(newer | same & Q(id__gt=attempt.id)).order_by("handed_in_at", "id").first()
    return (before.id if before else None, after.id if after else None)


def age_of(handed_in: datetime, standard_days: int, now: datetime) -> tuple[str, str, bool]:
    """Age in words, what is left of the centre's marking standard in words, and whether it is over."""
    days = max(0, (now - handed_in).days)
    age = "today" if days == 0 else f"{days} day{'' if days == 1 else 's'}"
    over = now - (handed_in + timedelta(days=standard_days))
    if over.total_seconds() > 0:
        late = over.days
        words = f"over the {standard_days}-day standard" + (f" by {late} day{'' if late == 1 else 's'}" if late else "")
        return age, words, True
    left = -over.days
    return age, f"{left} day{'' if left == 1 else 's'} left" if left else "due today", False


def _centres(person: Person) -> QuerySet[RoleHeld, object]:
    return RoleHeld.objects.filter(person=person, role__in=("assessor", "iqa"), until=None).values("centre")


def _undecided() -> Combinable:
    return ~Exists(Review.objects.filter(attempt=OuterRef("pk")))


def _filtered(attempts: QuerySet[Attempt], filters: Filters) -> QuerySet[Attempt]:
    if filters.learner:
        attempts = attempts.filter(learner_id=filters.learner)
    if filters.unit:
        attempts = attempts.filter(unit_id=filters.unit)
    if filters.state == "waiting":
        return attempts.filter(_undecided())
    last = Review.objects.filter(attempt=OuterRef("pk")).order_by("-sequence").values("outcome")[:1]
    return attempts.annotate(standing=Subquery(last)).filter(standing=filters.state)


def _line(attempt: Attempt, now: datetime) -> QueueLine:
    last = max(attempt.reviews.all(), key=lambda review: review.sequence, default=None)
    age, left, overdue = age_of(attempt.handed_in_at, attempt.enrolment.centre.marking_standard_days, now)
    return QueueLine(
        id=attempt.id,
        learner=attempt.learner.full_name,
        unit=attempt.unit.title,
        point=frozen_scheme(attempt.scheme_id).point(attempt.point).title,
        number=attempt.number,
        at=attempt.handed_in_at,
        words=attempt.words,
        age=age,
        left=left,
        overdue=overdue and last is None,
        blind=attempt.blind,
        outcome=standing_outcome(last),
        by=last.by.full_name if last else "",
    )


def _learners(person: Person) -> tuple[Choice, ...]:
    people = (
        Person.objects.filter(enrolments__centre__in=_centres(person))
        .exclude(pk=person.pk)
        .distinct()
        .order_by("full_name")
        .values_list("pk", "full_name")
    )
    return tuple(Choice(str(pk), name) for pk, name in people)


def _units(person: Person) -> tuple[Choice, ...]:
    ids = Enrolment.objects.filter(centre__in=_centres(person)).values("unit")
    return tuple(Choice(unit.slug, unit.title) for unit in Unit.objects.filter(slug__in=ids))
