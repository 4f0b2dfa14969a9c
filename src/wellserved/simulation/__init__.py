"""Plays a customer: hidden state, gates and replies as values. The same turns give the same transcript."""

from wellserved.simulation.debrief import Debrief, debrief
from wellserved.simulation.deeds import Deed
from wellserved.simulation.play import VERSION, CannotReplay, Play, Turn, act, begin, replay, say
from wellserved.simulation.reacting import Event, PlanPart, Reaction, Said, react
from wellserved.simulation.scenario import Persona, Scenario
from wellserved.simulation.state import State, opening_state

__all__ = [
    "VERSION",
    "CannotReplay",
    "Debrief",
    "Deed",
    "Event",
    "Persona",
    "PlanPart",
    "Play",
    "Reaction",
    "Said",
    "Scenario",
    "State",
    "Turn",
    "act",
    "begin",
    "debrief",
    "opening_state",
    "react",
    "replay",
    "say",
]
