"""What a learner does at the desk besides talking, and what the desk refuses: no authority, no identity, no fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from wellserved.marking.conversation.phrases import holds_value
from wellserved.simulation.scenario import Remedy, Scenario
from wellserved.simulation.state import State, add

DeedKind = Literal[
    "verify_identity", "remedy", "hold", "escalate", "follow_up", "record", "manner", "close", "stop",
]  # fmt: skip
DEED_KINDS: tuple[DeedKind, ...] = get_args(DeedKind)
HANDOVER = ("to", "problem", "tried", "told")
MANNERS: dict[str, dict[str, bool]] = {
    "posture": {"open": True, "closed": False},
    "eye_contact": {"yes": True, "no": False},
    "tone": {"calm": True, "warm": True, "brisk": False, "sharp": False},
}


@dataclass(frozen=True, slots=True)
class Deed:
    """One action at the desk. Values are what was typed into its fields."""

    kind: DeedKind
    values: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        return str(self.values.get(name, "")).strip()


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a deed: the state, an effect to be felt ("" for none), and the event's kind and subject."""

    state: State
    effect: str
    event: str
    about: str = ""


def do(deed: Deed, state: State, scenario: Scenario) -> Done:
    """Carry out a deed, or refuse it with an event that says why; `close` and `stop` are the play's to end."""
    match deed.kind:
        case "verify_identity":
            return _verify(deed, state, scenario)
        case "remedy":
            return _remedy(deed, state, scenario)
        case "hold":
            reasoned = len(deed.value("reason").split()) >= 2
            return Done(state, "hold_with_reason" if reasoned else "hold_without_reason", "held")
        case "escalate":
            return _escalate(deed, state, scenario)
        case "follow_up":
            if not deed.value("when") or not deed.value("what"):
                return Done(state, "", "refused_incomplete", "follow_up")
            return Done(replace(state, follow_up=True), "", "follow_up_planned")
        case "record":
            if not deed.value("text"):
                return Done(state, "", "refused_incomplete", "record")
            return Done(replace(state, note=deed.value("text")), "", "recorded")
        case "manner":
            return _manner(deed, state, scenario)
        case "close" | "stop":
            return Done(state, "", deed.kind)


def _verify(deed: Deed, state: State, scenario: Scenario) -> Done:
    """Compares what was typed with the records. Only what the customer has told proves anything."""
    if scenario.identity is None:
        return Done(state, "", "refused_not_needed", "verify_identity")
    if state.identity == "verified":
        return Done(state, "", "identity_verified")
    matching = [
        fact_id
        for fact_id, held in scenario.identity.records.items()
        if fact_id in state.revealed and deed.value(fact_id) and _same(deed.value(fact_id), held)
    ]
    if len(matching) < scenario.identity.needed:
        return Done(replace(state, identity="not_matched"), "", "identity_not_matched")
    return Done(replace(state, identity="verified"), "identity_checked", "identity_verified")


def _same(typed: str, held: str) -> bool:
    return holds_value(typed, held) and len(typed) <= 2 * len(held) + 10


def _remedy(deed: Deed, state: State, scenario: Scenario) -> Done:
    remedy = scenario.remedy(deed.value("remedy"))
    if remedy is None:
        return Done(state, "", "refused_unknown", "remedy")
    refusal = _refusal(remedy, deed, state)
    if refusal:
        return Done(state, "", refusal, remedy.id)
    return Done(replace(state, done=add(state.done, remedy.id)), "remedy_done", "done", remedy.id)


def _refusal(remedy: Remedy, deed: Deed, state: State) -> str:
    if remedy.needs_identity and state.identity != "verified":
        return "refused_identity"
    if not remedy.allowed:
        return "refused_authority"
    if remedy.limit is None:
        return ""
    amount = re.fullmatch(r"£?\s?(\d{1,6})(?:\.\d\d)?", deed.value("amount"))
    if amount is None or int(amount.group(1)) == 0:
        return "refused_incomplete"
    return "refused_over_limit" if int(amount.group(1)) > remedy.limit else ""


def _escalate(deed: Deed, state: State, scenario: Scenario) -> Done:
    """Refused until it says to which role, what the problem is, what was tried and what the customer was told."""
    if any(not deed.value(name) for name in HANDOVER) or any(len(deed.value(n).split()) < 2 for n in HANDOVER[1:]):
        return Done(state, "", "refused_incomplete", "escalate")
    role = scenario.role(deed.value("to"))
    if role is None:
        return Done(state, "", "refused_unknown", "escalate")
    if scenario.escalation is not None and role.id != scenario.escalation.role:
        return Done(state, "passed_on_early", "sent_to_wrong_role", role.id)
    return Done(replace(state, referred_to=role.id), "escalation", "referred", role.id)


def _manner(deed: Deed, state: State, scenario: Scenario) -> Done:
    """Posture and eye contact are seen at a counter only; tone is heard on the phone as well."""
    seen = MANNERS if scenario.channel == "face_to_face" else {"tone": MANNERS["tone"]}
    chosen = [seen[name][deed.value(name)] for name in seen if deed.value(name) in seen[name]]
    if not chosen or scenario.channel not in ("face_to_face", "phone"):
        return Done(state, "", "refused_unknown", "manner")
    return Done(state, "open_manner" if all(chosen) else "closed_manner", "manner", "open" if all(chosen) else "closed")
