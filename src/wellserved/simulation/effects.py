"""What each thing a learner does changes in a customer, unless the persona says otherwise."""

from __future__ import annotations

from wellserved.simulation.scenario import Deltas, Scenario
from wellserved.simulation.state import State

DEFAULTS: dict[str, Deltas] = {
    "greeting": Deltas(trust=1),
    "apology": Deltas(trust=1, anger=-2),
    "apology_again": Deltas(),
    "apology_general": Deltas(),
    "stock_again": Deltas(anger=1, patience=-1),
    "empathy": Deltas(trust=1, anger=-2, worry=-1, patience=1),
    "empathy_again": Deltas(),
    "empathy_misplaced": Deltas(anger=1),
    "open_question": Deltas(trust=1),
    "open_question_again": Deltas(),
    "fact_told": Deltas(),
    "asked_again": Deltas(trust=-1, anger=1, patience=-2),
    "guarded": Deltas(patience=-1),
    "small_question": Deltas(),
    "paraphrase": Deltas(trust=2, anger=-1, patience=1),
    "paraphrase_again": Deltas(),
    "paraphrase_wrong": Deltas(trust=-1, anger=1, patience=-1),
    "solution_early": Deltas(trust=-1, anger=1, patience=-1),
    "solution_fits": Deltas(trust=2, anger=-3, worry=-2),
    "solution_again": Deltas(),
    "solution_misses": Deltas(trust=-1, anger=1, patience=-1),
    "information": Deltas(worry=-1),
    "promise_beyond_limit": Deltas(trust=1),
    "disclosure": Deltas(),
    "blame": Deltas(trust=-3, anger=3, patience=-2),
    "rude": Deltas(trust=-3, anger=3, patience=-2),
    "dismissive": Deltas(trust=-2, anger=2, patience=-1),
    "interruption": Deltas(trust=-1, anger=1, patience=-1),
    "escalation": Deltas(trust=1, anger=-1, worry=-1, patience=1),
    "passed_on_early": Deltas(trust=-1, anger=1, patience=-2),
    "vague_escalation": Deltas(trust=-1, anger=1, patience=-1),
    "explains_limit": Deltas(),
    "boundary": Deltas(trust=1, anger=-2, patience=1),
    "boundary_uncalled": Deltas(trust=-2, anger=2, patience=-1),
    "hold_with_reason": Deltas(),
    "hold_without_reason": Deltas(patience=-2),
    "jargon": Deltas(trust=-1, patience=-1),
    "confirm": Deltas(trust=1, patience=1),
    "follow_up": Deltas(trust=1, worry=-1),
    "thanks": Deltas(trust=1),
    "open_manner": Deltas(trust=1),
    "closed_manner": Deltas(trust=-1, anger=1),
    "remedy_done": Deltas(trust=1, anger=-1, worry=-1),
    "identity_checked": Deltas(trust=1),
    "not_understood": Deltas(),  # costs what any turn without progress costs: it may be the reader that missed it
    "odd_message": Deltas(patience=-1),
    "no_progress": Deltas(patience=-1),
    "restless": Deltas(anger=1),
}
# Effects that bring the conversation on; a turn with none of them costs patience.
PROGRESS = frozenset(
    "greeting apology empathy open_question fact_told paraphrase solution_fits escalation confirm follow_up "
    "remedy_done identity_checked information hold_with_reason thanks boundary".split()
)
# Effects that wear off: from the named time on, the second word is felt instead.
HABITS: dict[str, tuple[int, str]] = {
    "apology": (1, "apology_again"),
    "empathy": (2, "empathy_again"),
    "open_question": (3, "open_question_again"),
    "greeting": (1, "small_question"),
    "apology_general": (1, "stock_again"),
    "thanks": (1, "small_question"),
    "follow_up": (1, "small_question"),
    "confirm": (2, "small_question"),
    "hold_with_reason": (3, "hold_without_reason"),
    "information": (3, "small_question"),
    "open_manner": (1, "small_question"),
    "explains_limit": (1, "small_question"),
    "boundary": (1, "small_question"),
    "remedy_done": (4, "small_question"),
    "escalation": (2, "small_question"),
}


def feel(state: State, effect: str, scenario: Scenario) -> tuple[State, str]:
    """The state after an effect, and what was really felt: habits wear effects off."""
    if effect in HABITS and state.times(effect) >= HABITS[effect][0]:
        effect = HABITS[effect][1]
    deltas = scenario.persona.effects.get(effect, DEFAULTS[effect])
    return state.felt_again(effect, deltas), effect
