"""Who is stuck on which part: decisions and drafts told apart, nothing shown that may not be."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.actions.handing_in import MET, NOT_MET, decide_as, hand_in
from tests.conftest import NOW, UNIT, Cast
from tests.fakes.engine import FakeEngine
from wellserved.actions.draft_shown import draft_is_open
from wellserved.records.models import Cohort, Enrolment, Person, RoleHeld
from wellserved.reports.class_view import ClassView, PointOfClass, class_view, cohort_units

BELIEF = "The customer is always right and that is all there is to say."


def view(person: Any) -> ClassView:
    (chosen,) = cohort_units(person)
    return class_view(person, chosen, draft_is_open)


def point(person: Any) -> PointOfClass:
    return next(point for point in view(person).points if point.title == "Good service pays")


def names(answers: Any) -> list[str]:
    return [answer.name for answer in answers]


def test_nobody_has_started(cast: Cast) -> None:
    hand_in(cast.learner, kind="practice")
    found = point(cast.assessor)
    assert found.not_started == ("Lena Learner", "Omar Other")
    assert found.answers == ()
    assert [(part.read, part.missed) for part in found.parts] == [(0, ()), (0, ())]


def test_who_misses_which_part_by_the_latest_answer(cast: Cast) -> None:
    first = hand_in(cast.learner, NOT_MET, kind="assessment")
    decide_as(cast.assessor, first, "not_met")
    hand_in(cast.other_learner, NOT_MET, kind="assessment")
    found = point(cast.assessor)
    assert (found.not_met, found.waiting, found.met, found.not_started) == (1, 1, 0, ())
    assert [(part.read, names(part.missed)) for part in found.parts] == [(2, ["Lena Learner", "Omar Other"])] * 2
    hand_in(cast.learner, MET, kind="assessment")
    found = point(cast.assessor)
    assert (found.not_met, found.waiting) == (0, 2)
    assert [names(part.missed) for part in found.parts] == [["Omar Other"]] * 2


def test_a_point_that_a_person_decided_as_met_is_missed_by_nobody(cast: Cast) -> None:
    attempt = hand_in(cast.learner, NOT_MET, kind="assessment")
    decide_as(cast.assessor, attempt, "met", reason="Said in other words.")
    found = point(cast.assessor)
    assert found.met == 1
    assert [(part.read, part.missed) for part in found.parts] == [(1, ()), (1, ())]


def test_misconceptions_are_counted_by_learner(cast: Cast) -> None:
    hand_in(cast.learner, BELIEF, kind="assessment")
    (belief,) = view(cast.assessor).beliefs
    assert (belief.learners, names(belief.held)) == (1, ["Lena Learner"])


@pytest.mark.parametrize("blind", [True, False])
def test_a_draft_that_may_not_be_seen_is_counted_nowhere(cast: Cast, blind: bool) -> None:
    cast.centre.blind_share = 100 if blind else 0
    cast.centre.draft_shown = "before" if blind else "after"
    cast.centre.save()
    attempt = hand_in(cast.learner, BELIEF, kind="assessment")
    found = point(cast.assessor)
    assert (found.without_draft, found.waiting) == (1, 1)
    assert [part.read for part in found.parts] == [0, 0]
    assert view(cast.assessor).beliefs == ()
    decide_as(cast.assessor, attempt, "not_met")
    assert [names(part.missed) for part in point(cast.assessor).parts] == [["Lena Learner"]] * 2
    assert len(view(cast.assessor).beliefs) == 1


def test_an_answer_that_is_not_marked_is_counted_as_without_draft(cast: Cast) -> None:
    hand_in(cast.learner, kind="assessment", engine=FakeEngine(broken=True))
    found = point(cast.assessor)
    assert (found.without_draft, [part.read for part in found.parts]) == (1, [0, 0])


def test_own_work_of_an_assessor_who_learns_is_left_out(cast: Cast) -> None:
    RoleHeld.objects.create(person=cast.assessor, centre=cast.centre, role="learner", since=NOW)
    cohort = Cohort.objects.get()
    Enrolment.objects.create(person=cast.assessor, centre=cast.centre, cohort=cohort, unit_id=UNIT, enrolled_at=NOW)
    hand_in(cast.assessor, NOT_MET, kind="assessment")
    assert "Asha Assessor" not in str(point(cast.assessor))
    assert "Asha Assessor" in str(point(cast.second_assessor))


def test_only_assessors_and_iqas_of_the_centre_see_the_cohort(cast: Cast) -> None:
    assert [one.name for one in cohort_units(cast.assessor)] == ["Autumn"]
    assert len(cohort_units(cast.iqa)) == 1
    for person in (cast.learner, cast.admin, cast.outsider_assessor):
        assert cohort_units(person) == ()
    RoleHeld.objects.filter(person=cast.assessor).update(until=NOW)
    assert cohort_units(cast.assessor) == ()


def test_the_number_of_queries_does_not_grow(cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            view(cast.assessor)
        return len(seen)

    decide_as(cast.assessor, hand_in(cast.learner, NOT_MET, kind="assessment"), "not_met")
    hand_in(cast.other_learner, NOT_MET, kind="assessment")
    few = queries()
    for number in range(5):
        person = Person.objects.create_person(f"more{number}@example.org", f"More {number}")
        RoleHeld.objects.create(person=person, centre=cast.centre, role="learner", since=NOW)
        Enrolment.objects.create(
            person=person, centre=cast.centre, cohort=Cohort.objects.get(), unit_id=UNIT, enrolled_at=NOW
        )
        attempt = hand_in(person, NOT_MET, kind="assessment")
        decide_as(cast.assessor, attempt, "not_met")
        if number % 2:
            hand_in(person, BELIEF, kind="assessment", now=NOW + timedelta(hours=1))
    assert queries() == few


def test_a_withdrawn_learner_is_gone(cast: Cast) -> None:
    hand_in(cast.learner, NOT_MET, kind="assessment")
    Enrolment.objects.filter(person=cast.learner).update(withdrawn_at=NOW)
    found = point(cast.assessor)
    assert (found.answers, found.not_started) == ((), ("Omar Other",))
