from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from tests.actions.handing_in import decide_as, hand_in
from tests.conftest import NOW, Cast
from wellserved.actions.log import Happening, add_event
from wellserved.actions.refer_back import refer_back
from wellserved.actions.verify_log import verify_log
from wellserved.records import append_only
from wellserved.records.models import Event


@pytest.fixture
def busy(cast: Cast) -> Cast:
    decide_as(cast.assessor, hand_in(cast.learner, kind="assessment"), "met")
    referred = hand_in(cast.other_learner, kind="assessment")
    refer_back(cast.assessor, referred.pk, missing="Reasons.", comment="", seen=0, now=NOW)
    hand_in(cast.outsider_learner)
    return cast


def tamper(sql: str, *values: Any) -> None:
    append_only.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount
    append_only.install(connection)


def test_untouched_log_holds_with_a_chain_per_centre(busy: Cast) -> None:
    assert verify_log() == []
    assert set(Event.objects.values_list("chain", flat=True)) == {
        "house",
        str(busy.centre.pk),
        str(busy.other_centre.pk),
    }


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("verb", "praised"),
        ("role", "admin"),
        ("subject_id", "other"),
        ("data", "{}"),
        ("data", "[1]"),
        ("actor_id", None),
    ],
)
def test_changed_row_is_found(busy: Cast, column: str, value: Any) -> None:
    event = Event.objects.get(verb="decided")
    tamper("UPDATE records_event SET {} = %s WHERE id = %s".replace("{}", column), value, event.pk)
    assert f"Chain {busy.centre.pk}: row {event.sequence} was changed after it was written." in verify_log()


def test_row_changed_and_sealed_again_breaks_the_next(busy: Cast) -> None:
    event = Event.objects.get(verb="decided")
    event.role = "iqa"
    tamper("UPDATE records_event SET role = 'iqa', digest = %s WHERE id = %s", event.sealed(), event.pk)
    assert any("does not seal the row before it" in problem for problem in verify_log())


def test_removed_row_is_found(busy: Cast) -> None:
    event = Event.objects.filter(verb="marked", centre=busy.centre).first()
    assert event is not None
    tamper("DELETE FROM records_event WHERE id = %s", event.pk)
    assert f"Chain {busy.centre.pk}: row {event.sequence} is missing." in verify_log()


def test_tail_cut_off_is_found_by_the_records(busy: Cast) -> None:
    event = Event.objects.filter(centre=busy.centre).last()
    assert event is not None
    assert event.verb == "referred_back"
    tamper("DELETE FROM records_event WHERE id = %s", event.pk)
    (problem,) = verify_log()
    assert "is not as the log tells of it" in problem


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE records_pointdecision SET outcome = 'not_met', reason = 'x'", "Review 1 of attempt"),
        ("UPDATE records_attempttext SET text = 'Other words.'", "its text is not the one"),
        ("UPDATE records_attempt SET number = 7 WHERE kind = 'practice'", "is not as the log tells"),
    ],
)
def test_changed_records_are_found(busy: Cast, sql: str, found: str) -> None:
    tamper(sql)
    assert any(found in problem for problem in verify_log())


@pytest.mark.django_db(transaction=True)
def test_log_row_needs_the_transaction_that_it_tells_of() -> None:
    with pytest.raises(RuntimeError, match="needs the transaction"):
        add_event(Happening("x", "y", "z"), centre=None, actor=None, now=NOW)
