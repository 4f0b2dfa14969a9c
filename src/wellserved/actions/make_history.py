"""Makes up a centre with years of work, to measure pages with. Never beside people who are real."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import transaction

from wellserved.actions.errors import Refused
from wellserved.actions.log import Happening
from wellserved.actions.made_up_answers import MadeUp, make_up
from wellserved.actions.permission import Role
from wellserved.actions.submit_answer import is_drawn_blind
from wellserved.assessment.evidence import QUALITIES
from wellserved.assessment.judge import needs_reason
from wellserved.curriculum import library
from wellserved.records.models import (
    Attempt,
    AttemptText,
    Centre,
    Cohort,
    EngineMarking,
    EnginePoint,
    Enrolment,
    Event,
    EvidenceJudgement,
    Person,
    PointDecision,
    Review,
    RoleHeld,
    SchemeVersion,
    SetUp,
)

SLUG = "made-up-history"
DOMAIN = "history.example"
NOT_REAL = ("@example.org", ".example.org", ".example")  # reserved: nobody has such an address
ENGINE, ENCODER = "made-up-history", "none:none:none"
LEARNERS_OF_AN_ASSESSOR = 60
COHORT_DAYS, COURSE_DAYS = 182, 300
AT_ONCE = 400  # rows
FIRST = "Ada Ben Cara Dev Ella Finn Grace Hari Iris Jack Kofi Lena Maya Noor Owen Priya Quinn Rosa Sam Tara".split()
LAST = "Adeyemi Brown Clarke Davies Evans Farah Green Hughes Iqbal Jones Khan Lewis Mensah Nair Okafor Patel".split()


@dataclass(frozen=True, slots=True)
class MadeHistory:
    learners: int
    attempts: int
    reviews: int
    events: int


@dataclass(slots=True)
class _Rows:
    """What will be added, table by table; the log only once everything stands in the order of time."""

    attempts: list[Attempt] = field(default_factory=list)
    texts: list[AttemptText] = field(default_factory=list)
    markings: list[EngineMarking] = field(default_factory=list)
    points: list[EnginePoint] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    decisions: list[PointDecision] = field(default_factory=list)
    judgements: list[EvidenceJudgement] = field(default_factory=list)
    happened: list[tuple[datetime, Person | None, str, Happening]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _World:
    centre: Centre
    assessors: list[Person]
    schemes: dict[str, str]  # unit to digest
    random: Random
    now: datetime
    rows: _Rows


@transaction.atomic
def make_history(*, learners: int, years: int, seed: int, now: datetime) -> MadeHistory:
    """The same numbers, seed and moment make the same history. The content has to be loaded.

    Raises Refused (`target`) where somebody real is, where a centre is being set up, or where it was made before.
    """
    _check_nobody_is_real()
    random = Random(seed)  # noqa: S311  (chance, not secrecy)
    begin = now - timedelta(days=365 * years)
    centre = Centre.objects.create(name="Made-up History College", slug=SLUG)
    world = _World(centre, _staff(centre, learners, begin), _schemes(), random, now, _Rows())
    cohorts = _cohorts(centre, begin, now)
    for number, person in enumerate(_people(learners, "learner", random)):
        _study(world, person, cohorts[number % len(cohorts)])
    _store(world)
    return MadeHistory(learners, len(world.rows.attempts), len(world.rows.reviews), len(world.rows.happened))


def _check_nobody_is_real() -> None:
    emails = Person.objects.values_list("email", flat=True)
    if SetUp.objects.exists() or any(not email.endswith(NOT_REAL) for email in emails.iterator()):
        raise Refused(
            "target", "This installation is for real people", "Make the history in another one: set WELLSERVED_HOME."
        )
    if Centre.objects.filter(slug=SLUG).exists():
        raise Refused("target", "The history is here already", "Use another WELLSERVED_HOME to make another one.")


def _schemes() -> dict[str, str]:
    """The mark scheme in use of each unit that is loaded."""
    newest = SchemeVersion.objects.order_by("loaded_at", "digest").values_list("unit_id", "digest")
    return {unit: digest for unit, digest in newest if library.scheme(unit).digest == digest}


def _people(count: int, kind: str, random: Random) -> list[Person]:
    made = [
        Person(
            id=UUID(int=random.getrandbits(128), version=4),
            email=f"{kind}-{number:04}@{DOMAIN}",
            full_name=f"{random.choice(FIRST)} {random.choice(LAST)} {number}",
            password="!made-up",  # noqa: S106  (no password will do)
        )
        for number in range(1, count + 1)
    ]
    return Person.objects.bulk_create(made, batch_size=AT_ONCE)


def _staff(centre: Centre, learners: int, begin: datetime) -> list[Person]:
    """The assessors; beside them an IQA, a tutor and a centre admin."""
    random = Random(0)  # noqa: S311
    wanted = {"assessor": max(2, learners // LEARNERS_OF_AN_ASSESSOR), "iqa": 1, "tutor": 1, "admin": 1}
    people = {role: _people(count, role, random) for role, count in wanted.items()}
    RoleHeld.objects.bulk_create(
        RoleHeld(person=person, centre=centre, role=role, since=begin) for role in people for person in people[role]
    )
    return people["assessor"]


def _cohorts(centre: Centre, begin: datetime, now: datetime) -> list[Cohort]:
    made = []
    starts = begin.date()
    while starts < now.date() - timedelta(days=30):
        ends = starts + timedelta(days=COURSE_DAYS)
        made.append(Cohort(centre=centre, name=f"{starts:%B %Y}", starts=starts, ends=ends))
        starts += timedelta(days=COHORT_DAYS)
    return Cohort.objects.bulk_create(made)


def _study(world: _World, person: Person, cohort: Cohort) -> None:
    """A learner's years: one to three units, some practice on each task, and then for assessment."""
    random = world.random
    days = (world.now.date() - cohort.starts).days
    joined = world.now - timedelta(days=days, hours=random.randrange(12))
    RoleHeld.objects.create(person=person, centre=world.centre, role=Role.LEARNER, since=joined)
    for unit in random.sample(sorted(world.schemes), random.randint(1, min(3, len(world.schemes)))):
        place = Enrolment.objects.create(
            person=person, centre=world.centre, cohort=cohort, unit_id=unit, enrolled_at=joined
        )
        for point in library.scheme(unit).points:
            at = joined + timedelta(days=random.uniform(3, COURSE_DAYS * 0.8))
            _work_on(world, place, point.id, at)


def _work_on(world: _World, place: Enrolment, point: str, at: datetime) -> None:
    random = world.random
    practised = random.randint(1, 5)
    last: Attempt | None = None
    for number in range(1, practised + 1):
        if at > world.now:
            return
        last = _hand_in(world, place, point, Attempt.Kind.PRACTICE, number, at, last)[0]
        at += timedelta(hours=random.uniform(0.1, 40))
    if random.random() < 0.15:
        return
    for number in (1, 2):
        if at > world.now:
            return
        last, made = _hand_in(world, place, point, Attempt.Kind.ASSESSMENT, number, at, last)
        at += timedelta(days=random.uniform(0.5, 9))
        if at > world.now or _review(world, last, made, at) == "met":
            return
        at += timedelta(days=random.uniform(1, 12))


def _hand_in(
    world: _World, place: Enrolment, point: str, kind: str, number: int, at: datetime, follows: Attempt | None
) -> tuple[Attempt, MadeUp]:
    made = make_up(place.unit_id, point, number + (3 if kind == Attempt.Kind.ASSESSMENT else 0), world.random)
    id_ = UUID(int=world.random.getrandbits(128), version=4)
    assessed = kind == Attempt.Kind.ASSESSMENT
    attempt = Attempt(
        id=id_,
        learner=place.person,
        enrolment=place,
        unit_id=place.unit_id,
        point=point,
        scheme_id=world.schemes[place.unit_id],
        kind=kind,
        number=number,
        handed_in_at=at,
        key=id_.hex,
        words=len(made.text.split()),
        text_digest=hashlib.sha256(made.text.encode()).hexdigest(),
        follows=follows,
        declaration="This is my own work." if assessed else "",
        declared_at=at if assessed else None,
        blind=assessed and is_drawn_blind(id_, world.centre.blind_share),
    )
    world.rows.attempts.append(attempt)
    world.rows.texts.append(AttemptText(attempt=attempt, text=made.text))
    told = {name: getattr(attempt, name) for name in ("kind", "number", "text_digest", "words", "blind")}
    handed_in = Happening("handed_in", "attempt", str(id_), {**told, "scheme": attempt.scheme_id})
    world.rows.happened.append((at, place.person, Role.LEARNER, handed_in))
    _mark(world, attempt, made, at + timedelta(seconds=1))
    return attempt, made


def _mark(world: _World, attempt: Attempt, made: MadeUp, at: datetime) -> None:
    marking = EngineMarking(
        attempt=attempt, scheme_id=attempt.scheme_id, engine=ENGINE, encoder=ENCODER, made_at=at, flags=[]
    )
    parts = [{"part": p.part, "reached": p.reached, "needed": p.needed, "quotes": list(p.quotes)} for p in made.parts]
    world.rows.markings.append(marking)
    world.rows.points.append(
        EnginePoint(
            marking=marking,
            point=attempt.point,
            decision=made.decision,
            probability=made.probability,
            parts=parts,
            missing=list(made.missing),
        )
    )
    data = {
        "engine": ENGINE,
        "encoder": ENCODER,
        "scheme": attempt.scheme_id,
        "drafts": {attempt.point: made.decision},
    }
    world.rows.happened.append((at, None, "", Happening("marked", "attempt", str(attempt.pk), data)))


def _review(world: _World, attempt: Attempt, made: MadeUp, at: datetime) -> str:
    """An assessor decides as the parts say, mostly; returns what they said."""
    random, by = world.random, world.random.choice(world.assessors)
    said = "met" if not made.missing or random.random() < 0.05 else random.choice(["referred_back", "not_met"])
    referred = said == "referred_back"
    marking = None if attempt.blind else world.rows.markings[-1]
    review = Review(
        attempt=attempt,
        sequence=1,
        by=by,
        role=Role.ASSESSOR,
        outcome=Review.Outcome.REFERRED_BACK if referred else Review.Outcome.DECIDED,
        comment="" if referred else "Read as a whole.",
        missing="Say more on what is not there yet." if referred else "",
        draft_was_shown=marking is not None,
        draft=marking,
        blind=attempt.blind,
        at=at,
    )
    world.rows.reviews.append(review)
    if not referred:
        drafted = made.decision if marking else ""
        reason = "The answer shows it in other words." if needs_reason(said, drafted, reviewed=False) else ""
        world.rows.decisions.append(
            PointDecision(review=review, point=attempt.point, outcome=said, draft_outcome=drafted, reason=reason)
        )
    data: dict[str, Any] = {
        "sequence": 1,
        "decisions": {} if referred else {attempt.point: said},
        "draft_was_shown": review.draft_was_shown,
        "blind": review.blind,
    }
    if said == "met":
        data["evidence"] = dict.fromkeys(QUALITIES, True)
        world.rows.judgements += [
            EvidenceJudgement(review=review, quality=quality, holds=True, together=False) for quality in QUALITIES
        ]
    happening = Happening(review.outcome, "attempt", str(attempt.pk), data)
    world.rows.happened.append((at, by, Role.ASSESSOR, happening))
    return said


def _store(world: _World) -> None:
    rows = world.rows
    tables: tuple[Any, ...] = (
        (Attempt, rows.attempts),
        (AttemptText, rows.texts),
        (EngineMarking, rows.markings),
        (EnginePoint, rows.points),
        (Review, rows.reviews),
        (PointDecision, rows.decisions),
        (EvidenceJudgement, rows.judgements),
        (Event, _chain(world)),
    )
    for model, made in tables:
        model.objects.bulk_create(made, batch_size=AT_ONCE)


def _chain(world: _World) -> list[Event]:
    """One log in the order of time, each row sealed with the one before, as `log.add_event` does."""
    chain: list[Event] = []
    counts = Happening("made_up_history", "centre", str(world.centre.pk), {"attempts": len(world.rows.attempts)})
    world.rows.happened.append((world.now, None, "", counts))
    for at, actor, role, happening in sorted(world.rows.happened, key=lambda one: one[0]):
        event = Event(
            centre=world.centre,
            chain=str(world.centre.pk),
            sequence=len(chain) + 1,
            at=at,
            actor=actor,
            role=role,
            verb=happening.verb,
            subject_kind=happening.subject_kind,
            subject_id=happening.subject_id,
            data=happening.data,
            previous=chain[-1].digest if chain else "",
        )
        event.digest = event.sealed()
        chain.append(event)
    return chain
