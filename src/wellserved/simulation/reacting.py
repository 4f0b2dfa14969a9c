"""One step of the play: what a learner's turn does to the customer's state, and what the customer will do about it.

`react(state, turn, scenario)` is a function of its arguments alone. The words come later (`wording.py`), so the same
plan can be said in many ways and the state never depends on how.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from wellserved.marking.conversation import ActRead
from wellserved.simulation import gates
from wellserved.simulation.deeds import Deed, do
from wellserved.simulation.effects import PROGRESS, feel
from wellserved.simulation.scenario import Fact, Outcome, Scenario
from wellserved.simulation.state import State, add

MOST_TURNS = 80
MOST_FACTS_A_TURN = 2
ODD_MESSAGES = ("silence", "no_words", "not_english", "too_long", "repeated", "echo", "key_words", "instruction")


@dataclass(frozen=True, slots=True)
class Said:
    """A turn in words, as the acts that were read in them."""

    acts: tuple[ActRead, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a turn: its kind, its subject, and the learner's words or "" for a deed."""

    kind: str
    about: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class PlanPart:
    """One thing the customer will say: with which group of lines, and about which fact, remedy or role."""

    group: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Reaction:
    state: State
    events: tuple[Event, ...]
    plan: tuple[PlanPart, ...]


def react(state: State, turn: Said | Deed, scenario: Scenario) -> Reaction:
    """The next state, what happened, and the plan of the reply. A contact that has ended stays as it is."""
    if state.ended is not None:
        return Reaction(state, (Event("already_ended"),), ())
    step = _Step(replace(state, turn=state.turn + 1), scenario)
    if isinstance(turn, Deed):
        step.take_deed(turn)
    else:
        step.take_words(turn.acts)
    return step.finish()


class _Step:
    """The working of one turn: the state as it changes, and what there is to react to."""

    def __init__(self, state: State, scenario: Scenario) -> None:
        self.state = state
        self.scenario = scenario
        self.events: list[Event] = []
        self.felt: list[str] = []
        self.reactions: list[PlanPart] = []
        self.answers: list[PlanPart] = []
        self.closing: PlanPart | None = None
        self.unseen = False  # the customer saw nothing of it
        self.spoken_to = False

    def take_words(self, acts: tuple[ActRead, ...]) -> None:
        if any(act.kind == "danger" and act.verdict == "yes" for act in acts):
            self._end("stopped", "danger")
            return
        for act in acts:
            if act.verdict == "yes":
                self._act(act)
            elif act.verdict == "no" and act.kind in ("apology", "empathy"):
                self._feel("apology_general", act)
                self._react(self.felt[-1])
        if not self.felt:
            self._feel("not_understood")
            self._react("puzzled")
        self.spoken_to = True

    def take_deed(self, deed: Deed) -> None:
        if deed.kind == "stop":
            self._end("stopped", "stopped_by_learner")
            return
        if deed.kind == "close":
            self._close()
            return
        early = deed.kind == "remedy" and not gates.understands(self.state, self.scenario)
        done = do(deed, self.state, self.scenario)
        self.state = done.state
        self.events.append(Event(done.event, done.about))
        if done.event == "done" and early:
            self._feel("solution_early")
            self._react("too_early")
        elif done.effect:
            self._feel(done.effect)
            self._react("escalation_done" if done.event == "referred" else done.effect, done.about)
        self.unseen = not self.felt

    def finish(self) -> Reaction:
        if self.state.ended is None:
            self._volunteer()
            self._tire()
            self._leave()
        return Reaction(self.state, tuple(self.events), tuple(self._plan()))

    def _act(self, act: ActRead) -> None:
        match act.kind:
            case "closed_question":
                self._asked(act)
            case "open_question":
                self._asked_openly(act)
            case "paraphrase":
                self._said_back(act)
            case "solution":
                self._offered(act)
            case "escalation":
                self._escalated(act)
            case "confirm":
                self._confirmed(act)
            case "disclosure":
                self._disclosed(act)
            case "promise_beyond_limit":
                self._breach("breaks_authority_limit", act)
                self._feel("promise_beyond_limit", act)
                self._react("promise_heard", act.about)
            case "names_self" | "offers_help" | "greeting":
                if "greeting" not in self.felt:
                    self._feel("greeting", act)
                    self._react("greet_back")
            case "acknowledge":
                self._note("acknowledge", act)
            case "farewell":
                self._note("farewell", act)
                self._react("farewell")
            case "boundary":
                self._limited(act)
            case "paraphrase_wrong":
                self._feel("paraphrase_wrong", act)
                self._react("paraphrase_wrong", act.about)
                self._answer("fact", act.about)
            case kind if kind in ODD_MESSAGES:
                self._feel("odd_message", act)
                self._react(kind)
            case kind if kind in self.felt:
                self._note(kind, act)  # said twice in one breath, felt once
            case kind:
                self._feel(kind, act)
                self._react(self.felt[-1], act.about)

    def _asked(self, act: ActRead) -> None:
        fact = self.scenario.fact(act.about)
        if fact is None:
            self._feel("small_question", act)
            self._answer("dont_know")
        elif fact.id in self.state.revealed:
            self._feel("asked_again", act)
            self._react("asked_again", fact.id)
            self._answer("fact", fact.id)
        elif "closed_question" in fact.gate.opened_by and gates.is_open(fact.gate, self.state):
            self._tell(fact.id, act)
        else:
            self._feel("guarded", act)
            self._answer("guarded", fact.id)

    def _asked_openly(self, act: ActRead) -> None:
        self._feel("open_question", act)
        fact = gates.next_told(self.state, self.scenario, "open_question")
        if fact is None:
            waiting = any(f.id not in self.state.revealed for f in self.scenario.facts if _opens(f))
            self._answer("agenda" if waiting else "nothing_new")
        else:
            self._tell(fact.id, act)

    def _tell(self, fact_id: str, act: ActRead | None = None) -> None:
        if sum(event.kind == "fact_told" for event in self.events) >= MOST_FACTS_A_TURN:
            return
        self.state = replace(self.state, revealed=add(self.state.revealed, fact_id))
        self._feel("fact_told", act, about=fact_id)
        self._answer("fact", fact_id)

    def _said_back(self, act: ActRead) -> None:
        if act.about not in self.state.revealed:
            return
        new = act.about not in self.state.understood
        first_here = "paraphrase" not in self.felt
        self.state = replace(self.state, understood=add(self.state.understood, act.about))
        if not new:
            self._feel("paraphrase_again", act)
        elif first_here:
            self._feel("paraphrase", act)
            self._react("paraphrase")
            fact = gates.next_told(self.state, self.scenario, "paraphrase")
            if fact is not None:
                self._tell(fact.id, act)
        else:
            self._note("paraphrase", act)

    def _offered(self, act: ActRead) -> None:
        if not gates.understands(self.state, self.scenario):
            self._feel("solution_early", act)
            self._react("too_early", act.about)
            return
        if act.about in self.state.offered:
            self._feel("solution_again", act)
            return
        self.state = replace(self.state, offered=add(self.state.offered, act.about))
        if act.about not in self.scenario.fitting_remedies:
            self._feel("solution_misses", act)
            self._react("declines", act.about)
        elif "solution_fits" in self.felt:
            self._note("solution_fits", act)
        else:
            self._feel("solution_fits", act)
        if act.about in self.scenario.fitting_remedies:
            self._react("accepts" if _covers(self.state.offered + self.state.done, self.scenario) else "accepts_part")

    def _escalated(self, act: ActRead) -> None:
        escalation = self.scenario.escalation
        wrong = escalation is not None and act.about != escalation.role
        early = not gates.understands(self.state, self.scenario)
        if early or wrong:
            self._feel("passed_on_early", act)
            self._react("passed_on_early", act.about)
        else:
            self._feel("escalation", act)
            self._react("escalation", act.about)

    def _confirmed(self, act: ActRead) -> None:
        reached = _covers(self.state.offered + self.state.done, self.scenario) or self.state.times("escalation") > 0
        if not reached:
            self._note("small_question", act)
            return
        self.state = replace(self.state, agreed=True)
        self._feel("confirm", act)
        self._react("confirm")

    def _limited(self, act: ActRead) -> None:
        """A limit set to abuse steadies an abusive customer; anybody else hears a threat."""
        if "boundary" in self.felt:
            return  # asked and warned in one breath
        if self.scenario.persona.abusive:
            self._feel("boundary", act)
            self._react(self.felt[-1])
        else:
            self._feel("boundary_uncalled", act)
            self._react("dismissive")

    def _disclosed(self, act: ActRead) -> None:
        if self.state.identity == "verified":
            self._feel("information", act)
            self._react("information", act.about)
            return
        self._breach("discloses_without_identity_check", act)
        self._feel("disclosure", act)
        self._react("disclosure", act.about)

    def _breach(self, kind: str, act: ActRead) -> None:
        self.state = replace(self.state, breaches=add(self.state.breaches, f"{kind}:{act.about}"))
        self.events.append(Event("breach", kind, act.quote.text))

    def _feel(self, effect: str, act: ActRead | None = None, about: str = "") -> None:
        self.state, really = feel(self.state, effect, self.scenario)
        self._note(really, act, about)
        if really == "follow_up":
            self.state = replace(self.state, follow_up=True)

    def _note(self, effect: str, act: ActRead | None, about: str = "") -> None:
        self.felt.append(effect)
        self.events.append(Event(effect, about or (act.about if act else ""), act.quote.text if act else ""))

    def _react(self, group: str, about: str = "") -> None:
        group = _HEARD_BEFORE.get(group, group)
        if group not in _WITHOUT_WORDS and all(part.group != group for part in self.reactions):
            self.reactions.append(PlanPart(group, about))

    def _answer(self, group: str, about: str = "") -> None:
        if PlanPart(group, about) not in self.answers:
            self.answers.append(PlanPart(group, about))

    def _volunteer(self) -> None:
        """A customer who is getting somewhere says a thing unasked, if it has been waiting long enough."""
        settled = _covers(self.state.offered + self.state.done, self.scenario) or self.state.times("escalation") > 0
        if settled or self.answers or not PROGRESS & set(self.felt):
            return
        fact = gates.next_volunteered(self.state, self.scenario)
        if fact is not None:
            self._tell(fact.id)

    def _tire(self) -> None:
        if PROGRESS & set(self.felt):
            self.state = replace(self.state, idle=0)
            return
        if self.unseen:
            return
        self.state = replace(self.state, idle=self.state.idle + 1)
        self.state, _ = feel(self.state, "no_progress", self.scenario)
        if self.state.idle % self.scenario.persona.restless == 0:
            self.state, _ = feel(self.state, "restless", self.scenario)

    def _leave(self) -> None:
        leaves_at = self.scenario.persona.leaves_at
        if leaves_at is not None and self.state.anger >= leaves_at:
            self._end("customer_lost", "left_in_anger", "leaves_angry")
        elif self.state.patience == 0:
            self._end("customer_lost", "gave_up", "gives_up")
        elif self.state.turn >= MOST_TURNS:
            self._end(_outcome(self.state, self.scenario), "too_long_a_contact", "gives_up")

    def _close(self) -> None:
        outcome = _outcome(self.state, self.scenario)
        content = outcome in ("resolved", "referred_properly") and self.state.anger <= 4
        self._end(outcome, "closed", "goodbye_content" if content else "goodbye_flat")
        if any(breach.startswith("breaks_authority_limit") for breach in self.state.breaches):
            self.events.append(Event("promise_not_kept"))

    def _end(self, outcome: Outcome, event: str, line: str = "") -> None:
        self.state = replace(self.state, ended=outcome)
        self.events.append(Event(event, outcome))
        self.closing = PlanPart(line) if line else None

    def _plan(self) -> list[PlanPart]:
        """At most two parts: the strongest reaction, then an answer or what the customer still wants."""
        if self.state.ended is not None:
            return [self.closing] if self.closing else []
        strongest = sorted(self.reactions, key=lambda part: _weight(part.group))[:1]
        if len(self.answers) >= MOST_FACTS_A_TURN and not any(part.group in _STRONG for part in strongest):
            return self.answers[:MOST_FACTS_A_TURN]
        plan = [*strongest, *(self.answers or self._agenda())][:2]
        return plan or ([PlanPart("information" if self._is_settled() else "agenda")] if self.spoken_to else [])

    def _is_settled(self) -> bool:
        covered = _covers(self.state.offered + self.state.done, self.scenario)
        return covered or self.state.agreed or bool(self.state.referred_to)

    def _agenda(self) -> list[PlanPart]:
        if self.state.agreed or self.state.referred_to:
            return []
        if self.state.patience <= 3:
            return [PlanPart("impatient")]
        return [PlanPart("agenda")] if not self._is_settled() and self.state.turn % 2 == 0 else []


_HEARD_BEFORE = {"apology_again": "stock_again", "empathy_again": "stock_again"}
_WITHOUT_WORDS = frozenset(
    ("small_question", "apology_general", "open_question_again", "paraphrase_again", "solution_again")
)
# What a person reacts to first.
_ORDER = """
    boundary
    rude blame dismissive interruption disclosure instruction not_english no_words silence too_long repeated echo
    key_words too_early declines paraphrase_wrong passed_on_early vague_escalation asked_again closed_manner jargon
    hold_without_reason empathy_misplaced stock_again puzzled promise_heard escalation_done escalation confirm accepts
    accepts_part remedy_done paraphrase identity_checked empathy apology farewell information follow_up explains_limit
    hold_with_reason thanks open_manner greet_back
""".split()
_STRONG = frozenset(_ORDER[: _ORDER.index("puzzled")])


def _opens(fact: Fact) -> bool:
    return "open_question" in fact.gate.opened_by


def _weight(group: str) -> int:
    return _ORDER.index(group) if group in _ORDER else len(_ORDER)


def _covers(remedies: tuple[str, ...], scenario: Scenario) -> bool:
    """Do these remedies hold a solution that meets every need?"""
    needs = {need.id for need in scenario.needs}
    return any(set(s.remedies) <= set(remedies) and needs <= set(s.meets) for s in scenario.solutions)


def _outcome(state: State, scenario: Scenario) -> Outcome:
    said_and_done = tuple(r.id for r in scenario.remedies if r.by_words and r.id in state.offered)
    if _covers(state.done + said_and_done, scenario):
        return "resolved"
    if state.referred_to and gates.understands(state, scenario):
        return "referred_properly"
    return "customer_lost" if state.anger >= 7 or state.patience <= 2 else "unresolved"
