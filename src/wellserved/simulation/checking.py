"""Is a scenario fair? Plays it with good and bad agents, monkeys and changed wordings, and says what does not hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median

from wellserved.marking.conversation.phrases import holds_value
from wellserved.simulation import agents
from wellserved.simulation.debrief import debrief
from wellserved.simulation.play import Play, replay
from wellserved.simulation.scenario import OUTCOMES, Observation, Scenario

MOST_CHANGED = 0.05  # of reworded plays
FEWEST_DISTINCT = 0.9  # of the expert's conversations, over the seeds


@dataclass(frozen=True, slots=True)
class Result:
    """One check: did it hold, and the figures or the first thing that did not."""

    check: str
    holds: bool
    found: str


@dataclass(frozen=True, slots=True)
class AgentRow:
    """One scripted agent over all seeds: satisfaction and final anger (lowest to highest), outcomes."""

    agent: str
    satisfaction: tuple[int, int]
    anger: tuple[int, int]
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    scenario: str
    agents: tuple[AgentRow, ...]
    results: tuple[Result, ...]

    @property
    def holds(self) -> bool:
        return all(result.holds for result in self.results)


def check_scenario(scenario: Scenario, seeds: int = 50) -> Report:
    """Every check of one scenario. `seeds` plays for each agent; the same scenario gives the same report."""
    played = {
        name: [agents.play_script(scenario, scenario.scripts[name], str(seed)) for seed in range(seeds)]
        for name in ("expert", "cold", "hasty", "rude")
    }
    wandered = [agents.wander(scenario, f"w{seed}") for seed in range(2 * seeds)]
    monkeys = {
        name: [agents.play_monkey(scenario, monkey, str(seed)) for seed in range(max(2, seeds // 10))]
        for name, monkey in agents.MONKEYS.items()
    }
    probed = [play for seed in range(6 * seeds) for play in agents.probe(scenario, f"p{seed}")]
    every = [play for plays in (*played.values(), *monkeys.values(), wandered) for play in plays]
    rows = tuple(_row(name, plays) for name, plays in played.items())
    results = (
        _agents_in_order(rows),
        _expert_shows_all(played["expert"]),
        _monkeys_earn_nothing(monkeys),
        _stuffing_is_seen(scenario, rows[0]),
        _ablation(scenario),
        _rewording(scenario, seeds),
        _neutrality(scenario),
        _gates_hold([*every, *probed]),
        _no_repeats(played["expert"]),
        _variety(played["expert"]),
        _all_reached(scenario, [*every, *probed]),
        _replays([*every, *probed[::10]]),
    )
    return Report(scenario.id, rows, results)


def _row(name: str, plays: list[Play]) -> AgentRow:
    debriefs = [debrief(play) for play in plays]
    content = [d.satisfaction for d in debriefs]
    anger = [play.state.anger for play in plays]
    outcomes = tuple(sorted({d.outcome for d in debriefs}))
    return AgentRow(name, (min(content), max(content)), (min(anger), max(anger)), outcomes)


def _agents_in_order(rows: tuple[AgentRow, ...]) -> Result:
    """The customer is happiest with the expert, least with the rude one, and they do not overlap."""
    expert, cold, hasty, rude = rows
    content = (
        expert.satisfaction[0] > max(cold.satisfaction[1], hasty.satisfaction[1])
        and min(cold.satisfaction[0], hasty.satisfaction[0]) > rude.satisfaction[1]
    )
    angry = (
        expert.anger[1] <= min(cold.anger[0], hasty.anger[0]) and max(cold.anger[1], hasty.anger[1]) <= rude.anger[0]
    )
    found = ", ".join(f"{row.agent} {row.satisfaction[0]}-{row.satisfaction[1]}" for row in rows)
    return Result("agents in order", content and angry, found)


def _expert_shows_all(plays: list[Play]) -> Result:
    missing = sorted({c.point for play in plays for c in debrief(play).criteria if not c.shown})
    found = f"not shown: {', '.join(missing)}" if missing else "every criterion is shown"
    return Result("expert shows all", not missing, found)


def _monkeys_earn_nothing(monkeys: dict[str, list[Play]]) -> Result:
    for name, plays in monkeys.items():
        for play in plays:
            if any(criterion.shown for criterion in debrief(play).criteria):
                return Result("monkeys earn nothing", False, f"{name!r} shows a criterion")
            if play.state.revealed:
                return Result("monkeys earn nothing", False, f"{name!r} is told {', '.join(play.state.revealed)}")
            if play.state.ended != "customer_lost":
                return Result("monkeys earn nothing", False, f"{name!r} goes on for {len(play.turns)} turns")
    longest = max(len(play.turns) for plays in monkeys.values() for play in plays)
    return Result("monkeys earn nothing", True, f"all lost the customer within {longest} turns")


def _stuffing_is_seen(scenario: Scenario, expert: AgentRow) -> Result:
    play = agents.play_script(scenario, agents.stuffed(scenario.scripts["expert"]), "0")
    seen = debrief(play)
    early = any(fault.kind == "solution_before_understanding" for fault in seen.faults) or any(
        event.kind == "passed_on_early" for turn in play.turns for event in turn.events
    )
    holds = early and seen.satisfaction < expert.satisfaction[0]
    return Result("wrong order is seen", holds, f"satisfaction {seen.satisfaction}, early solution {early}")


# Which observation rests on which act. Leaving the act out has to cost it.
_RESTS_ON: dict[str, tuple[Observation, ...]] = {
    "apology": ("apology",),
    "empathy": ("empathy",),
    "open_question": ("open_question",),
    "paraphrase": ("paraphrase", "understood_before_solution"),
    "escalation": ("named_escalation",),
    "confirm": ("confirm",),
}
# Observations that stand on their own: leaving another act out must not cost them, if its sentence held none of theirs.
_ALONE: tuple[Observation, ...] = ("apology", "empathy", "greeting", "thanks")


def _ablation(scenario: Scenario) -> Result:
    script = scenario.scripts["expert"]
    played = agents.play_script(scenario, script, "0")
    whole = debrief(played)
    tried = 0
    for kind in agents.acts_of(played):
        without = agents.play_script(scenario, agents.without_act(script, played, kind), "0")
        seen = debrief(without)
        kept = set(agents.acts_of(without))
        for observation in _RESTS_ON.get(kind, ()):
            tried += 1
            if whole.shows(observation) and seen.shows(observation):
                return Result("each act counts", False, f"{observation} is shown without {kind}")
        lost = [o for o in _ALONE if whole.shows(o) and not seen.shows(o) and o in kept]
        if lost:
            return Result("each act counts", False, f"without {kind}, {lost[0]} is lost as well")
    return Result("each act counts", tried > 0, f"{tried} left out, each missed")


def _rewording(scenario: Scenario, seeds: int) -> Result:
    """Said in other words, the outcome stays."""
    script = scenario.scripts["expert"]
    whole = debrief(agents.play_script(scenario, script, "0")).outcome
    changed: list[str] = []
    count = 0
    for name, reword in agents.REWORDINGS.items():
        for seed in range(max(2, seeds // 10)):
            count += 1
            if debrief(agents.play_script(scenario, script, str(seed), reword)).outcome != whole:
                changed.append(name)
    found = f"{len(changed)} of {count} came out otherwise" + (
        f" ({', '.join(sorted(set(changed)))})" if changed else ""
    )
    return Result("rewording", len(changed) <= MOST_CHANGED * count, found)


def _neutrality(scenario: Scenario) -> Result:
    """The agent's name and the style of the apology change nothing."""
    script = scenario.scripts["expert"]
    ways = {**{name: agents.named(name) for name in agents.NAMES}, **agents.APOLOGIES}
    content = {way: debrief(agents.play_script(scenario, script, "0", ways[way])).satisfaction for way in ways}
    spread = max(content.values()) - min(content.values())
    worst = min(content, key=lambda way: content[way])
    return Result("neutrality", spread <= 1, f"{len(ways)} ways differ by {spread}" + (f": {worst}" if spread else ""))


def _gates_hold(plays: list[Play]) -> Result:
    """No fact is said before its gate was open, and no number that is none of the facts'."""
    for play in plays:
        known = {number for fact in play.scenario.facts for number in re.findall(r"\d+", fact.value)}
        for turn in play.turns:
            for message in turn.reply:
                for fact in play.scenario.facts:
                    if fact.id not in turn.state.revealed and holds_value(message, fact.value):
                        return Result("gates hold", False, f"{fact.id} was said before it was told: {message!r}")
                if set(re.findall(r"\d+", message)) - known:
                    return Result("gates hold", False, f"an invented number: {message!r}")
    return Result("gates hold", True, f"in {len(plays)} plays")


def _no_repeats(plays: list[Play]) -> Result:
    for play in plays:
        twice = [line for line in play.state.said if play.state.said.count(line) > 1]
        if twice:
            return Result("no repeats", False, f"{twice[0]} is said twice in one conversation")
    return Result("no repeats", True, f"in {len(plays)} plays of the expert")


def _variety(plays: list[Play]) -> Result:
    messages = [message for play in plays[:40] for message in play.customer_said()]
    plain = [message.lower().split() for message in messages]
    pairs = [pair for said in plain for pair in pairwise(said)]
    different = len({play.customer_said() for play in plays})
    share = len(set(pairs)) / len(pairs) if pairs else 0.0
    found = (
        f"{different} of {len(plays)} conversations differ; words in a message: median "
        f"{median(len(said) for said in plain):.0f}, mean {mean(len(said) for said in plain):.1f}; "
        f"one or two words {_percent(len(said) <= 2 for said in plain)}; questions "
        f"{_percent('?' in message for message in messages)}; distinct word pairs {share:.2f}"
    )
    return Result("variety", different >= FEWEST_DISTINCT * len(plays), found)


def _percent(holds: Iterator[bool]) -> str:
    listed = list(holds)
    return f"{100 * sum(listed) / len(listed):.0f} %"


def _all_reached(scenario: Scenario, plays: list[Play]) -> Result:
    """Every fact, every outcome that the scenario has, and every line of its own that is not marked rare."""
    said = {line for play in plays for line in play.state.said}
    facts = {fact for play in plays for fact in play.state.revealed}
    lines = [line for group in scenario.lines.values() for line in group if not line.rare]
    missing = [f"fact {fact.id}" for fact in scenario.facts if fact.id not in facts]
    missing += [line.id for line in lines if line.id not in said]
    best = "referred_properly" if scenario.escalation else "resolved"
    ended = {play.state.ended for play in plays}
    missing += [
        outcome for outcome in OUTCOMES if outcome in (best, "customer_lost", "unresolved") and outcome not in ended
    ]
    persona = [line for group in scenario.persona.lines.values() for line in group]
    share = sum(line.id in said for line in persona)
    found = f"{len(lines)} own lines, {share} of {len(persona)} of the persona's"
    return Result("all is reached", not missing, f"never: {', '.join(missing[:6])}" if missing else found)


def _replays(plays: list[Play]) -> Result:
    for play in plays:
        transcript = play.transcript()
        again = replay(play.scenario, play.seed, json.loads(transcript)["turns"])
        if again.transcript() != transcript:
            return Result("identical replay", False, f"seed {play.seed} comes out otherwise")
    return Result("identical replay", True, f"{len(plays)} plays")
