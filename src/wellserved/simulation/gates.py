"""When a customer tells a fact: only once its gate is open. The learner's skill opens it, not the number of turns."""

from __future__ import annotations

from wellserved.simulation.scenario import Fact, Gate, OpenedBy, Scenario
from wellserved.simulation.state import State


def is_open(gate: Gate, state: State) -> bool:
    """Everything the gate asks for besides the act itself."""
    told = all(fact in state.revealed for fact in gate.after)
    return told and state.trust >= gate.trust and (not gate.identity or state.identity == "verified")


def next_told(state: State, scenario: Scenario, act: OpenedBy) -> Fact | None:
    """The first fact not yet told that this act opens now; one at a time, as people do."""
    for fact in scenario.facts:
        if fact.id not in state.revealed and act in fact.gate.opened_by and is_open(fact.gate, state):
            return fact
    return None


def next_volunteered(state: State, scenario: Scenario) -> Fact | None:
    for fact in scenario.facts:
        after = fact.gate.volunteer_after
        if fact.id not in state.revealed and after is not None and state.turn >= after and is_open(fact.gate, state):
            return fact
    return None


def understands(state: State, scenario: Scenario) -> bool:
    """Has the learner shown to have understood every key fact?"""
    return scenario.key_facts <= set(state.understood)
