"""A play from opening to end: turns in, transcript out. The same scenario, seed and turns give the same bytes.

A stored turn keeps the acts that were read when it was taken. A replay uses them and not the reader, so a transcript
stays as it was when the reader learns more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from wellserved.marking.conversation import ActKind, ActRead, ActReader, Moment, Verdict, read_message
from wellserved.marking.conversation.acts import ACT_KINDS
from wellserved.marking.values import Quote
from wellserved.simulation.deeds import DEED_KINDS, Deed, DeedKind
from wellserved.simulation.reacting import Event, Said, react
from wellserved.simulation.scenario import Scenario
from wellserved.simulation.state import State, opening_state
from wellserved.simulation.wording import opening_words, word_plan

VERSION = "simulation-1"  # raised when the same turns come out otherwise
MOST_CHARACTERS = 50_000  # of one message that a play takes


class CannotReplay(ValueError):
    """Stored turns that this scenario cannot replay; the message says which turn and why."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the learner and what came of it. `text` for words, `deed` for an action at the desk."""

    number: int
    text: str
    deed: Deed | None
    acts: tuple[ActRead, ...]
    events: tuple[Event, ...]
    reply: tuple[str, ...]
    state: State

    def as_values(self) -> dict[str, object]:
        return {
            "number": self.number,
            "text": self.text,
            "deed": {"kind": self.deed.kind, "values": dict(sorted(self.deed.values.items()))} if self.deed else None,
            "acts": [_act_as_values(act) for act in self.acts],
            "events": [[event.kind, event.about, event.quote] for event in self.events],
            "reply": list(self.reply),
            "state": self.state.as_values(),
        }


@dataclass(frozen=True, slots=True)
class Play:
    scenario: Scenario
    seed: str
    opening: tuple[str, ...]
    turns: tuple[Turn, ...] = ()

    @property
    def state(self) -> State:
        return self.turns[-1].state if self.turns else opening_state(self.scenario)

    @property
    def ended(self) -> bool:
        return self.state.ended is not None

    def customer_said(self) -> tuple[str, ...]:
        return (*self.opening, *(message for turn in self.turns for message in turn.reply))

    def transcript(self) -> str:
        """Everything that happened, as JSON with sorted keys: byte-identical for a replay."""
        values = {
            "scenario": self.scenario.id,
            "digest": self.scenario.digest,
            "seed": self.seed,
            "opening": list(self.opening),
            "turns": [turn.as_values() for turn in self.turns],
        }
        return json.dumps(values, sort_keys=True, separators=(",", ":"))


def begin(scenario: Scenario, seed: str) -> Play:
    return Play(scenario, seed, opening_words(scenario, seed))


def say(play: Play, text: str, *, unheard: int = 0, reader: ActReader | None = None) -> Play:
    """The learner sends a message; `unheard` of the customer's last messages were still to come."""
    text = text[:MOST_CHARACTERS]
    moment = Moment(
        revealed=frozenset(play.state.revealed),
        customer_said=play.customer_said(),
        learner_said=tuple(turn.text for turn in play.turns if turn.deed is None),
        unheard=unheard,
    )
    acts = read_message(text, play.scenario.ground, moment, reader).acts
    return _taken(play, text, None, acts)


def act(play: Play, deed: Deed) -> Play:
    """The learner does something at the desk."""
    return _taken(play, "", deed, ())


def replay(scenario: Scenario, seed: str, stored: Sequence[Mapping[str, Any]]) -> Play:
    """The play again from stored turns (`Turn.as_values`), with the acts that were read then.

    Raises CannotReplay when a turn is not one, or when the play comes out otherwise than it was stored.
    """
    play = begin(scenario, seed)
    for number, values in enumerate(stored, 1):
        try:
            deed = _deed_from(values["deed"])
            acts = tuple(_act_from(entry) for entry in values["acts"])
            play = _taken(play, str(values["text"]), deed, acts)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise CannotReplay(f"turn {number} is no stored turn: {error!r}") from None
        if "reply" in values and list(values["reply"]) != list(play.turns[-1].reply):
            raise CannotReplay(f"turn {number} comes out otherwise: is the scenario the one it was played with?")
    return play


def _taken(play: Play, text: str, deed: Deed | None, acts: tuple[ActRead, ...]) -> Play:
    reaction = react(play.state, deed or Said(acts), play.scenario)
    reply, used = word_plan(reaction.plan, reaction.state, play.scenario, play.seed)
    state = replace(reaction.state, said=reaction.state.said + used)
    turn = Turn(len(play.turns) + 1, text, deed, acts, reaction.events, reply, state)
    return replace(play, turns=(*play.turns, turn))


def _act_as_values(act: ActRead) -> dict[str, object]:
    return {
        "kind": act.kind,
        "verdict": act.verdict,
        "about": act.about,
        "reason": act.reason,
        "start": act.quote.start,
        "end": act.quote.end,
        "quote": act.quote.text,
    }


def _act_from(values: Mapping[str, Any]) -> ActRead:
    kind, verdict = values["kind"], values["verdict"]
    if kind not in ACT_KINDS or verdict not in ("yes", "no", "unsure"):
        raise ValueError(f"no act {kind!r} or verdict {verdict!r}")
    quote = Quote(int(values["start"]), int(values["end"]), str(values["quote"]))
    return ActRead(cast(ActKind, kind), cast(Verdict, verdict), str(values["reason"]), quote, str(values["about"]))


def _deed_from(values: Mapping[str, Any] | None) -> Deed | None:
    if values is None:
        return None
    if values["kind"] not in DEED_KINDS:
        raise ValueError(f"no deed {values['kind']!r}")
    return Deed(cast(DeedKind, values["kind"]), {str(key): str(value) for key, value in values["values"].items()})
