"""The customer's hidden state: whole numbers and ids, so that a replay is exact."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Literal

from wellserved.simulation.scenario import HIGHEST, Deltas, Outcome, Scenario

IdentityState = Literal["unchecked", "not_matched", "verified"]


@dataclass(frozen=True, slots=True)
class State:
    """Where the conversation stands. Tuples of ids keep the order in which things happened.

    `felt` counts effects so far, for habits (the second apology does less); `said` are the lines the customer has used.
    """

    turn: int
    anger: int
    worry: int
    trust: int
    patience: int
    idle: int = 0
    revealed: tuple[str, ...] = ()
    understood: tuple[str, ...] = ()
    identity: IdentityState = "unchecked"
    offered: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    breaches: tuple[str, ...] = ()
    agreed: bool = False
    referred_to: str = ""
    note: str = ""
    follow_up: bool = False
    felt: tuple[tuple[str, int], ...] = ()
    said: tuple[str, ...] = ()
    ended: Outcome | None = None

    def times(self, effect: str) -> int:
        return dict(self.felt).get(effect, 0)

    def felt_again(self, effect: str, deltas: Deltas) -> State:
        """The state after an effect: its deltas within bounds, and one more of it counted."""
        counts = {**dict(self.felt), effect: self.times(effect) + 1}
        return replace(
            self,
            anger=_bounded(self.anger + deltas.anger),
            worry=_bounded(self.worry + deltas.worry),
            trust=_bounded(self.trust + deltas.trust),
            patience=_bounded(self.patience + deltas.patience),
            felt=tuple(sorted(counts.items())),
        )

    def as_values(self) -> dict[str, object]:
        """Plain values for a transcript; the same state gives the same values."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}


def opening_state(scenario: Scenario) -> State:
    start = {measure: _bounded(value) for measure, value in scenario.start.items()}
    return State(0, start["anger"], start["worry"], start["trust"], start["patience"])


def add(ids: tuple[str, ...], id_: str) -> tuple[str, ...]:
    return ids if id_ in ids else (*ids, id_)


def _bounded(number: int) -> int:
    return max(0, min(HIGHEST, number))


def _plain(value: object) -> object:
    return [_plain(entry) for entry in value] if isinstance(value, tuple) else value
