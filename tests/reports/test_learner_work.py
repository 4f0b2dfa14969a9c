"""How far a learner has come with a task, and what comes next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import NOW, POINT, UNIT, Cast
from wellserved.actions.decide import decide
from wellserved.actions.refer_back import refer_back
from wellserved.actions.save_draft import save_draft
from wellserved.actions.submit_answer import submit_answer
from wellserved.assessment.evidence import all_hold
from wellserved.reports.learner_work import learner_work
from wellserved.reports.task_states import task_states

pytestmark = pytest.mark.django_db


def hand_in(person, text: str, kind: str, key: str):
    declaration = "Mine." if kind == "assessment" else None
    return submit_answer(
        person, unit=UNIT, point=POINT, text=text, kind=kind, key=key, declaration=declaration, now=NOW
    )


def state(person) -> str:
    return next(task.state for task in task_states(person, UNIT) if task.point.id == POINT)


def test_a_task_goes_from_new_to_met(cast: Cast) -> None:
    learner, assessor = cast.learner, cast.assessor
    seen = [state(learner)]
    save_draft(learner, unit=UNIT, point=POINT, text="Half", revision=0, now=NOW)
    seen.append(state(learner))
    hand_in(learner, "Nothing much here.", "practice", "a")
    seen.append(state(learner))
    hand_in(learner, "Because.", "practice", "b")
    seen.append(state(learner))
    first = hand_in(learner, "Because.", "assessment", "c")
    seen.append(state(learner))
    refer_back(assessor, first.pk, missing="Say more.", comment="", seen=0, now=NOW)
    seen.append(state(learner))
    second = hand_in(learner, "Because of more.", "assessment", "d")
    decide(assessor, second.pk, decisions={POINT: "met"}, reasons={}, evidence=all_hold(), comment="", seen=0, now=NOW)
    seen.append(state(learner))
    assert seen == ["new", "drafted", "practised", "practised_met", "waiting", "referred_back", "met"]


def test_what_was_referred_back_comes_first(cast: Cast) -> None:
    attempt = hand_in(cast.learner, "Because.", "assessment", "a")
    refer_back(cast.assessor, attempt.pk, missing="Say more.", comment="", seen=0, now=NOW)
    step = learner_work(cast.learner, NOW.date()).next_step
    assert step is not None
    assert (step.point, step.see) == (POINT, attempt.pk)


def test_nothing_of_others_is_in_my_work(cast: Cast) -> None:
    hand_in(cast.other_learner, "Because.", "practice", "a")
    work = learner_work(cast.learner, NOW.date())
    assert work.practice + work.waiting + work.decided == ()


def test_lists_cost_the_same_number_of_queries_however_long(cast: Cast, django_assert_max_num_queries) -> None:
    for n in range(12):
        hand_in(cast.learner, f"Because {n}.", "practice", str(n))
    learner_work(cast.learner, NOW.date())
    with django_assert_max_num_queries(25):
        learner_work(cast.learner, NOW.date())


def test_the_next_step_names_the_parts_that_the_last_practice_missed(cast: Cast) -> None:
    attempt = hand_in(cast.learner, "They are happy.", "practice", "a")
    step = learner_work(cast.learner, NOW.date()).next_step
    assert step is not None
    assert step.why == "Your last practice did not show “Customers come back” and “Customers tell others” yet."
    assert (step.point, step.improves, step.see) == (POINT, attempt.pk, None)


def test_the_next_step_names_a_misconception_before_what_was_missed(cast: Cast) -> None:
    hand_in(cast.learner, "Customers are always right.", "practice", "a")
    step = learner_work(cast.learner, NOW.date()).next_step
    assert step is not None
    assert "often believed and is wrong" in step.why


def test_the_end_of_the_cohort_makes_a_task_due(cast: Cast) -> None:
    ends = cast.learner.enrolments.get().cohort.ends
    step = learner_work(cast.learner, ends - timedelta(days=3)).next_step
    assert step is not None
    assert "ends in 3 days" in step.why
    without_cohort = learner_work(cast.outsider_learner, ends).next_step
    assert without_cohort is not None
    assert "ends" not in without_cohort.why


def test_a_draft_for_assessment_is_no_reason_before_a_person_decided(cast: Cast) -> None:
    """The engine's draft on assessed work stays hidden, so it must not leak through the next step."""
    hand_in(cast.learner, "Customers are always right.", "assessment", "a")
    line = learner_work(cast.learner, NOW.date()).waiting[0]
    assert (line.parts, line.beliefs, line.outcome) == ((), (), "")


def test_two_bars_count_what_is_handed_in_and_what_a_person_decided(cast: Cast) -> None:
    def bars() -> tuple[int, int, int]:
        unit = learner_work(cast.learner, NOW.date()).units[0]
        return unit.handed_in, unit.decided, unit.met

    hand_in(cast.learner, "Because.", "practice", "p")
    seen = [bars()]
    first = hand_in(cast.learner, "Because.", "assessment", "a")
    seen.append(bars())
    refer_back(cast.assessor, first.pk, missing="Say more.", comment="", seen=0, now=NOW)
    seen.append(bars())
    second = hand_in(cast.learner, "Because of more.", "assessment", "b")
    decide(
        cast.assessor,
        second.pk,
        decisions={POINT: "not_met"},
        reasons={POINT: "Too thin."},
        evidence={},
        comment="",
        seen=0,
        now=NOW,
    )
    seen.append(bars())
    assert seen == [(0, 0, 0), (1, 0, 0), (1, 0, 0), (1, 1, 0)]
