"""Every criterion and part of a unit, with what the learner has shown of it."""

from __future__ import annotations

import pytest

from tests.actions.handing_in import decide_as, hand_in
from tests.conftest import NOW, POINT, UNIT, Cast
from wellserved.records.models import Attempt
from wellserved.reports.learner_coverage import CriterionCovered, learner_coverage

pytestmark = pytest.mark.django_db


def row(person) -> CriterionCovered:
    return next(row for row in learner_coverage(person, UNIT).criteria if row.task.point.id == POINT)


def test_a_part_stays_shown_by_the_practice_that_showed_it(cast: Cast) -> None:
    assert [(part.shown_in, part.is_tried) for part in row(cast.learner).parts] == [(None, False)] * 2
    shown = hand_in(cast.learner, "Because they return.")
    hand_in(cast.learner, "They are happy.")
    covered = row(cast.learner)
    assert [part.shown_in.id for part in covered.parts if part.shown_in] == [shown.pk] * 2
    assert [line.number for line in covered.practice] == [2, 1]


def test_a_part_that_was_tried_and_not_found_says_so(cast: Cast) -> None:
    hand_in(cast.learner, "They are happy.")
    assert [(part.shown_in, part.is_tried) for part in row(cast.learner).parts] == [(None, True)] * 2


def test_answers_for_assessment_show_no_draft_of_their_parts(cast: Cast) -> None:
    hand_in(cast.learner, "Because they return.", "assessment")
    covered = row(cast.learner)
    assert [part.is_tried for part in covered.parts] == [False, False]
    assert (len(covered.waiting), covered.decided) == (1, ())


def test_every_decision_stands_with_its_name(cast: Cast) -> None:
    first = hand_in(cast.learner, "Because they return.", "assessment")
    decide_as(cast.assessor, first, "met", reason="Clear.", seen=0, now=NOW)
    covered = row(cast.learner)
    assert [(line.outcome, line.by) for line in covered.decided] == [("met", "Asha Assessor")]
    assert "1 decided as met" in learner_coverage(cast.learner, UNIT).summary


def test_the_summary_counts_each_criterion_once(cast: Cast) -> None:
    hand_in(cast.learner, "Because they return.")
    assert learner_coverage(cast.learner, UNIT).summary == (
        "Of 8 criteria, 0 decided as met, 0 handed in and not met yet, 1 only practised, 7 not tried."
    )
    hand_in(cast.learner, "Because they return.", "assessment")
    assert "1 handed in and not met yet, 0 only practised" in learner_coverage(cast.learner, UNIT).summary


def test_simulated_evidence_is_told_apart(cast: Cast) -> None:
    attempt = hand_in(cast.learner, "Because they return.")
    fields = {name: getattr(attempt, name) for name in ("learner", "enrolment", "unit", "point", "scheme", "kind")}
    Attempt.objects.create(
        **fields, number=2, handed_in_at=NOW, key="desk", words=1, text_digest="0" * 64, simulated=True
    )
    assert [(line.number, line.simulated) for line in row(cast.learner).practice] == [(2, True), (1, False)]


def test_nothing_of_others_is_in_it(cast: Cast) -> None:
    hand_in(cast.other_learner, "Because they return.")
    assert row(cast.learner).practice == ()


def test_it_costs_the_same_number_of_queries_however_many_attempts(cast: Cast, django_assert_max_num_queries) -> None:
    for n in range(9):
        hand_in(cast.learner, f"Because {n}.")
    learner_coverage(cast.learner, UNIT)
    with django_assert_max_num_queries(6):
        learner_coverage(cast.learner, UNIT)
