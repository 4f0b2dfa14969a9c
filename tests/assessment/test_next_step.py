"""The order in which tasks come next, and the reasons in words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.assessment.next_step import DAYS_SOON, TaskSoFar, next_step

# Each stands before all that follow it, wherever it is in the list.
IN_ORDER = {
    "referred_back": TaskSoFar("u", "a", "referred_back"),
    "not_met": TaskSoFar("u", "b", "not_met"),
    "due": TaskSoFar("u", "c", "new", days_left=DAYS_SOON),
    "belief": TaskSoFar("u", "d", "practised", ("Reasons",), ("Service is the same as sales",)),
    "begun": TaskSoFar("u", "e", "drafted"),
    "missed": TaskSoFar("u", "f", "practised", ("Reasons",)),
    "unsure": TaskSoFar("u", "g", "practised"),
    "ready": TaskSoFar("u", "h", "practised_met"),
    "unmarked": TaskSoFar("u", "i", "unmarked"),
    "new": TaskSoFar("u", "j", "new"),
}
NEVER = (TaskSoFar("u", "k", "waiting", days_left=1), TaskSoFar("u", "l", "met", days_left=1))


@given(st.permutations([*IN_ORDER.values(), *NEVER]))
def test_the_order_of_the_list_changes_nothing_between_kinds(tasks: list[TaskSoFar]) -> None:
    seen = []
    while step := next_step(tasks):
        seen.append(step.kind)
        tasks = [task for task in tasks if task.point != step.point]
    assert seen == list(IN_ORDER)


def test_nothing_comes_next_when_all_waits_or_is_met() -> None:
    assert next_step(NEVER) is None
    assert next_step(()) is None


def test_referred_back_work_comes_before_what_is_due_today() -> None:
    step = next_step([TaskSoFar("u", "due", "new", days_left=0), TaskSoFar("u", "back", "referred_back")])
    assert step is not None
    assert step.point == "back"


@pytest.mark.parametrize(("days", "due"), [(DAYS_SOON, True), (DAYS_SOON + 1, False), (0, True), (-3, True)])
def test_the_end_of_the_course_counts_when_it_is_near(days: int, due: bool) -> None:
    step = next_step([TaskSoFar("u", "begun", "drafted"), TaskSoFar("u", "p", "new", days_left=days)])
    assert step is not None
    assert (step.kind == "due") is due


def test_the_nearest_end_comes_first_and_then_the_fewest_missed() -> None:
    step = next_step([TaskSoFar("u", "later", "new", days_left=9), TaskSoFar("v", "sooner", "new", days_left=2)])
    assert step is not None
    assert (step.point, "2 days" in step.why) == ("sooner", True)
    step = next_step([TaskSoFar("u", "two", "practised", ("A", "B")), TaskSoFar("u", "one", "practised", ("C",))])
    assert step is not None
    assert (step.point, step.why) == ("one", "Your last practice did not show “C” yet.")


def test_what_is_ready_comes_first_of_what_is_due() -> None:
    step = next_step([TaskSoFar("u", "new", "new", days_left=3), TaskSoFar("u", "ready", "practised_met", days_left=3)])
    assert step is not None
    assert (step.point, step.kind) == ("ready", "due")


def test_a_belief_that_was_put_right_is_no_reason() -> None:
    """Beliefs count in practice that missed something; with everything there it is ready to hand in."""
    step = next_step([TaskSoFar("u", "p", "practised_met", (), ("Service is sales",))])
    assert step is not None
    assert step.kind == "ready"


def test_the_reasons_name_what_is_missing_and_never_a_percentage() -> None:
    for kind, task in IN_ORDER.items():
        step = next_step([task])
        assert step is not None
        assert step.kind == kind
        assert re.search(r"%|per ?cent|\bscore\b", step.why) is None
        assert step.why.endswith(".")
    missed = next_step([TaskSoFar("u", "p", "practised", ("A", "B", "C"))])
    assert missed is not None
    assert "“A”, “B” and “C”" in missed.why
    believed = next_step([IN_ORDER["belief"]])
    assert believed is not None
    assert "Service is the same as sales." in believed.why


@pytest.mark.parametrize(("days", "words"), [(1, "in 1 day,"), (0, "ends today"), (-2, "ended")])
def test_days_left_are_said_in_words(days: int, words: str) -> None:
    step = next_step([TaskSoFar("u", "p", "new", days_left=days)])
    assert step is not None
    assert words in step.why
