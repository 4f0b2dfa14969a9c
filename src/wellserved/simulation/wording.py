"""Puts a plan into the customer's words: lines chosen by a seeded hash, none twice while there are others.

A line waits until its conditions hold and every fact in its slots has been told, so words can never run ahead of the
gates. `[this|that]` in a line is said as one of the two, by the same hash. The persona's style is the last layer: lower
case, a missing full stop, a slip of the keyboard.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, product

from wellserved.simulation import seeded
from wellserved.simulation.reacting import PlanPart
from wellserved.simulation.scenario import Condition, Line, Scenario
from wellserved.simulation.state import State

SLOT = re.compile(r"\{([a-z0-9_]+)\}")
CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
# Groups that every persona must have lines for (`leaves_angry` and `boundary` only if it leaves, or is abusive); a
# scenario can add lines to any of them.
GROUPS: tuple[str, ...] = tuple(
    """
    greet_back apology empathy empathy_misplaced stock_again paraphrase paraphrase_wrong asked_again guarded dont_know
    nothing_new too_early accepts accepts_part declines promise_heard disclosure blame rude dismissive interruption
    escalation escalation_done passed_on_early vague_escalation hold_with_reason hold_without_reason jargon confirm
    follow_up thanks information remedy_done identity_checked explains_limit puzzled silence no_words not_english
    too_long repeated echo key_words instruction impatient agenda farewell leaves_angry gives_up goodbye_content
    goodbye_flat open_manner closed_manner boundary
    """.split()
)


def variants(text: str) -> Iterator[str]:
    """Every way in which a line with `[this|that]` in it can be said."""
    choices = [choice.split("|") for choice in CHOICE.findall(text)]
    for chosen in product(*choices):
        yield CHOICE.sub("{}", text.replace("{", "{{").replace("}", "}}")).format(*chosen)


def opening_words(scenario: Scenario, seed: str) -> tuple[str, ...]:
    chosen = scenario.opening[seeded.number(len(scenario.opening), seed, "opening")]
    texts = [_chosen(text, (seed, "opening", place)) for place, text in enumerate(chosen)]
    return tuple(_styled(text, scenario, (seed, "opening", place)) for place, text in enumerate(texts))


def word_plan(
    plan: Sequence[PlanPart], state: State, scenario: Scenario, seed: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The messages, and the ids of the lines that they are made of."""
    lines: list[Line] = []
    for part in plan:
        line = _line(part, state, scenario, seed, [line.id for line in lines])
        if line is not None:
            lines.append(line)
    if len(lines) == 2 and plan[0].group != "fact" and plan[1].group == "fact" and _is_terse(state, scenario, seed):
        lines = lines[1:]
    texts = [_filled(_chosen(line.text, (seed, state.turn, line.id)), scenario) for line in lines]
    used = tuple(line.id for line in lines)
    style = scenario.persona.style
    if len(texts) == 2 and not seeded.chance(style.bursts, seed, state.turn, "burst"):
        texts = [" ".join(texts)]
    return tuple(_styled(text, scenario, (seed, state.turn, place)) for place, text in enumerate(texts)), used


def _line(part: PlanPart, state: State, scenario: Scenario, seed: str, taken: list[str]) -> Line | None:
    """An unused line that fits; when all are used, the one used longest ago."""
    pools = list(_pools(part, scenario))
    fitting = [[line for line in pool if _fits(line, state) and line.id not in taken] for pool in pools]
    for pool in fitting:
        unused = [line for line in pool if line.id not in state.said]
        if unused:
            return unused[seeded.number(len(unused), seed, state.turn, part.group, part.about)]
    every = [line for pool in fitting for line in pool]
    return min(every, key=lambda line: _last_said(line, state)) if every else None


def _pools(part: PlanPart, scenario: Scenario) -> Iterable[tuple[Line, ...]]:
    """First what the scenario says about this very fact, remedy or role; then its lines and the persona's together."""
    if part.about:
        yield scenario.lines.get(f"{part.group}.{part.about}", ())
    yield scenario.lines.get(part.group, ()) + scenario.persona.lines.get(part.group, ())


def _fits(line: Line, state: State) -> bool:
    told = set(SLOT.findall(line.text)) <= {*state.revealed, "customer", "organisation"}
    return told and all(_holds(condition, state) for condition in line.conditions)


def _holds(condition: Condition, state: State) -> bool:
    value: int = getattr(state, condition.measure)
    return value >= condition.bound if condition.at_least else value <= condition.bound


def _last_said(line: Line, state: State) -> int:
    return max(place for place, id_ in enumerate(state.said) if id_ == line.id)


def _chosen(text: str, key: tuple[object, ...]) -> str:
    places = count()

    def choose(match: re.Match[str]) -> str:
        alternatives = match.group(1).split("|")
        return alternatives[seeded.number(len(alternatives), *key, next(places))]

    return CHOICE.sub(choose, text)


def _filled(text: str, scenario: Scenario) -> str:
    values = {fact.id: fact.value for fact in scenario.facts}
    values |= {"customer": scenario.customer, "organisation": scenario.organisation}
    return SLOT.sub(lambda match: values[match.group(1)], text)


def _is_terse(state: State, scenario: Scenario, seed: str) -> bool:
    return seeded.chance(scenario.persona.style.terse, seed, state.turn, "terse")


def _styled(text: str, scenario: Scenario, key: tuple[object, ...]) -> str:
    """The persona's manner of writing; spoken channels stay as they are. Values of facts are never touched."""
    style = scenario.persona.style
    if scenario.channel in ("phone", "face_to_face"):
        return text
    kept = {word for fact in scenario.facts for word in fact.value.split()} | set(scenario.customer.split())
    pieces = [
        word if word in kept or any(c.isdigit() for c in word) else _word(word, scenario, (*key, place))
        for place, word in enumerate(text.split(" "))
    ]
    if seeded.chance(style.lower_case, *key, "case"):
        pieces = [piece if piece in kept or (piece.isupper() and len(piece) > 1) else piece.lower() for piece in pieces]
    styled = " ".join(pieces)
    if styled.endswith(".") and seeded.chance(style.no_full_stop, *key, "stop"):
        styled = styled[:-1]
    return styled


def _word(word: str, scenario: Scenario, key: tuple[object, ...]) -> str:
    """Two neighbouring letters in the middle of a long word change places now and then."""
    if not word.isalpha() or len(word) < 6 or not seeded.chance(scenario.persona.style.typos, *key):
        return word
    place = 1 + seeded.number(len(word) - 3, *key, "typo")
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
