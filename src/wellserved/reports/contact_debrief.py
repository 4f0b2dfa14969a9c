"""What did an ended contact show: stage by stage, point by point, slips and a better way, and how the customer felt?

It is practice with a simulated customer: it proposes nothing to anybody, and decides nothing.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from wellserved.curriculum import library
from wellserved.records.models import Contact
from wellserved.reports.contact_shown import Message, messages_of
from wellserved.reports.desk_words import LESSONS, OUTCOMES, SHOWN, STAGES, Lesson
from wellserved.simulation import Debrief, Play, State, debrief, opening_state
from wellserved.simulation.debrief import Criterion, Fault
from wellserved.simulation.scenario import HIGHEST, Observation

WIDTH, HEIGHT = 600, 160  # of the drawing of mood and trust


@dataclass(frozen=True, slots=True)
class TurnShown:
    """A turn with what was said on both sides, and the stages of the service cycle that it served."""

    number: int
    messages: tuple[Message, ...]
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    title: str
    turns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    turn: int
    words: str
    shows: str


@dataclass(frozen=True, slots=True)
class PointShown:
    """A marking point that this scenario gives room to show. `counts`: simulation may count as evidence for it."""

    unit: str
    unit_title: str
    title: str
    shown: bool
    counts: bool
    quotes: tuple[Quoted, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """`turn` 0 stands for the whole conversation; `caused` says how the customer changed in that turn."""

    turn: int
    quote: str
    lesson: Lesson
    caused: str


@dataclass(frozen=True, slots=True)
class Mood:
    turn: int
    anger: int
    worry: int
    trust: int
    patience: int


@dataclass(frozen=True, slots=True)
class Curve:
    """Points for an SVG polyline."""

    css: str
    points: str


@dataclass(frozen=True, slots=True)
class Attempted:
    """One attempt at the scenario, to stand beside another."""

    id: uuid.UUID
    number: int
    outcome: str
    satisfaction: int
    turns: int
    slips: int
    shown: frozenset[str]


@dataclass(frozen=True, slots=True)
class ContactDebrief:
    id: uuid.UUID
    scenario: str
    title: str
    organisation: str
    customer: str
    is_branch: bool
    outcome: str
    this: Attempted
    stages: tuple[Stage, ...]
    opening: tuple[Message, ...]
    turns: tuple[TurnShown, ...]
    points: tuple[PointShown, ...]
    slips: tuple[Slip, ...]
    untold: tuple[str, ...]
    hidden_needs: tuple[str, ...]
    unsure: tuple[Quoted, ...]
    moods: tuple[Mood, ...]
    curves: tuple[Curve, ...]
    beside: Attempted | None
    rows: tuple[tuple[str, bool, bool], ...]  # what could be shown, in the other attempt, in this one


def contact_debrief(contact: Contact, beside: Contact | None = None) -> ContactDebrief:
    """`beside` is another ended contact of the learner with the same scenario. Raises CannotReplay."""
    play = contact.play()
    found = debrief(play)
    scenario = play.scenario
    messages = messages_of(play)
    other = _attempted(beside, beside.play()) if beside else None
    this = _attempted(contact, play)
    moods = _moods(play)
    return ContactDebrief(
        id=contact.pk,
        scenario=scenario.id,
        title=scenario.title,
        organisation=scenario.organisation,
        customer=scenario.customer,
        is_branch=contact.branches_from_id is not None,
        outcome=found.outcome,
        this=this,
        stages=tuple(Stage(title, found.stages[id_]) for id_, title in STAGES.items()),
        opening=tuple(message for message in messages if message.turn == 0),
        turns=tuple(_turn(turn.number, messages, found) for turn in play.turns),
        points=tuple(_point(criterion, found, play) for criterion in found.criteria),
        slips=tuple(_slip(fault, play) for fault in found.faults),
        untold=tuple(fact.label for fact in scenario.facts if fact.id in found.untold),
        hidden_needs=tuple(need.label for need in scenario.needs if need.id in found.hidden_needs),
        unsure=tuple(Quoted(one.turn, one.quote, "") for one in found.unsure if one.quote.strip()),
        moods=moods,
        curves=(_curve("anger", [m.anger for m in moods]), _curve("trust", [m.trust for m in moods])),
        beside=other,
        rows=tuple((SHOWN[o], o in other.shown, o in this.shown) for o in _asked(play)) if other else (),
    )


def _attempted(contact: Contact, play: Play) -> Attempted:
    found = debrief(play)
    return Attempted(
        id=contact.pk,
        number=contact.number,
        outcome=OUTCOMES[found.outcome],
        satisfaction=found.satisfaction,
        turns=len(play.turns),
        slips=len(found.faults),
        shown=frozenset(one.observation for one in found.observed if one.shown),
    )


def _asked(play: Play) -> tuple[Observation, ...]:
    """What the scenario gives room to show, each once, in the order of its marking points."""
    return tuple(dict.fromkeys(one for asked in play.scenario.criteria.values() for one in asked))


def _turn(number: int, messages: tuple[Message, ...], found: Debrief) -> TurnShown:
    stages = tuple(title for id_, title in STAGES.items() if number in found.stages[id_])
    return TurnShown(number, tuple(message for message in messages if message.turn == number), stages)


def _point(criterion: Criterion, found: Debrief, play: Play) -> PointShown:
    unit, _, id_ = criterion.point.partition("/")
    point = library.scheme(unit).point(id_)
    asked = play.scenario.criteria[criterion.point]
    quotes = [
        Quoted(evidence.turn, evidence.quote, SHOWN[one.observation])
        for one in found.observed
        if one.observation in asked
        for evidence in one.evidence
        if evidence.quote.strip()
    ]
    return PointShown(
        unit=unit,
        unit_title=library.unit(unit).title,
        title=point.title,
        shown=criterion.shown,
        counts=point.simulation_allowed,
        quotes=tuple(dict.fromkeys(quotes)),
        missing=tuple(SHOWN[one] for one in criterion.missing),
    )


def _slip(fault: Fault, play: Play) -> Slip:
    return Slip(fault.turn, fault.quote, LESSONS[fault.kind], _caused(fault.turn, play) if fault.turn else "")


def _caused(number: int, play: Play) -> str:
    """How the customer's feelings moved in that turn, in words; "" when they did not."""
    before = play.turns[number - 2].state if number > 1 else opening_state(play.scenario)
    after = play.turns[number - 1].state
    moved = [_moved(measure, before, after) for measure in ("trust", "anger", "worry", "patience")]
    return ", ".join(words for words in moved if words)


def _moved(measure: str, before: State, after: State) -> str:
    change = getattr(after, measure) - getattr(before, measure)
    return f"{measure} {'rose' if change > 0 else 'fell'} by {abs(change)}" if change else ""


def _moods(play: Play) -> tuple[Mood, ...]:
    states = [opening_state(play.scenario), *(turn.state for turn in play.turns)]
    return tuple(Mood(turn, s.anger, s.worry, s.trust, s.patience) for turn, s in enumerate(states))


def _curve(css: str, values: list[int]) -> Curve:
    step = WIDTH / max(1, len(values) - 1)
    heights = [HEIGHT - HEIGHT * value / HIGHEST for value in values]
    points = " ".join(f"{step * place:.0f},{height:.0f}" for place, height in enumerate(heights))
    return Curve(css, points)
