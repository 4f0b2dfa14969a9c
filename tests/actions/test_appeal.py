"""A learner queries a decision once; somebody who has not reviewed the answer looks at it again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.actions.handing_in import NOT_MET, decide_as, hand_in
from tests.conftest import NOW, Cast
from wellserved.actions.appeal import appeal
from wellserved.actions.errors import NotAllowed, NotFound, Refused, StaleScreen
from wellserved.actions.permission import can_decide, deciding_role
from wellserved.actions.refer_back import refer_back
from wellserved.actions.verify_log import verify_log
from wellserved.records.models import Appeal, Attempt, Enrolment, Event, Review, RoleHeld

LATER = NOW + timedelta(days=1)


@pytest.fixture
def refused(cast: Cast) -> Attempt:
    attempt = hand_in(cast.learner, NOT_MET, kind="assessment")
    decide_as(cast.assessor, attempt, "not_met", reason="No reasons are given.")
    return attempt


def query(person: Any, attempt: Attempt, reason: str = "It is in my second sentence.", seen: int = 1) -> Appeal:
    return appeal(person, attempt.pk, reason=reason, seen=seen, now=LATER)


def test_a_query_names_the_decision_and_is_logged_without_its_words(cast: Cast, refused: Attempt) -> None:
    stored = query(cast.learner, refused)
    assert (stored.review, stored.at) == (refused.reviews.get(), LATER)
    event = Event.objects.get(verb="appealed")
    assert (event.actor, event.role, event.data) == (cast.learner, "learner", {"sequence": 1})
    assert verify_log() == []


def test_only_the_learner_queries(cast: Cast, refused: Attempt) -> None:
    for person in (cast.assessor, cast.second_assessor, cast.iqa):
        with pytest.raises(NotAllowed):
            query(person, refused)
    for person in (cast.other_learner, cast.admin, cast.outsider_learner, cast.outsider_assessor):
        with pytest.raises(NotFound):
            query(person, refused)
    assert not Appeal.objects.exists()


@pytest.mark.parametrize("reason", ["", "  \n", "a\0b", "x" * 4_001])
def test_a_query_needs_a_reason_that_can_be_kept(cast: Cast, refused: Attempt, reason: str) -> None:
    with pytest.raises(Refused) as why:
        query(cast.learner, refused, reason)
    assert why.value.field == "reason"


def test_one_query_for_an_answer(cast: Cast, refused: Attempt) -> None:
    query(cast.learner, refused)
    with pytest.raises(Refused, match="already queried"):
        query(cast.learner, refused)
    decide_as(cast.second_assessor, refused, "not_met", reason="I read it alike.", seen=1)
    with pytest.raises(Refused, match="already queried"):
        query(cast.learner, refused, seen=2)


def test_what_cannot_be_queried(cast: Cast) -> None:
    attempt = hand_in(cast.learner, kind="assessment")
    with pytest.raises(Refused, match="Nobody has decided"):
        query(cast.learner, attempt, seen=0)
    decide_as(cast.assessor, attempt, "met")
    with pytest.raises(Refused, match="decided as met"):
        query(cast.learner, attempt)
    again = hand_in(cast.learner, NOT_MET, kind="assessment")
    refer_back(cast.assessor, again.pk, missing="More.", comment="", seen=0, now=NOW)
    hand_in(cast.learner, kind="assessment")
    with pytest.raises(Refused, match="newer answer"):
        query(cast.learner, again)
    with pytest.raises(Refused, match="Nobody has decided"):
        query(cast.learner, hand_in(cast.learner), seen=0)


def test_a_referral_can_be_queried(cast: Cast) -> None:
    attempt = hand_in(cast.learner, NOT_MET, kind="assessment")
    refer_back(cast.assessor, attempt.pk, missing="More.", comment="", seen=0, now=NOW)
    query(cast.learner, attempt)
    assert not can_decide(cast.assessor, attempt)


def test_a_query_from_a_stale_screen_is_refused(cast: Cast, refused: Attempt) -> None:
    decide_as(cast.second_assessor, refused, "met", reason="It is there.", seen=1)
    with pytest.raises(StaleScreen):
        query(cast.learner, refused)


def test_another_assessor_answers_and_nothing_is_overwritten(cast: Cast, refused: Attempt) -> None:
    query(cast.learner, refused)
    for person in (cast.assessor, cast.iqa):
        with pytest.raises(NotAllowed, match="another assessor"):
            decide_as(person, refused, "met", reason="Again.", seen=1)
    with pytest.raises(Refused, match="already decided"):
        decide_as(cast.second_assessor, refused, "met", seen=1)
    answer = decide_as(cast.second_assessor, refused, "met", reason="The second sentence has it.", seen=1)
    assert (answer.sequence, answer.role) == (2, "assessor")
    assert refused.reviews.get(sequence=1).decisions.get().outcome == "not_met"
    assert not Appeal.objects.open().exists()
    assert verify_log() == []


def test_where_no_other_assessor_is_left_an_iqa_answers(cast: Cast, refused: Attempt) -> None:
    query(cast.learner, refused)
    RoleHeld.objects.filter(person=cast.second_assessor).update(until=NOW)
    assert deciding_role(cast.iqa, refused) == "iqa"
    answer = decide_as(cast.iqa, refused, "met", reason="It is there.", seen=1)
    assert answer.role == Event.objects.get(subject_id=refused.pk, data__sequence=2).role == "iqa"
    assert not can_decide(cast.iqa, refused)


def test_a_first_assessor_who_is_also_iqa_does_not_answer(cast: Cast, refused: Attempt) -> None:
    RoleHeld.objects.filter(person=cast.second_assessor).update(until=NOW)
    RoleHeld.objects.create(person=cast.assessor, centre=cast.centre, role="iqa", since=NOW)
    query(cast.learner, refused)
    assert not can_decide(cast.assessor, refused)


def test_a_learner_who_also_assesses_is_not_the_other_assessor(cast: Cast) -> None:
    RoleHeld.objects.filter(person=cast.assessor).update(until=NOW)
    RoleHeld.objects.create(person=cast.assessor, centre=cast.centre, role="learner", since=NOW)
    Enrolment.objects.create(person=cast.assessor, centre=cast.centre, unit_id="service-environment", enrolled_at=NOW)
    RoleHeld.objects.create(person=cast.assessor, centre=cast.centre, role="assessor", since=LATER)
    own = hand_in(cast.assessor, NOT_MET, kind="assessment")
    decide_as(cast.second_assessor, own, "not_met", reason="Nothing yet.")
    query(cast.assessor, own)
    assert deciding_role(cast.assessor, own) == ""
    assert deciding_role(cast.iqa, own) == "iqa"


def test_after_the_answer_any_assessor_may_review_again(cast: Cast, refused: Attempt) -> None:
    query(cast.learner, refused)
    decide_as(cast.second_assessor, refused, "met", reason="It is there.", seen=1)
    assert can_decide(cast.assessor, refused)


def test_the_database_refuses_an_answer_by_the_first_assessor(cast: Cast, refused: Attempt) -> None:
    query(cast.learner, refused)
    row = {"attempt": refused, "outcome": "decided", "draft_was_shown": False, "blind": False, "at": LATER}
    with pytest.raises(IntegrityError, match="an appeal is answered by somebody"), transaction.atomic():
        Review.objects.create(**row, sequence=2, by=cast.assessor, role="assessor")
    Review.objects.create(**row, sequence=2, by=cast.second_assessor, role="assessor")
    Review.objects.create(**row, sequence=3, by=cast.assessor, role="assessor")


def test_an_appeal_that_the_log_does_not_tell_of_is_found(cast: Cast, refused: Attempt) -> None:
    Appeal.objects.create(attempt=refused, review=refused.reviews.get(), reason="Why?", at=LATER)
    assert verify_log() == [f"The appeal on attempt {refused.pk} is not as the log tells of it."]
