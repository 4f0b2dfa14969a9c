"""Which answers for assessment wait at this person's centres, oldest first? Practice never appears."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from wellserved.records.models import Appeal, Attempt, Enrolment, Person, Review, RoleHeld, Unit
from wellserved.reports.frozen_scheme import frozen_scheme
from wellserved.reports.marking_clock import MarkingClock, clock_of
from wellserved.reports.standing_outcome import standing_outcome

PAGE = 50
STATES = ("waiting", "appealed", "decided", "referred_back")


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
    clock: MarkingClock
    blind: bool
    outcome: str
    by: str
    appealed: bool  # the learner has queried the decision, and nobody has answered


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
    asked = _filtered(person, mine, filters)
    count = asked.count()
    pages = max(1, -(-count // PAGE))
    page = min(max(1, filters.page), pages)
    rows = (
        asked.order_by("handed_in_at", "id")[(page - 1) * PAGE : page * PAGE]
        .select_related("learner", "unit", "enrolment__centre")
        .prefetch_related("reviews__by", "reviews__decisions", "appeal")
    )
    return AssessorQueue(
        filters=replace(filters, page=page),
        count=count,
        waiting=mine.filter(_waits_for(person)).count(),
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
    waiting = answers_of_my_centres(person).filter(_waits_for(person)).exclude(id=attempt.id)
    at, same = attempt.handed_in_at, Q(handed_in_at=attempt.handed_in_at)
    older, newer = Q(handed_in_at__lt=at), Q(handed_in_at__gt=at)
    before = waiting.filter(older | same & Q(id__lt=attempt.id)).order_by("-handed_in_at", "-id").first()
    after = waiting.filter(newer | same & Q(id__gt=attempt.id)).order_by("handed_in_at", "id").first()
    return (before.id if before else None, after.id if after else None)


def _centres(person: Person) -> QuerySet[RoleHeld, object]:
    return RoleHeld.objects.filter(person=person, role__in=("assessor", "iqa"), until=None).values("centre")


def _waits_for(person: Person) -> Q:
    """Nobody has reviewed it; or the learner queries the decision and the person may answer."""
    return Q(~Exists(Review.objects.filter(attempt=OuterRef("pk")))) | Q(pk__in=_to_answer(person).values("attempt"))


def _to_answer(person: Person) -> QuerySet[Appeal]:
    """As `actions/permission.py` says it of one attempt: an assessor who has not reviewed it, else an IQA.

    Asked of the few appeals, and not of every answer of a centre's years.
    """
    reviewed = Review.objects.filter(attempt=OuterRef(OuterRef("attempt")), by=OuterRef("person"))
    others = RoleHeld.objects.filter(
        ~Exists(reviewed), centre=OuterRef("attempt__enrolment__centre"), until=None, person__is_active=True
    ).exclude(person=OuterRef("attempt__learner"))
    assessors, mine = others.filter(role="assessor"), others.filter(person=person)
    may_answer = Q(Exists(mine.filter(role="assessor"))) | (Q(Exists(mine.filter(role="iqa"))) & ~Q(Exists(assessors)))
    return Appeal.objects.open().filter(may_answer)


def _filtered(person: Person, attempts: QuerySet[Attempt], filters: Filters) -> QuerySet[Attempt]:
    if filters.learner:
        attempts = attempts.filter(learner_id=filters.learner)
    if filters.unit:
        attempts = attempts.filter(unit_id=filters.unit)
    if filters.state == "waiting":
        return attempts.filter(_waits_for(person))
    if filters.state == "appealed":
        return attempts.filter(pk__in=Appeal.objects.open().values("attempt"))
    last = Review.objects.filter(attempt=OuterRef("pk")).order_by("-sequence").values("outcome")[:1]
    return attempts.annotate(standing=Subquery(last)).filter(standing=filters.state)


def _line(attempt: Attempt, now: datetime) -> QueueLine:
    last = max(attempt.reviews.all(), key=lambda review: review.sequence, default=None)
    appeal: Appeal | None = getattr(attempt, "appeal", None)
    is_open = appeal is not None and last is not None and appeal.review_id == last.pk
    return QueueLine(
        id=attempt.id,
        learner=attempt.learner.full_name,
        unit=attempt.unit.title,
        point=frozen_scheme(attempt.scheme_id).point(attempt.point).title,
        number=attempt.number,
        at=attempt.handed_in_at,
        words=attempt.words,
        clock=clock_of(attempt, now),
        blind=attempt.blind,
        outcome=standing_outcome(last),
        by=last.by.full_name if last else "",
        appealed=is_open,
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
