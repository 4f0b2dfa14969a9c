"""A learner hands in an answer, as practice or for assessment."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from wellserved.actions.engine import Engine
from wellserved.actions.errors import NotFound, Refused
from wellserved.actions.log import Happening, add_event
from wellserved.actions.permission import Role, enrolment_of
from wellserved.actions.try_marking import try_marking
from wellserved.actions.words import check_answer, check_comment
from wellserved.curriculum.units import scheme_from_json
from wellserved.records.models import Attempt, AttemptText, Draft, Enrolment, Person, SchemeVersion

MOST_IN_A_MINUTE = 30
LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class _HandIn:
    unit: str
    point: str
    text: str
    kind: str
    key: str
    declaration: str
    follows: uuid.UUID | str | None
    revision: int | None

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


def submit_answer(
    person: Person,
    *,
    unit: str,
    point: str,
    text: str,
    kind: str,
    key: str,
    declaration: str | None = None,
    follows: uuid.UUID | str | None = None,
    revision: int | None = None,
    now: datetime,
    engine: Engine | None = None,
) -> Attempt:
    """Store the attempt, then let the engine draft its marking.

    `revision` is the draft's that the screen last saw, None for the one that stands: a draft saved since from
    another screen holds other words, and stays.
    The same `key` again gives the same attempt back. When the engine fails the attempt is returned all the
    same, without a marking (`attempt.engine_markings` is empty), and is marked later.
    Raises NotFound (no place on the unit, no such point) and Refused.
    """
    hand_in = _HandIn(unit, point, text, kind, key, (declaration or "").strip(), follows, revision)
    _check(hand_in)
    attempt = _store(person, hand_in, now)
    try_marking(attempt, engine, now)
    return attempt


def is_drawn_blind(attempt_id: uuid.UUID, share: int) -> bool:
    """Whether the attempt falls in the share (percent) decided blind: the same id, the same answer."""
    drawn = int.from_bytes(hashlib.sha256(attempt_id.bytes).digest()[:8], "big") % 10_000
    return drawn < share * 100


def _check(hand_in: _HandIn) -> None:
    if hand_in.kind not in Attempt.Kind.values:
        raise Refused("kind", f"{hand_in.kind!r} is no way to hand in", "Choose practice or assessment.")
    if not 1 <= len(hand_in.key) <= LONGEST_KEY or not hand_in.key.isascii() or not hand_in.key.isprintable():
        raise Refused("key", "The page sent no usable key", "Open the task again; your words are kept.")
    check_answer(hand_in.text)
    check_comment("declaration", hand_in.declaration)
    if hand_in.kind == Attempt.Kind.ASSESSMENT and not hand_in.declaration:
        raise Refused("declaration", "It is not declared to be your own work", "Tick the declaration, then hand it in.")


@transaction.atomic
def _store(person: Person, hand_in: _HandIn, now: datetime) -> Attempt:
    enrolment = enrolment_of(person, hand_in.unit)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # one hand-in of a learner at a time
    known = Attempt.objects.filter(learner=person, key=hand_in.key).first()
    if known is not None:
        return _same(known, hand_in)
    scheme = _scheme(hand_in)
    _check_pace(person, now)
    earlier = Attempt.objects.filter(learner=person, unit_id=hand_in.unit, point=hand_in.point, kind=hand_in.kind)
    if hand_in.kind == Attempt.Kind.ASSESSMENT and earlier.filter(reviews=None).exists():
        raise Refused(
            "kind",
            "An answer of yours to this task is waiting for an assessor",
            "Hand in as practice meanwhile, or wait for the decision.",
        )
    attempt = _new_attempt(enrolment, scheme, hand_in, earlier.count() + 1, now)
    AttemptText.objects.create(attempt=attempt, text=hand_in.text)
    _empty_draft(person, hand_in, now)
    _log(attempt, now)
    return attempt


def _same(known: Attempt, hand_in: _HandIn) -> Attempt:
    """The attempt that the key made. Other words under the same key are refused, so that none is lost."""
    sent = (hand_in.unit, hand_in.point, hand_in.kind, hand_in.digest)
    if (known.unit_id, known.point, known.kind, known.text_digest) != sent:
        raise Refused(
            "key",
            "This page was already used to hand in another answer",
            "Open the task again and hand in from there; your words are kept.",
        )
    return known


def _scheme(hand_in: _HandIn) -> SchemeVersion:
    version = SchemeVersion.objects.filter(unit_id=hand_in.unit).order_by("-loaded_at", "digest").first()
    if version is None:
        raise NotFound(f"no mark scheme is loaded for unit {hand_in.unit!r}")
    try:
        scheme_from_json(version.text).point(hand_in.point)
    except KeyError:
        raise NotFound(f"no marking point {hand_in.point!r} in unit {hand_in.unit!r}") from None
    return version


def _check_pace(person: Person, now: datetime) -> None:
    recent = Attempt.objects.filter(learner=person, handed_in_at__gt=now - timedelta(minutes=1)).count()
    if recent >= MOST_IN_A_MINUTE:
        raise Refused(
            "text",
            f"{recent} answers were handed in within a minute",
            "Wait a minute, then hand it in again. Your words are still in the box.",
        )


def _new_attempt(enrolment: Enrolment, scheme: SchemeVersion, hand_in: _HandIn, number: int, now: datetime) -> Attempt:
    attempt_id = uuid.uuid4()
    assessed = hand_in.kind == Attempt.Kind.ASSESSMENT
    return Attempt.objects.create(
        id=attempt_id,
        learner=enrolment.person,
        enrolment=enrolment,
        unit_id=hand_in.unit,
        point=hand_in.point,
        scheme=scheme,
        kind=hand_in.kind,
        number=number,
        handed_in_at=now,
        key=hand_in.key,
        words=len(hand_in.text.split()),
        text_digest=hand_in.digest,
        follows=_followed(enrolment.person, hand_in),
        declaration=hand_in.declaration if assessed else "",
        declared_at=now if assessed else None,
        blind=assessed and is_drawn_blind(attempt_id, enrolment.centre.blind_share),
    )


def _followed(person: Person, hand_in: _HandIn) -> Attempt | None:
    """The attempt that this one improves: the learner's own, at the same point."""
    if not hand_in.follows:
        return None
    try:
        wanted = uuid.UUID(str(hand_in.follows))
    except ValueError:
        raise NotFound("no such attempt to follow") from None
    found = Attempt.objects.filter(pk=wanted, learner=person, unit_id=hand_in.unit, point=hand_in.point).first()
    if found is None:
        raise NotFound("no such attempt to follow")
    return found


def _empty_draft(person: Person, hand_in: _HandIn, now: datetime) -> None:
    draft = Draft.objects.filter(person=person, unit_id=hand_in.unit, point=hand_in.point).first()
    if draft is None or not draft.text:
        return
    if hand_in.revision in (None, draft.revision) or _plain(draft.text) == _plain(hand_in.text):
        draft.text, draft.revision, draft.saved_at = "", draft.revision + 1, now
        draft.save()


def _plain(text: str) -> str:
    """A form sends line ends as CR LF, a script as LF; the words are the same."""
    return text.replace("\r\n", "\n")


def _log(attempt: Attempt, now: datetime) -> None:
    data = {
        "kind": attempt.kind,
        "number": attempt.number,
        "scheme": attempt.scheme_id,
        "text_digest": attempt.text_digest,
        "words": attempt.words,
        "blind": attempt.blind,
    }
    add_event(
        Happening("handed_in", "attempt", str(attempt.pk), data),
        centre=attempt.enrolment.centre,
        actor=attempt.learner,
        role=Role.LEARNER,
        now=now,
    )
