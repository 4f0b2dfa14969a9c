"""The shipped scenarios hold; a scenario that is made worse does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wellserved.curriculum import library
from wellserved.simulation.checking import Report, check_scenario
from wellserved.simulation.scenario import Deltas, Line, Scenario, ScriptTurn

ORDER = library.scenario("wrong-order-twice")
FEW = 8


@pytest.fixture(scope="module", params=library.scenario_ids())
def report(request: pytest.FixtureRequest) -> Report:
    return check_scenario(library.scenario(request.param), FEW)


def test_shipped_scenario_holds(report: Report) -> None:
    # A few seeds do not come by every line; the command line plays more.
    assert [result for result in report.results if not result.holds and result.check != "all is reached"] == []


def test_scripted_agents_end_as_they_should(report: Report) -> None:
    expert, _, _, rude = report.agents
    assert expert.agent == "expert"
    assert set(expert.outcomes) <= {"resolved", "referred_properly"}
    assert rude.outcomes == ("customer_lost",)


def failing(scenario: Scenario) -> set[str]:
    return {result.check for result in check_scenario(scenario, 2).results if not result.holds}


def test_customer_who_likes_rudeness_is_found_out() -> None:
    effects = dict.fromkeys(("rude", "blame", "dismissive", "solution_early"), Deltas(trust=10, anger=-10, patience=10))
    kind = replace(ORDER, persona=replace(ORDER.persona, effects=effects), digest="x")
    assert "agents in order" in failing(kind)


def test_line_that_says_a_fact_too_early_is_found_out() -> None:
    lines = {**ORDER.lines, "agenda": (Line("s.agenda.1", "I ordered a grey king-size set."),), "too_early": ()}
    assert "gates hold" in failing(replace(ORDER, lines=lines))


def test_invented_number_is_found_out() -> None:
    lines = {**ORDER.lines, "agenda": (Line("s.agenda.1", "That's 99 pounds gone."),)}
    assert "gates hold" in failing(replace(ORDER, lines=lines))


def test_criterion_that_a_monkey_can_show_is_found_out() -> None:
    yes = replace(ORDER, problem=("understand",), criteria={"u/p": ("acknowledge", "acknowledge")})
    assert "monkeys earn nothing" in failing(yes)


def test_line_that_nobody_reaches_is_found_out() -> None:
    lines = {**ORDER.lines, "guarded.paid": (Line("s.guarded.paid.1", "Not telling."),)}
    assert "all is reached" in failing(replace(ORDER, lines=lines))


def test_expert_who_skips_a_step_is_found_out() -> None:
    expert = tuple(turn for turn in ORDER.scripts["expert"] if "So you ordered" not in turn.text)
    assert "expert shows all" in failing(replace(ORDER, scripts={**ORDER.scripts, "expert": expert}))


def test_expert_whose_words_are_read_one_way_only_is_found_out() -> None:
    turns = tuple(
        ScriptTurn("Can I send it by EXPRESS, a COURIER, next week?") if "express courier" in turn.text else turn
        for turn in ORDER.scripts["expert"]
    )
    assert failing(replace(ORDER, scripts={**ORDER.scripts, "expert": turns}))


def test_report_is_the_same_again() -> None:
    assert check_scenario(ORDER, 1) == check_scenario(ORDER, 1)
