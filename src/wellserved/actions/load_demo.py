"""Loads the demo centre: made-up people and answers. Again, it adds nothing and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Literal

from django.db import transaction

from wellserved.actions.begin_contact import begin_contact
from wellserved.actions.decide import decide
from wellserved.actions.draft_shown import draft_shown_for
from wellserved.actions.engine import Engine
from wellserved.actions.log import Happening, add_event
from wellserved.actions.refer_back import refer_back
from wellserved.actions.submit_answer import submit_answer
from wellserved.actions.take_turn import Taking, take_turn
from wellserved.assessment.evidence import all_hold
from wellserved.assessment.judge import needs_reason
from wellserved.curriculum import library
from wellserved.curriculum.library import content_folder
from wellserved.curriculum.reading import Strict, read_model
from wellserved.records.models import Attempt, Centre, Cohort, Contact, Enrolment, Person, RoleHeld

SETTLED_DAYS = 80  # people joined and centres opened this long ago


class DemoPlace(Strict):
    name: str
    slug: str


class DemoCohort(Strict):
    name: str
    started_days_ago: int
    lasts_days: int
    units: list[str]


class DemoPerson(Strict):
    id: str
    name: str
    roles: list[Literal["learner", "assessor", "iqa", "tutor", "admin"]]
    cohort: str | None = None


class DemoReview(Strict):
    by: str
    days_later: float
    outcome: Literal["met", "not_met", "referred_back"]
    comment: str
    reason: str = ""
    missing: str = ""


class DemoAttempt(Strict):
    learner: str
    unit: str | None = None  # the demo's main unit
    point: str
    kind: Literal["practice", "assessment"]
    days_ago: float
    text: str
    follows_last: bool = False
    review: DemoReview | None = None


class DemoContact(Strict):
    """A conversation at the practice desk, as one of the scenario's own scripts plays it."""

    learner: str
    scenario: str
    script: str
    seed: str
    days_ago: float


class DemoContent(Strict):
    centre: DemoPlace
    outside: DemoPlace
    unit: str  # of everybody without a cohort, and of answers that name none
    declaration: str
    cohorts: list[DemoCohort]
    people: list[DemoPerson]
    outsiders: list[DemoPerson]
    attempts: list[DemoAttempt]
    outside_attempts: list[DemoAttempt]
    contacts: list[DemoContact]


@dataclass(frozen=True, slots=True)
class _Step:
    """One thing that happened in the demo's past. Steps are played in the order of their times."""

    at: datetime
    key: str
    attempt: DemoAttempt
    review: DemoReview | None = None


def load_demo(now: datetime, engine: Engine | None = None) -> Centre:
    """The demo's main centre. The content must be loaded; answers are handed in, marked and reviewed by the
    same verbs that people use, at times counted back from `now`."""
    demo = read_model(content_folder() / "demo" / "riverside.yaml", DemoContent)
    centre = _place(demo, demo.centre, demo.people, now)
    outside = _place(demo, demo.outside, demo.outsiders, now)
    _enrol(demo, centre, demo.people, now)
    _enrol(demo, outside, demo.outsiders, now)
    steps = [*_steps(centre, demo.attempts, now), *_steps(outside, demo.outside_attempts, now)]
    happened: list[tuple[datetime, Callable[[], None]]] = [
        (step.at, partial(_play, demo, step, engine)) for step in steps
    ]
    for number, contact in enumerate(demo.contacts, 1):
        at = now - timedelta(days=contact.days_ago)
        happened.append((at, partial(_serve, contact, f"demo-{centre.slug}-contact-{number}", centre, at)))
    for _, play in sorted(happened, key=lambda one: one[0]):
        play()
    return centre


@transaction.atomic
def _place(demo: DemoContent, place: DemoPlace, people: list[DemoPerson], now: datetime) -> Centre:
    known = Centre.objects.filter(slug=place.slug).first()
    if known is not None:
        return known
    centre = Centre.objects.create(name=place.name, slug=place.slug)
    used = {person.cohort for person in people}
    for cohort in demo.cohorts:
        if cohort.name in used:
            _cohort(centre, cohort, now)
    for person in people:
        _person(centre, person, now)
    happening = Happening("loaded_demo", "centre", str(centre.pk), {"people": len(people)})
    add_event(happening, centre=centre, actor=None, now=now)
    return centre


def _cohort(centre: Centre, cohort: DemoCohort, now: datetime) -> None:
    starts = (now - timedelta(days=cohort.started_days_ago)).date()
    Cohort.objects.create(
        centre=centre, name=cohort.name, starts=starts, ends=starts + timedelta(days=cohort.lasts_days)
    )


def _person(centre: Centre, person: DemoPerson, now: datetime) -> None:
    """No password: demo people sign in by their buttons, and only in demo mode."""
    joined = now - timedelta(days=SETTLED_DAYS)
    made = Person.objects.create_person(_email(centre, person.id), person.name)
    for role in person.roles:
        RoleHeld.objects.create(person=made, centre=centre, role=role, since=joined)


@transaction.atomic
def _enrol(demo: DemoContent, centre: Centre, people: list[DemoPerson], now: datetime) -> None:
    """Also in a demo centre that was loaded before a unit was added to its cohort."""
    units = {cohort.name: cohort.units for cohort in demo.cohorts}
    cohorts = {cohort.name: cohort for cohort in Cohort.objects.filter(centre=centre)}
    for learner in (person for person in people if "learner" in person.roles):
        person = Person.objects.get(email=_email(centre, learner.id))
        for unit in units[learner.cohort] if learner.cohort else [demo.unit]:
            if person.enrolments.filter(centre=centre, unit=unit).exists():
                continue
            Enrolment.objects.create(
                person=person,
                centre=centre,
                cohort=cohorts[learner.cohort] if learner.cohort else None,
                unit_id=unit,
                enrolled_at=now - timedelta(days=SETTLED_DAYS),
            )


def _email(centre: Centre, id_: str) -> str:
    return f"{id_}@{centre.slug}.example.org"


def _steps(centre: Centre, attempts: list[DemoAttempt], now: datetime) -> list[_Step]:
    steps = []
    for number, attempt in enumerate(attempts, 1):
        key = f"demo-{centre.slug}-{number}"
        at = now - timedelta(days=attempt.days_ago)
        steps.append(_Step(at, key, attempt))
        if attempt.review:
            later = at + timedelta(days=attempt.review.days_later)
            steps.append(_Step(later, key, attempt, attempt.review))
    return steps


def _play(demo: DemoContent, step: _Step, engine: Engine | None) -> None:
    centre = Centre.objects.get(slug=step.key.removeprefix("demo-").rpartition("-")[0])
    learner = Person.objects.get(email=_email(centre, step.attempt.learner))
    known = Attempt.objects.filter(learner=learner, key=step.key).first()
    if step.review is None and known is None:
        _hand_in(demo, step, learner, engine)
    elif step.review and known and not known.reviews.exists():
        _review(step, step.review, Person.objects.get(email=_email(centre, step.review.by)), known)


def _hand_in(demo: DemoContent, step: _Step, learner: Person, engine: Engine | None) -> None:
    wanted = step.attempt
    unit = wanted.unit or demo.unit
    earlier = Attempt.objects.filter(learner=learner, unit=unit, point=wanted.point).order_by("-handed_in_at").first()
    submit_answer(
        learner,
        unit=unit,
        point=wanted.point,
        text=wanted.text,
        kind=wanted.kind,
        key=step.key,
        declaration=demo.declaration if wanted.kind == "assessment" else None,
        follows=earlier.pk if earlier and wanted.follows_last else None,
        now=step.at,
        engine=engine,
    )


def _serve(wanted: DemoContact, key: str, centre: Centre, at: datetime) -> None:
    learner = Person.objects.get(email=_email(centre, wanted.learner))
    if Contact.objects.filter(learner=learner, key=key).exists():
        return
    contact = begin_contact(learner, scenario=wanted.scenario, key=key, seed=wanted.seed, now=at)
    for seen, turn in enumerate(library.scenario(wanted.scenario).scripts[wanted.script]):
        at += timedelta(seconds=40)
        taking = Taking(deed=turn.deed, fields=dict(turn.values)) if turn.deed else Taking(text=turn.text)
        if take_turn(learner, contact.pk, taking, seen=seen, now=at).outcome:
            return


def _review(step: _Step, review: DemoReview, by: Person, attempt: Attempt) -> None:
    if review.outcome == "referred_back":
        refer_back(by, attempt.pk, missing=review.missing, comment=review.comment, seen=0, now=step.at)
        return
    draft = draft_shown_for(attempt)
    drafted = draft.points.get().decision if draft else ""
    explained = needs_reason(review.outcome, drafted, reviewed=False)
    reason = review.reason or "Read as a whole, the answer shows it; see the comment."
    decide(
        by,
        attempt.pk,
        decisions={attempt.point: review.outcome},
        reasons={attempt.point: reason} if explained else {},
        evidence=all_hold() if review.outcome == "met" else {},
        comment=review.comment,
        seen=0,
        now=step.at,
    )
