"""Who of this cohort is stuck on which part of a unit, and who holds which misconception?

Each learner's latest answer for assessment counts; practice is the learner's own and is never looked at. Two things
are told apart: what people decided of the answer, and what the engine's draft found part by part. A draft that may
not be seen yet is counted nowhere: the caller says which may, by the rule in `actions/draft_shown.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import prefetch_related_objects

from wellserved.curriculum import library
from wellserved.marking.scheme import Misconception, Part, Point
from wellserved.records.models import Attempt, EngineMarking, Enrolment, Person, RoleHeld
from wellserved.reports.standing_outcome import standing_outcome

ROLES = ("assessor", "iqa")


@dataclass(frozen=True, slots=True)
class CohortUnit:
    """A cohort and a unit that its learners have an open place on."""

    cohort: int
    name: str
    centre: str
    unit: str
    unit_title: str


@dataclass(frozen=True, slots=True)
class Answerer:
    """A learner and their latest answer; `outcome` is what people decided: met, not_met, referred_back or ""."""

    learner: UUID
    name: str
    attempt: UUID
    outcome: str


@dataclass(frozen=True, slots=True)
class PartOfClass:
    title: str
    read: int  # answers whose draft says something of this part
    missed: tuple[Answerer, ...]  # the draft did not find it, and no person decided the point as met


@dataclass(frozen=True, slots=True)
class PointOfClass:
    title: str
    not_started: tuple[str, ...]  # names; nothing handed in for assessment
    answers: tuple[Answerer, ...]
    parts: tuple[PartOfClass, ...]
    without_draft: int  # answers whose draft is not there, or may not be seen before the decision

    def decided(self, outcome: str) -> int:
        return sum(answer.outcome == outcome for answer in self.answers)

    @property
    def met(self) -> int:
        return self.decided("met")

    @property
    def not_met(self) -> int:
        return self.decided("not_met")

    @property
    def referred_back(self) -> int:
        return self.decided("referred_back")

    @property
    def against(self) -> int:
        return self.not_met + self.referred_back

    @property
    def waiting(self) -> int:
        return self.decided("")

    @property
    def worst(self) -> PartOfClass | None:
        """The part that the drafts miss most often; None while they miss none."""
        missed = [part for part in self.parts if part.missed]
        return max(missed, key=lambda part: len(part.missed), default=None)


@dataclass(frozen=True, slots=True)
class BeliefOfClass:
    belief: str
    correction: str
    held: tuple[Answerer, ...]  # an entry for each answer in which the draft saw it

    @property
    def learners(self) -> int:
        return len({answer.learner for answer in self.held})


@dataclass(frozen=True, slots=True)
class ClassView:
    chosen: CohortUnit
    learners: int
    points: tuple[PointOfClass, ...]
    beliefs: tuple[BeliefOfClass, ...]  # those seen, most learners first


@dataclass(frozen=True, slots=True)
class _Latest:
    answer: Answerer
    draft: EngineMarking | None  # the newest, if it may be seen


def cohort_units(person: Person) -> tuple[CohortUnit, ...]:
    """Those of the centres where the person is assessor or IQA now."""
    centres = RoleHeld.objects.filter(person=person, role__in=ROLES, until=None).values("centre")
    rows = (
        Enrolment.objects.filter(cohort__centre__in=centres, withdrawn_at=None)
        .order_by("cohort__centre__name", "cohort__name", "unit__title")
        .values_list("cohort", "cohort__name", "cohort__centre__name", "unit", "unit__title")
        .distinct()
    )
    return tuple(CohortUnit(*row) for row in rows)


def class_view(person: Person, chosen: CohortUnit, draft_is_open: Callable[[Attempt], bool]) -> ClassView:
    """`chosen` is one of the person's `cohort_units`. Where they learn in it themselves, their own work is left out."""
    learners = _learners(person, chosen)
    latest = _latest(learners, chosen, draft_is_open)
    scheme = library.scheme(chosen.unit)
    beliefs = tuple(_belief(belief, latest) for belief in scheme.misconceptions)
    return ClassView(
        chosen=chosen,
        learners=len(learners),
        points=tuple(_point(point, learners, latest) for point in scheme.points),
        beliefs=tuple(sorted((b for b in beliefs if b.held), key=lambda belief: -belief.learners)),
    )


def _learners(person: Person, chosen: CohortUnit) -> dict[UUID, str]:
    rows = Enrolment.objects.filter(cohort=chosen.cohort, unit=chosen.unit, withdrawn_at=None).exclude(person=person)
    return dict(rows.order_by("person__full_name").values_list("person", "person__full_name"))


def _latest(
    learners: dict[UUID, str], chosen: CohortUnit, draft_is_open: Callable[[Attempt], bool]
) -> dict[tuple[UUID, str], _Latest]:
    """The latest answer for assessment of each learner at each point."""
    attempts = (
        Attempt.objects.filter(
            kind=Attempt.Kind.ASSESSMENT,
            unit=chosen.unit,
            enrolment__cohort=chosen.cohort,
            enrolment__withdrawn_at=None,
        )
        .order_by("number")
        .prefetch_related("enrolment__centre", "reviews__by", "reviews__decisions")
    )
    newest = {(one.learner_id, one.point): one for one in attempts if one.learner_id in learners}
    shown = [attempt for attempt in newest.values() if draft_is_open(attempt)]
    prefetch_related_objects(shown, "engine_markings__points")
    may_be_seen = {attempt.pk for attempt in shown}
    return {
        place: _one(attempt, learners[attempt.learner_id], attempt.pk in may_be_seen)
        for place, attempt in newest.items()
    }


def _one(attempt: Attempt, name: str, may_see_draft: bool) -> _Latest:
    last = max(attempt.reviews.all(), key=lambda review: review.sequence, default=None)
    answer = Answerer(attempt.learner_id, name, attempt.id, standing_outcome(last))
    return _Latest(answer, _newest_draft(attempt) if may_see_draft else None)


def _newest_draft(attempt: Attempt) -> EngineMarking | None:
    return max(attempt.engine_markings.all(), key=lambda marking: (marking.made_at, marking.pk), default=None)


def _point(point: Point, learners: dict[UUID, str], latest: dict[tuple[UUID, str], _Latest]) -> PointOfClass:
    here = [latest[person, point.id] for person in learners if (person, point.id) in latest]
    return PointOfClass(
        title=point.title,
        not_started=tuple(name for person, name in learners.items() if (person, point.id) not in latest),
        answers=tuple(one.answer for one in here),
        parts=tuple(_part(point, part, here) for part in point.parts),
        without_draft=sum(one.draft is None for one in here),
    )


def _part(point: Point, part: Part, here: list[_Latest]) -> PartOfClass:
    found = {one.answer: _reached(one.draft, point, part) for one in here}
    read = {answer: reached for answer, reached in found.items() if reached is not None}
    missed = tuple(answer for answer, reached in read.items() if not reached and answer.outcome != "met")
    return PartOfClass(part.title, len(read), missed)


def _reached(draft: EngineMarking | None, point: Point, part: Part) -> bool | None:
    """None where the draft says nothing of this part."""
    said = [p for drafted in draft.points.all() if drafted.point == point.id for p in drafted.parts] if draft else []
    return next((p["reached"] >= p["needed"] for p in said if p["part"] == part.id), None)


def _belief(belief: Misconception, latest: dict[tuple[UUID, str], _Latest]) -> BeliefOfClass:
    held = tuple(
        one.answer
        for one in latest.values()
        if one.draft and any(found["misconception"] == belief.id for found in one.draft.misconceptions)
    )
    return BeliefOfClass(belief.belief, belief.correction, tuple(sorted(held, key=lambda answer: answer.name)))
