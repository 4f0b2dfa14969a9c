"""A learner says or does something in a contact, and the customer answers."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from django.db import transaction

from wellserved.actions.errors import Refused, StaleContact
from wellserved.actions.log import Happening, add_event
from wellserved.actions.permission import Role, contact_of, require_learner
from wellserved.actions.words import check_comment, check_storable
from wellserved.records.models import Contact, ContactDraft, ContactTurn, ContactWords, Person
from wellserved.records.models.desk import turn_digest
from wellserved.simulation import CannotReplay, Deed, Play, Turn, act, say
from wellserved.simulation.deeds import DEED_KINDS, DeedKind
from wellserved.simulation.play import MOST_CHARACTERS

MOST_FIELDS = 12


@dataclass(frozen=True, slots=True)
class Taking:
    """What a page sends: words (`deed` is ""), or a deed with what was typed into its fields.

    `unheard` of the customer's last messages were still to come.
    """

    text: str = ""
    deed: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    unheard: int = 0


@transaction.atomic
def take_turn(
    person: Person,
    contact_id: uuid.UUID | str,
    taking: Taking,
    *,
    seen: int,
    revision: int | None = None,
    now: datetime,
) -> ContactTurn:
    """`seen` is the number of turns on the screen; `revision` the draft's, as in `submit_answer`.

    The same words again for the turn just taken are that turn. Raises StaleContact when the contact has gone on
    otherwise, NotFound, and Refused (also when the contact has ended, or cannot be played on any more).
    """
    contact = contact_of(person, contact_id)
    require_learner(person)
    _check(taking)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # one turn of a learner at a time
    last = contact.turns.select_related("words").last()
    turns = last.number if last else 0
    if turns != seen:
        if last is not None and turns == seen + 1 and _is_same(last, taking):
            return last
        raise StaleContact(turns)
    play = _play(contact)
    taken = _taken(play, taking)
    stored = _store(contact, taken, taking, now)
    _empty_draft(contact, taken, taking, revision, now)
    if stored.outcome:
        _log_end(contact, stored, now)
    return stored


def _check(taking: Taking) -> None:
    if taking.deed:
        if taking.deed not in DEED_KINDS:
            raise Refused("deed", f"{taking.deed[:40]!r} is nothing one can do here", "Choose one of the actions.")
        if len(taking.fields) > MOST_FIELDS:
            raise Refused("deed", "It has too many fields", "Open the page again.")
        for name, value in taking.fields.items():
            check_comment(name, value)
        return
    check_storable("text", taking.text)
    if not taking.text.strip():
        raise Refused("text", "There are no words in it yet", "Write what you want to say, then send it.")
    if len(taking.text) > MOST_CHARACTERS:
        found = f"It has {len(taking.text):,} characters; {MOST_CHARACTERS:,} is the most"
        raise Refused("text", found, "Shorten it. Your words are still in the box.")


def _is_same(last: ContactTurn, taking: Taking) -> bool:
    return (last.deed, last.words.text, last.words.fields) == (taking.deed, _words(taking), dict(taking.fields))


def _words(taking: Taking) -> str:
    return "" if taking.deed else taking.text


def _play(contact: Contact) -> Play:
    try:
        play = contact.play()
    except CannotReplay:
        raise Refused(
            "contact", "This conversation was played with an earlier version", "Begin the same scenario again."
        ) from None
    if play.ended:
        raise Refused("contact", "This conversation has ended", "Read what it showed, or begin it again.")
    return play


def _taken(play: Play, taking: Taking) -> Turn:
    if taking.deed:
        deed = Deed(cast(DeedKind, taking.deed), dict(taking.fields))
        return act(play, deed).turns[-1]
    return say(play, taking.text, unheard=max(0, taking.unheard)).turns[-1]


def _store(contact: Contact, turn: Turn, taking: Taking, now: datetime) -> ContactTurn:
    acts = [
        {
            "kind": read.kind,
            "verdict": read.verdict,
            "about": read.about,
            "reason": read.reason,
            "start": read.quote.start,
            "end": read.quote.end,
        }
        for read in turn.acts
    ]
    if any(turn.text[read.quote.start : read.quote.end] != read.quote.text for read in turn.acts):
        raise RuntimeError("an act's quote is not in the words")
    stored = ContactTurn.objects.create(
        contact=contact,
        number=turn.number,
        deed=taking.deed,
        acts=acts,
        reply=list(turn.reply),
        outcome=turn.state.ended or "",
        digest=turn_digest(turn),
        at=now,
    )
    ContactWords.objects.create(turn=stored, text=_words(taking), fields=dict(taking.fields))
    return stored


def _empty_draft(contact: Contact, turn: Turn, taking: Taking, revision: int | None, now: datetime) -> None:
    """What was sent leaves the draft; words that another screen has saved since stay, and so does what was refused."""
    draft = ContactDraft.objects.filter(contact=contact).first()
    if draft is None:
        return
    text, fields = draft.text, dict(draft.fields)
    if taking.deed:
        refused = any(event.kind.startswith("refused") or event.kind == "identity_not_matched" for event in turn.events)
        fields = fields if refused else _without(fields, taking)
    elif revision in (None, draft.revision) or _plain(text) == _plain(taking.text):
        text = ""
    if (text, fields) != (draft.text, draft.fields):
        draft.text, draft.fields, draft.revision, draft.saved_at = text, fields, draft.revision + 1, now
        draft.save()


def _without(fields: Mapping[str, str], taking: Taking) -> dict[str, str]:
    """A draft names a field by its deed: `record-text`; that of a remedy by the remedy: `remedy-refund-amount`."""
    prefix = f"remedy-{taking.fields.get('remedy', '')}-" if taking.deed == "remedy" else f"{taking.deed}-"
    return {
        name: value
        for name, value in fields.items()
        if not (name.startswith(prefix) and value == taking.fields.get(name.removeprefix(prefix)))
    }


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")


def _log_end(contact: Contact, last: ContactTurn, now: datetime) -> None:
    digests = contact.turns.values_list("digest", flat=True)
    sealed = hashlib.sha256("".join(digests).encode("ascii")).hexdigest()
    data = {"scenario": contact.scenario.slug, "outcome": last.outcome, "turns": last.number, "turns_digest": sealed}
    happening = Happening("ended_contact", "contact", str(contact.pk), data)
    add_event(happening, centre=contact.centre, actor=contact.learner, role=Role.LEARNER, now=now)
