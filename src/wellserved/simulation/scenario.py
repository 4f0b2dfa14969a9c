"""A scenario and its persona as values. `curriculum` reads them from `content/`; nothing here reads files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, get_args

from wellserved.marking.conversation import Ground, GroundFact, GroundRemedy, GroundRole

Channel = Literal["chat", "phone", "face_to_face", "email"]
RemedyKind = Literal["refund", "replace", "credit", "goodwill", "information", "change", "ticket"]
OpenedBy = Literal["closed_question", "open_question", "paraphrase"]
Measure = Literal["anger", "worry", "trust", "patience"]
Observation = Literal[
    "greeting", "acknowledge", "empathy", "apology", "open_question", "paraphrase", "understood_before_solution",
    "solution_fits", "within_limits", "identity_before_account", "named_escalation", "confirm", "follow_up", "thanks",
    "plain_words", "calm_kept", "record",
]  # fmt: skip
Outcome = Literal["resolved", "referred_properly", "customer_lost", "unresolved", "stopped"]

OBSERVATIONS: tuple[Observation, ...] = get_args(Observation)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
MEASURES: tuple[Measure, ...] = get_args(Measure)
HIGHEST = 10  # anger, worry, trust and patience run from 0 to this


@dataclass(frozen=True, slots=True)
class Condition:
    """`measure` at least (or at most) `bound`."""

    measure: Measure
    at_least: bool
    bound: int


@dataclass(frozen=True, slots=True)
class Line:
    """Something the customer can say. `{fact}` slots are filled in; a line whose facts are not told waits."""

    id: str
    text: str
    conditions: tuple[Condition, ...] = ()
    rare: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    """What opens a fact: any act of `opened_by`, once trust is high enough, the facts in `after` are told, and so on.

    `volunteer_after`: the customer tells it unasked from that turn on, if the conversation gets anywhere.
    """

    opened_by: tuple[OpenedBy, ...]
    trust: int = 0
    after: tuple[str, ...] = ()
    identity: bool = False
    volunteer_after: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the customer knows. `key` facts must be understood before a solution fits."""

    id: str
    label: str
    value: str
    gate: Gate
    said: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    key: bool = False
    personal: bool = False


@dataclass(frozen=True, slots=True)
class HeldFact:
    """Something only the organisation's records say; `account` facts may be told to a verified customer only."""

    id: str
    label: str
    value: str
    said: tuple[str, ...] = ()
    account: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """What the records say of the facts that prove who is asking, and how many must match."""

    needed: int
    records: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Remedy:
    """Something that can be done. `by_words`: saying it is doing it.

    The authority: not `allowed` at all, up to `limit` pounds, and `over` for words that go above it ("the whole sum").
    """

    id: str
    label: str
    kind: RemedyKind
    words: tuple[str, ...]
    allowed: bool = True
    limit: int | None = None
    by_words: bool = False
    needs_identity: bool = False
    over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    id: str
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    id: str
    label: str
    explicit: bool


@dataclass(frozen=True, slots=True)
class Solution:
    """Remedies that together meet needs. One that meets every need resolves the contact."""

    remedies: tuple[str, ...]
    meets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Escalation:
    """This scenario goes beyond the agent's authority: to whom, and why."""

    role: str
    because: str


@dataclass(frozen=True, slots=True)
class Deltas:
    trust: int = 0
    anger: int = 0
    worry: int = 0
    patience: int = 0


@dataclass(frozen=True, slots=True)
class Style:
    """How a persona writes, in percent of messages (typos: of long words)."""

    lower_case: int = 0
    no_full_stop: int = 0
    typos: int = 0
    bursts: int = 20
    terse: int = 30


@dataclass(frozen=True, slots=True)
class Persona:
    """A kind of customer. `leaves_at`: the anger at which this one breaks off; None for one who never does."""

    id: str
    title: str
    leaves_at: int | None
    effects: Mapping[str, Deltas]
    style: Style
    lines: Mapping[str, tuple[Line, ...]]
    restless: int = 2
    abusive: bool = False


@dataclass(frozen=True, slots=True)
class ScriptTurn:
    """What a scripted agent does: says `text`, or does `deed` with `values`."""

    text: str = ""
    deed: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Scenario:
    id: str
    title: str
    brief: str
    channel: Channel
    industry: str
    organisation: str
    policy: tuple[str, ...]
    customer: str
    persona: Persona
    warning: str
    start: Mapping[Measure, int]
    feelings: frozenset[str]
    problem: tuple[str, ...]
    effects: tuple[str, ...]
    jargon: tuple[str, ...]
    opening: tuple[tuple[str, ...], ...]
    needs: tuple[Need, ...]
    facts: tuple[Fact, ...]
    held: tuple[HeldFact, ...]
    identity: Identity | None
    remedies: tuple[Remedy, ...]
    roles: tuple[Role, ...]
    solutions: tuple[Solution, ...]
    escalation: Escalation | None
    note_must_hold: tuple[str, ...]
    lines: Mapping[str, tuple[Line, ...]]
    criteria: Mapping[str, tuple[Observation, ...]]
    scripts: Mapping[str, tuple[ScriptTurn, ...]]
    digest: str

    def fact(self, fact_id: str) -> Fact | None:
        return next((fact for fact in self.facts if fact.id == fact_id), None)

    def remedy(self, remedy_id: str) -> Remedy | None:
        return next((remedy for remedy in self.remedies if remedy.id == remedy_id), None)

    def role(self, role_id: str) -> Role | None:
        return next((role for role in self.roles if role.id == role_id), None)

    @cached_property
    def key_facts(self) -> frozenset[str]:
        return frozenset(fact.id for fact in self.facts if fact.key)

    @cached_property
    def fitting_remedies(self) -> frozenset[str]:
        return frozenset(remedy for solution in self.solutions for remedy in solution.remedies)

    @cached_property
    def ground(self) -> Ground:
        """What a reader of the learner's messages may lean on."""
        told = (
            GroundFact(fact.id, fact.value, fact.said, fact.wrong, fact.asked, fact.personal) for fact in self.facts
        )
        held = (GroundFact(fact.id, fact.value, fact.said, personal=fact.account, held=True) for fact in self.held)
        return Ground(
            facts=(*told, *held),
            remedies=tuple(GroundRemedy(r.id, r.words, r.allowed, r.limit, r.over) for r in self.remedies),
            roles=tuple(GroundRole(role.id, role.words) for role in self.roles),
            problem=self.problem,
            effects=self.effects,
            feelings=self.feelings,
            jargon=self.jargon,
        )
