"""What stands on the page of a contact: the conversation so far, the record, the handbook, and what one may do?"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from wellserved.records.models import Contact, ContactDraft
from wellserved.reports.desk_words import CHANNELS, OUTCOMES, tell_deed, typed
from wellserved.simulation import CannotReplay, Play, Scenario, Turn
from wellserved.simulation.deeds import MANNERS
from wellserved.simulation.scenario import Remedy


@dataclass(frozen=True, slots=True)
class Message:
    """One line of the conversation. `who`: customer, learner or desk; `burst` counts the customer's messages of one
    turn from 1. `teaches`: the desk refused something and says why."""

    who: str
    text: str
    turn: int
    burst: int = 0
    teaches: bool = False
    typed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordLine:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Record:
    """What the organisation's records say. `hidden` of them wait for identity."""

    lines: tuple[RecordLine, ...]
    hidden: int
    verified: bool
    needed: int  # how many details have to match; 0 where nothing is checked


@dataclass(frozen=True, slots=True)
class RemedyShown:
    id: str
    label: str
    limit: int | None
    rule: str


@dataclass(frozen=True, slots=True)
class ContactShown:
    id: uuid.UUID
    title: str
    brief: str
    warning: str
    organisation: str
    customer: str
    channel: str
    spoken: bool
    number: int
    is_branch: bool
    messages: tuple[Message, ...]
    turns: int
    outcome: str  # "" while it goes on
    outcome_words: str
    danger: bool
    safeguarding: str
    playable: bool
    record: Record
    policy: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]  # id and title
    remedies: tuple[RemedyShown, ...]
    identity_fields: tuple[tuple[str, str], ...]  # id and label
    manners: tuple[tuple[str, tuple[str, ...]], ...]
    draft_text: str
    draft_fields: dict[str, str]
    revision: int


def contact_shown(contact: Contact) -> ContactShown:
    """`playable` is False for a contact of an earlier version: what was said still stands, and nothing can be added."""
    draft = ContactDraft.objects.filter(contact=contact).first() or ContactDraft(contact=contact)
    try:
        play = contact.play()
    except CannotReplay:
        return _kept_only(contact, draft)
    scenario = play.scenario
    return ContactShown(
        id=contact.pk,
        title=scenario.title,
        brief=scenario.brief,
        warning=scenario.warning,
        organisation=scenario.organisation,
        customer=scenario.customer,
        channel=CHANNELS[scenario.channel],
        spoken=scenario.channel in ("phone", "face_to_face"),
        number=contact.number,
        is_branch=contact.branches_from_id is not None,
        messages=messages_of(play),
        turns=len(play.turns),
        outcome=play.state.ended or "",
        outcome_words=OUTCOMES.get(play.state.ended or "", ""),
        danger=_is_danger(play),
        safeguarding=contact.centre.safeguarding_contact,
        playable=True,
        record=_record(play),
        policy=scenario.policy,
        roles=tuple((role.id, role.title) for role in scenario.roles),
        remedies=tuple(_remedy(remedy) for remedy in scenario.remedies),
        identity_fields=_identity_fields(scenario),
        manners=_manners(scenario),
        draft_text=draft.text,
        draft_fields=draft.fields,
        revision=draft.revision,
    )


def messages_of(play: Play) -> tuple[Message, ...]:
    """The whole conversation, in order."""
    lines = [Message("customer", text, 0, burst) for burst, text in enumerate(play.opening, 1)]
    for turn in play.turns:
        lines.append(_of_learner(turn, play.scenario))
        lines += [Message("customer", text, turn.number, burst) for burst, text in enumerate(turn.reply, 1)]
    return tuple(lines)


def _of_learner(turn: Turn, scenario: Scenario) -> Message:
    if turn.deed is None:
        return Message("learner", turn.text, turn.number)
    told = tell_deed(turn.events, scenario)
    return Message("desk", told.words, turn.number, teaches=told.teaches, typed=typed(turn.deed, scenario))


def _is_danger(play: Play) -> bool:
    return any(event.kind == "danger" for turn in play.turns[-1:] for event in turn.events)


def _record(play: Play) -> Record:
    """Held facts of the account stay hidden until identity is verified, where the scenario asks for that."""
    scenario = play.scenario
    verified = play.state.identity == "verified"
    open_ = [held for held in scenario.held if verified or scenario.identity is None or not held.account]
    return Record(
        lines=tuple(RecordLine(held.label, held.value) for held in open_),
        hidden=len(scenario.held) - len(open_),
        verified=verified,
        needed=scenario.identity.needed if scenario.identity else 0,
    )


def _remedy(remedy: Remedy) -> RemedyShown:
    if not remedy.allowed:
        rule = "not yours to decide"
    elif remedy.limit is not None:
        rule = f"up to £{remedy.limit}"
    else:
        rule = "yours to decide"
    return RemedyShown(remedy.id, remedy.label, remedy.limit, rule)


def _identity_fields(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    if scenario.identity is None:
        return ()
    return tuple((fact.id, fact.label) for fact in scenario.facts if fact.id in scenario.identity.records)


def _manners(scenario: Scenario) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if scenario.channel == "face_to_face":
        return tuple((name, tuple(choices)) for name, choices in MANNERS.items())
    return (("tone", tuple(MANNERS["tone"])),) if scenario.channel == "phone" else ()


def _kept_only(contact: Contact, draft: ContactDraft) -> ContactShown:
    lines = [Message("customer", text, 0, burst) for burst, text in enumerate(contact.opening, 1)]
    outcome = ""
    for turn in contact.turns.select_related("words"):
        kept = tuple(str(value) for value in turn.words.fields.values())
        who = "desk" if turn.deed else "learner"
        lines.append(Message(who, turn.deed.replace("_", " ") or turn.words.text, turn.number, typed=kept))
        lines += [Message("customer", text, turn.number, burst) for burst, text in enumerate(turn.reply, 1)]
        outcome = turn.outcome
    return ContactShown(
        id=contact.pk,
        title=contact.scenario.slug.replace("-", " ").capitalize(),
        brief="",
        warning="",
        organisation="",
        customer="Customer",
        channel="",
        spoken=False,
        number=contact.number,
        is_branch=contact.branches_from_id is not None,
        messages=tuple(lines),
        turns=lines[-1].turn,
        outcome=outcome,
        outcome_words=OUTCOMES.get(outcome, ""),
        danger=False,
        safeguarding=contact.centre.safeguarding_contact,
        playable=False,
        record=Record((), 0, verified=False, needed=0),
        policy=(),
        roles=(),
        remedies=(),
        identity_fields=(),
        manners=(),
        draft_text=draft.text,
        draft_fields=draft.fields,
        revision=draft.revision,
    )
