"""Two at once, on real transactions."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connections

from tests.actions.handing_in import decide_as, hand_in
from tests.conftest import NOW, POINT, UNIT, make_cast
from wellserved.actions.errors import DraftConflict, Refused, StaleScreen
from wellserved.actions.save_draft import save_draft
from wellserved.actions.verify_log import verify_log
from wellserved.records.models import Attempt, Draft, Review

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call returned or raised, all started together."""
    barrier = Barrier(len(calls))
    results: list[Any] = [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            results[place] = call()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_double_click_is_one_attempt() -> None:
    learner = make_cast().learner
    results = at_once(*[lambda: hand_in(learner, key="same")] * 4)
    assert {type(result) for result in results} == {Attempt}
    assert len({result.pk for result in results}) == 1
    assert Attempt.objects.get().engine_markings.count() == 1
    assert verify_log() == []


def test_two_assessments_at_once_leave_one_waiting() -> None:
    learner = make_cast().learner
    results = at_once(*[lambda: hand_in(learner, kind="assessment")] * 3)
    assert sorted(type(result).__name__ for result in results) == ["Attempt", "Refused", "Refused"]
    assert isinstance(next(r for r in results if not isinstance(r, Attempt)), Refused)


def test_two_assessors_at_once_one_screen_is_stale() -> None:
    cast = make_cast()
    attempt = hand_in(cast.learner, kind="assessment")
    results = at_once(
        lambda: decide_as(cast.assessor, attempt, "met"),
        lambda: decide_as(cast.second_assessor, attempt, "not_met", reason="Copied."),
    )
    assert sorted(type(result).__name__ for result in results) == ["Review", "StaleScreen"]
    stale = next(result for result in results if isinstance(result, StaleScreen))
    assert stale.newer == [Review.objects.get()]
    assert verify_log() == []


def test_two_screens_saving_a_draft_at_once_conflict() -> None:
    learner = make_cast().learner
    results = at_once(
        *[
            lambda text=text: save_draft(learner, unit=UNIT, point=POINT, text=text, revision=0, now=NOW)
            for text in ("one", "two")
        ]
    )
    assert {type(result) for result in results} == {Draft, DraftConflict}


def test_busy_centre_keeps_one_unbroken_chain() -> None:
    cast = make_cast()
    people = (cast.learner, cast.other_learner, cast.outsider_learner)
    results = at_once(*[lambda person=person: hand_in(person) for person in people * 2])
    assert {type(result) for result in results} == {Attempt}
    assert verify_log() == []
