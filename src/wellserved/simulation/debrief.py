"""What a play showed, turn by turn: facts for a debrief and for an assessor. It proposes; a person decides.

Every observation carries the turns and the learner's words that it rests on. What hurts (a breach, an early solution)
is listed as a fault with its quote; what is unsure is listed apart and counts for nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wellserved.marking.conversation.phrases import holds_value, roots, says
from wellserved.simulation import gates
from wellserved.simulation.play import Play
from wellserved.simulation.reacting import Event
from wellserved.simulation.scenario import HIGHEST, Observation, Outcome, Scenario

Noted = tuple[int, Event]

_STAGES = {
    "acknowledge": ("acknowledge", "apology", "empathy"),
    "listen": ("open_question", "fact_told", "paraphrase"),
    "respond": ("solution_fits", "information", "escalation", "referred", "done"),
    "confirm": ("confirm",),
    "follow_up": ("follow_up", "follow_up_planned"),
}
_LAST = {
    "listen": _STAGES["listen"],
    "apologise": ("apology", "apology_general"),
    "solve": _STAGES["respond"],
    "thank": ("thanks",),
}
_ACTS = {
    "open_question": ("open_question",),
    "closed_question": ("closed_question",),
    "paraphrase_or_summary": ("paraphrase",),
    "empathy": ("empathy",),
}
_FAULTS = {
    "solution_early": "solution_before_understanding",
    "interruption": "interrupts",
    "blame": "blames_customer",
    "rude": "rude_or_dismissive",
    "dismissive": "rude_or_dismissive",
    "vague_escalation": "vague_escalation",
    "jargon": "jargon",
    "closed_manner": "closed_body_language",
    "boundary_uncalled": "rude_or_dismissive",
    "refused_over_limit": "breaks_authority_limit",
    "refused_authority": "breaks_authority_limit",
    "promise_not_kept": "false_promise",
}
_HEAT = frozenset(("blame", "rude", "dismissive", "interruption"))


@dataclass(frozen=True, slots=True)
class Evidence:
    turn: int
    quote: str


@dataclass(frozen=True, slots=True)
class Observed:
    """Whether something was shown in this play, and the words that it rests on."""

    observation: Observation
    shown: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """`turn` 0 stands for the whole conversation."""

    turn: int
    kind: str
    quote: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """A marking point (`unit/point`) that the scenario gives room to show, and what of it was seen."""

    point: str
    shown: bool
    missing: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """`satisfaction`, 0 to 100, is the customer's; it is no mark. `untold` are facts that no question opened."""

    outcome: Outcome
    satisfaction: int
    observed: tuple[Observed, ...]
    criteria: tuple[Criterion, ...]
    faults: tuple[Fault, ...]
    stages: dict[str, tuple[int, ...]]
    last: dict[str, tuple[int, ...]]
    acts: dict[str, tuple[int, ...]]
    unsure: tuple[Evidence, ...]
    untold: tuple[str, ...]
    hidden_needs: tuple[str, ...]

    def shows(self, observation: Observation) -> bool:
        return any(one.observation == observation and one.shown for one in self.observed)


def debrief(play: Play) -> Debrief:
    """The facts of a play so far; one that has not ended counts as unresolved."""
    noted = [(turn.number, event) for turn in play.turns for event in turn.events]
    outcome: Outcome = play.state.ended or "unresolved"
    observed = tuple(_observed(name, rule(play, noted, outcome)) for name, rule in _RULES.items())
    shown = {one.observation for one in observed if one.shown}
    return Debrief(
        outcome=outcome,
        satisfaction=_satisfaction(play, outcome),
        observed=observed,
        criteria=tuple(
            Criterion(point, set(asked) <= shown, tuple(one for one in asked if one not in shown))
            for point, asked in play.scenario.criteria.items()
        ),
        faults=_faults(play, noted),
        stages={stage: _turns(noted, kinds) for stage, kinds in _STAGES.items()},
        last={step: _turns(noted, kinds) for step, kinds in _LAST.items()},
        acts={name: _act_turns(play, kinds) for name, kinds in _ACTS.items()},
        unsure=tuple(
            Evidence(turn.number, act.quote.text) for turn in play.turns for act in turn.acts if act.verdict == "unsure"
        ),
        untold=tuple(fact.id for fact in play.scenario.facts if fact.id not in play.state.revealed),
        hidden_needs=tuple(need.id for need in play.scenario.needs if not need.explicit),
    )


def _observed(name: Observation, found: tuple[bool, list[Noted]]) -> Observed:
    shown, noted = found
    evidence = tuple(Evidence(number, event.quote) for number, event in noted) if shown else ()
    return Observed(name, shown, evidence)


Rule = Callable[[Play, list[Noted], Outcome], tuple[bool, list[Noted]]]


def _any(*kinds: str, within: int = 0) -> Rule:
    """Shown when an event of these kinds happened, in the first `within` turns if that is given."""

    def rule(play: Play, noted: list[Noted], outcome: Outcome) -> tuple[bool, list[Noted]]:
        found = [(n, e) for n, e in noted if e.kind in kinds and (not within or n <= within)]
        return bool(found), found

    return rule


def _open_question(play: Play, noted: list[Noted], outcome: Outcome) -> tuple[bool, list[Noted]]:
    """An open question that the customer answered with something new."""
    told = {n for n, e in noted if e.kind == "fact_told"}
    found = [(n, e) for n, e in noted if e.kind == "open_question" and n in told]
    return bool(found), found


def _paraphrase(play: Play, noted: list[Noted], outcome: Outcome) -> tuple[bool, list[Noted]]:
    found = [(n, e) for n, e in noted if e.kind == "paraphrase" and e.about in play.scenario.key_facts]
    return bool(found), found


def _understood_first(play: Play, noted: list[Noted], outcome: Outcome) -> tuple[bool, list[Noted]]:
    helped = [(n, e) for n, e in noted if e.kind in ("solution_fits", "escalation", "done", "referred")]
    early = any(e.kind in ("solution_early", "passed_on_early") for _, e in noted)
    return bool(helped) and not early and gates.understands(play.state, play.scenario), helped


def _solution_fits(play: Play, noted: list[Noted], outcome: Outcome) -> tuple[bool, list[Noted]]:
    return outcome == "resolved", [(n, e) for n, e in noted if e.kind in ("solution_fits", "done")]


def _within_limits(play: Play, noted: list[Noted], outcome: Outcome) -> tuple[bool, list[Noted]]:
    over = any(
        (e.kind == "breach" and e.about == "breaks_authority_limit")
        or e.kind in ("refused_over_limit", "refused_authority")
        for _, e in noted
    )
    helped = [(n, e) for n, e in noted if e.kind in ("solution_fits", "escalation", "explains_limit")]
    return not over and _went_well(outcome), helped


def _identity(play: Play, noted: list[Noted], outcome: Outcome) -> tuple[bool, list[Noted]]:
    """Verified, and nothing of the account said or done before."""
    slip = any(e.kind == "refused_identity" or e.about == "discloses_without_identity_check" for _, e in noted)
    return play.state.identity == "verified" and not slip, [(n, e) for n, e in noted if e.kind == "identity_verified"]


def _named_escalation(play: Play, noted: list[Noted], outcome: Outcome) -> tuple[bool, list[Noted]]:
    """Told to the customer and really done at the desk, to the right role, with the handover filled in."""
    told = [(n, e) for n, e in noted if e.kind == "escalation" and e.quote]
    return bool(told) and bool(play.state.referred_to), told


def _agreed(play: Play, noted: list[Noted], outcome: Outcome) -> tuple[bool, list[Noted]]:
    return play.state.agreed, [(n, e) for n, e in noted if e.kind == "confirm"]


def _follow_up(play: Play, noted: list[Noted], outcome: Outcome) -> tuple[bool, list[Noted]]:
    found = [(n, e) for n, e in noted if e.kind in ("follow_up", "follow_up_planned")]
    return play.state.follow_up and _went_well(outcome), found


def _plain_words(play: Play, noted: list[Noted], outcome: Outcome) -> tuple[bool, list[Noted]]:
    return _went_well(outcome) and all(e.kind != "jargon" for _, e in noted), []


def _calm_kept(play: Play, noted: list[Noted], outcome: Outcome) -> tuple[bool, list[Noted]]:
    return _went_well(outcome) and not any(e.kind in _HEAT for _, e in noted), []


def _record(play: Play, noted: list[Noted], outcome: Outcome) -> tuple[bool, list[Noted]]:
    must = play.scenario.note_must_hold
    held = bool(must) and all(_note_holds(play.state.note, id_, play.scenario) for id_ in must)
    return held, [(n, e) for n, e in noted if e.kind == "recorded"]


def _note_holds(note: str, id_: str, scenario: Scenario) -> bool:
    said = roots(note)
    fact = scenario.fact(id_)
    if fact is not None:
        return holds_value(note, fact.value) or says(said, fact.said)
    remedy, role = scenario.remedy(id_), scenario.role(id_)
    return bool((remedy and says(said, remedy.words)) or (role and says(said, role.words)))


def _went_well(outcome: Outcome) -> bool:
    return outcome in ("resolved", "referred_properly")


_RULES: dict[Observation, Rule] = {
    "greeting": _any("greeting", within=2),
    "acknowledge": _any("acknowledge", "paraphrase", "empathy", "apology", within=4),
    "empathy": _any("empathy"),
    "apology": _any("apology"),
    "open_question": _open_question,
    "paraphrase": _paraphrase,
    "understood_before_solution": _understood_first,
    "solution_fits": _solution_fits,
    "within_limits": _within_limits,
    "identity_before_account": _identity,
    "named_escalation": _named_escalation,
    "confirm": _agreed,
    "follow_up": _follow_up,
    "thanks": _any("thanks"),
    "plain_words": _plain_words,
    "calm_kept": _calm_kept,
    "record": _record,
}


def _satisfaction(play: Play, outcome: Outcome) -> int:
    """How the customer leaves: trust, calm and patience, and above all whether the need was met."""
    state = play.state
    felt = 2 * state.trust + 2 * (HIGHEST - state.anger) + state.patience
    helped = {"resolved": 35, "referred_properly": 35, "customer_lost": 0}.get(outcome, 10)
    cared = 10 * state.agreed + 5 * state.follow_up
    slips = 5 * len(state.breaches) + 3 * state.times("solution_early")
    return max(0, min(100, felt + helped + cared - slips))


def _faults(play: Play, noted: list[Noted]) -> tuple[Fault, ...]:
    found = [Fault(n, _FAULTS[e.kind], e.quote) for n, e in noted if e.kind in _FAULTS]
    found += [Fault(n, e.about, e.quote) for n, e in noted if e.kind == "breach"]
    apologised = any(e.kind.startswith("apology") for _, e in noted)
    if play.ended and play.scenario.problem and "anger" in play.scenario.feelings and not apologised:
        found.append(Fault(0, "no_apology", ""))
    return tuple(dict.fromkeys(sorted(found, key=lambda fault: (fault.turn, fault.kind, fault.quote))))


def _turns(noted: list[Noted], kinds: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(sorted({n for n, e in noted if e.kind in kinds}))


def _act_turns(play: Play, kinds: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(turn.number for turn in play.turns if any(a.kind in kinds and a.verdict == "yes" for a in turn.acts))
