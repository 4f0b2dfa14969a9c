"""A learner begins a contact at the practice desk: afresh, or another way from a turn of an earlier one."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import datetime

from django.db import transaction

from wellserved.actions.errors import NotFound, Refused
from wellserved.actions.log import Happening, add_event
from wellserved.actions.permission import Role, centres_where, contact_of, require_learner
from wellserved.actions.words import require_slug
from wellserved.curriculum import library
from wellserved.curriculum.scenarios import scenario_from_text
from wellserved.records.models import Centre, Contact, ContactTurn, ContactWords, Person, ScenarioVersion
from wellserved.simulation import VERSION, CannotReplay, begin

LONGEST_KEY = 64


@transaction.atomic
def begin_contact(
    person: Person,
    *,
    scenario: str,
    key: str,
    seed: str | None = None,
    seed_set_by: Person | None = None,
    now: datetime,
) -> Contact:
    """The scenario is frozen with the contact. Without `seed` one is drawn, once. The same `key` again gives the same
    contact back. Raises NotFound (no learner, no such scenario) and Refused."""
    require_slug(scenario)
    require_learner(person)
    _check_key(key)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # one beginning of a learner at a time
    known = Contact.objects.filter(learner=person, key=key).first()
    if known is not None:
        return known
    version = _frozen(scenario, now)
    drawn = seed or secrets.token_hex(8)
    contact = Contact.objects.create(
        learner=person,
        centre=_centre(person),
        scenario=version,
        number=_next_number(person, version),
        seed=drawn,
        seed_set_by=seed_set_by,
        engine=VERSION,
        opening=list(begin(scenario_from_text(version.text), drawn).opening),
        key=key,
        begun_at=now,
    )
    _log(contact, now)
    return contact


@transaction.atomic
def branch_contact(
    person: Person, contact_id: uuid.UUID | str, *, before_turn: int, key: str, now: datetime
) -> Contact:
    """Another way from just before a turn: a new contact with the same customer, beginning with the same turns.

    Raises NotFound, and Refused when there is no such turn or the contact cannot be played on any more.
    """
    origin = contact_of(person, contact_id)
    require_learner(person)
    _check_key(key)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    known = Contact.objects.filter(learner=person, key=key).first()
    if known is not None:
        return known
    taken_over = list(origin.turns.select_related("words").filter(number__lt=before_turn))
    if not origin.turns.filter(number=before_turn).exists():
        raise Refused("turn", f"There is no turn {before_turn}", "Choose a turn of this conversation.")
    _check_plays(origin)
    contact = Contact.objects.create(
        learner=person,
        centre=_centre(person),
        scenario=origin.scenario,
        number=_next_number(person, origin.scenario),
        seed=origin.seed,
        seed_set_by=origin.seed_set_by,
        engine=VERSION,
        opening=origin.opening,
        branches_from=origin,
        turns_taken_over=len(taken_over),
        key=key,
        begun_at=now,
    )
    for turn in taken_over:
        _take_over(turn, contact)
    _log(contact, now)
    return contact


def _check_key(key: str) -> None:
    if not 1 <= len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise Refused("key", "The page sent no usable key", "Open the page again.")


def _centre(person: Person) -> Centre:
    return centres_where(person, Role.LEARNER)[0]


def _frozen(scenario: str, now: datetime) -> ScenarioVersion:
    try:
        text = library.frozen_scenario(scenario)
    except KeyError:
        raise NotFound(f"no scenario {scenario!r}") from None
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    defaults = {"slug": scenario, "text": text, "first_used_at": now}
    version, _ = ScenarioVersion.objects.get_or_create(digest=digest, defaults=defaults)
    return version


def _next_number(person: Person, version: ScenarioVersion) -> int:
    return Contact.objects.filter(learner=person, scenario__slug=version.slug).count() + 1


def _check_plays(contact: Contact) -> None:
    try:
        contact.play()
    except CannotReplay:
        raise Refused(
            "turn", "This conversation was played with an earlier version", "Begin the same scenario again."
        ) from None


def _take_over(turn: ContactTurn, contact: Contact) -> None:
    copied = ContactTurn.objects.create(
        contact=contact,
        number=turn.number,
        deed=turn.deed,
        acts=turn.acts,
        reply=turn.reply,
        outcome=turn.outcome,
        digest=turn.digest,
        at=turn.at,
    )
    ContactWords.objects.create(turn=copied, text=turn.words.text, fields=turn.words.fields)


def _log(contact: Contact, now: datetime) -> None:
    data = {
        "scenario": contact.scenario.slug,
        "version": contact.scenario_id,
        "number": contact.number,
        "engine": contact.engine,
        "branches_from": str(contact.branches_from_id or ""),
        "turns_taken_over": contact.turns_taken_over,
    }
    happening = Happening("began_contact", "contact", str(contact.pk), data)
    add_event(happening, centre=contact.centre, actor=contact.learner, role=Role.LEARNER, now=now)
