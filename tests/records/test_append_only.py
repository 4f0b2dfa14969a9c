from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.actions.handing_in import decide_as, hand_in
from tests.conftest import NOW, Cast
from wellserved.actions.begin_contact import begin_contact
from wellserved.actions.take_turn import Taking, take_turn
from wellserved.records import append_only
from wellserved.records.append_only import AppendOnly
from wellserved.records.models import (
    Appeal,
    Attempt,
    AttemptText,
    Contact,
    ContactTurn,
    ContactWords,
    EngineMarking,
    EnginePoint,
    Event,
    EvidenceJudgement,
    PointDecision,
    RetentionPeriod,
    Review,
    ScenarioVersion,
    SchemeVersion,
)

MODELS: tuple[Any, ...] = (
    Appeal,
    SchemeVersion,
    Attempt,
    AttemptText,
    EngineMarking,
    EnginePoint,
    Review,
    PointDecision,
    Event,
    EvidenceJudgement,
    RetentionPeriod,
    ScenarioVersion,
    Contact,
    ContactTurn,
    ContactWords,
)


@pytest.fixture
def decided(learner: Any, assessor: Any, centre: Any) -> Review:
    RetentionPeriod.objects.create(
        centre=centre, record_class="drafts", months=6, basis="contract", reason="Enough.", by=assessor, at=NOW
    )
    contact = begin_contact(learner, scenario="wrong-order-twice", key="desk", now=NOW)
    take_turn(learner, contact.pk, Taking(text="Hello."), seen=0, now=NOW)
    review = decide_as(assessor, hand_in(learner, kind="assessment"), "met")
    Appeal.objects.create(attempt=review.attempt, review=review, reason="Look again.", at=NOW)
    return review


def test_every_append_only_model_is_guarded() -> None:
    assert {model._meta.db_table for model in MODELS} == set(append_only.TABLES)
    assert all(issubclass(model, append_only.AppendOnlyModel) for model in MODELS)


@pytest.mark.parametrize("model", MODELS)
def test_python_refuses_change_and_removal(decided: Review, model: Any) -> None:
    row = model.objects.first()
    for change in (
        row.save,
        row.delete,
        model.objects.all().delete,
        lambda: model.objects.update(pk=1),
        lambda: model.objects.bulk_update([row], ["pk"]),
    ):
        with pytest.raises(AppendOnly):
            change()


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("statement", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
def test_database_refuses_change_and_removal(decided: Review, model: Any, statement: str) -> None:
    sql = statement.format(table=model._meta.db_table, column=model._meta.pk.column)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert model.objects.exists()


def test_database_refuses_replacing_a_row(decided: Review) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("REPLACE is SQLite's")
    sql = "INSERT OR REPLACE INTO records_attempttext (attempt_id, text) VALUES (%s, 'other words')"
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, [decided.attempt_id.hex])


def test_row_with_a_known_key_is_added_not_overwritten(decided: Review) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AttemptText(attempt_id=decided.attempt_id, text="other words").save()


def test_database_refuses_emptying_a_table(decided: Review) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's")
    connection.check_constraints()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE records_event CASCADE")


def test_every_trigger_is_there_and_installing_again_is_harmless(cast: Cast) -> None:
    wanted = {f"{table}_refuses_{event}" for table in append_only.TABLES for event in ("update", "delete")}
    wanted.add("records_review_named_other")
    append_only.install(connection)
    assert wanted <= _triggers()
    append_only.remove(connection)
    assert not wanted & _triggers()


@pytest.mark.django_db(transaction=True)
def test_triggers_come_back_after_a_table_was_rebuilt() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite rebuilds tables")
    editor: Any
    with connection.schema_editor() as editor:
        editor._remake_table(AttemptText)
    assert "records_attempttext_refuses_update" not in _triggers()
    call_command("migrate", verbosity=0)
    assert "records_attempttext_refuses_update" in _triggers()


def _triggers() -> set[str]:
    sql = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def review_of(attempt: Attempt, by: Any, **changes: Any) -> Review:
    fields: dict[str, Any] = {
        "sequence": 1,
        "role": "assessor",
        "outcome": "decided",
        "draft_was_shown": False,
        "blind": False,
        "at": NOW,
    }
    return Review(attempt=attempt, by=by, **{**fields, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"by": None},
        {"role": "learner"},
        {"role": ""},
        {"sequence": 0},
        {"outcome": "referred_back", "missing": ""},
        {"outcome": "decided", "missing": "More."},
        {"draft_was_shown": True},
    ],
)
def test_database_refuses_a_review_that_breaks_a_rule(learner: Any, assessor: Any, changes: Any) -> None:
    attempt = hand_in(learner, kind="assessment")
    with pytest.raises(IntegrityError), transaction.atomic():
        review_of(attempt, **{"by": assessor, **changes}).save()


def test_database_refuses_a_review_of_practice(learner: Any, assessor: Any) -> None:
    attempt = hand_in(learner)
    with pytest.raises(IntegrityError, match="assessment attempt"), transaction.atomic():
        review_of(attempt, assessor).save()


def test_database_refuses_a_review_by_the_learner(learner: Any) -> None:
    attempt = hand_in(learner, kind="assessment")
    with pytest.raises(IntegrityError, match="another person"), transaction.atomic():
        review_of(attempt, learner).save()


def test_database_refuses_a_change_of_the_draft_without_a_reason(learner: Any, assessor: Any) -> None:
    review = review_of(hand_in(learner, kind="assessment"), assessor)
    review.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        PointDecision(review=review, point="p", outcome="met", draft_outcome="not_met", reason="").save()


def test_database_refuses_an_undeclared_assessment(learner: Any) -> None:
    known = hand_in(learner)
    fields = {
        "learner": learner,
        "enrolment": known.enrolment,
        "unit": known.unit,
        "point": known.point,
        "scheme": known.scheme,
        "number": 1,
        "handed_in_at": NOW,
        "words": 1,
        "text_digest": "0" * 64,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt(**fields, kind="assessment", key="undeclared").save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt(**{**fields, "number": 2}, kind="practice", blind=True, key="blind").save()
