"""Rows that are added and never changed: refused in Python, and by triggers in the database itself."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = (
    "records_schemeversion",
    "records_attempt",
    "records_attempttext",
    "records_enginemarking",
    "records_enginepoint",
    "records_review",
    "records_pointdecision",
    "records_evidencejudgement",
    "records_appeal",
    "records_event",
    "records_retentionperiod",
    "records_scenarioversion",
    "records_contact",
    "records_contactturn",
    "records_contactwords",
)


class AppendOnly(Exception):
    """Somebody tried to change or remove a row that is only ever added to."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is append-only: add a new row that says what changed, and why")


Row = TypeVar("Row", bound=models.Model)


class AppendOnlyQuerySet(models.QuerySet[Row]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly(self.model.__name__)

    def delete(self) -> NoReturn:
        raise AppendOnly(self.model.__name__)

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly(self.model.__name__)


class AppendOnlyModel(models.Model):
    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly(type(self).__name__)
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly(type(self).__name__)


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger in place on the tables that exist; those already there stay."""
    existing = set(connection.introspection.table_names())
    tables = [table for table in TABLES if table in existing]
    with connection.cursor() as cursor:
        for statement in _install_sql(connection.vendor, tables):
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take every trigger away: only for a reversed migration and the emptying of a test database."""
    existing = set(connection.introspection.table_names())
    tables = [table for table in TABLES if table in existing]
    with connection.cursor() as cursor:
        for statement in _remove_sql(connection.vendor, tables):
            cursor.execute(statement)


def _install_sql(vendor: str, tables: list[str]) -> list[str]:
    if vendor == "sqlite":
        return (
            [sql for table in tables for sql in _sqlite_table(table)] + _sqlite_review(tables) + _sqlite_appeal(tables)
        )
    if vendor == "postgresql":
        return (
            [_POSTGRESQL_REFUSE]
            + [sql for table in tables for sql in _postgresql_table(table)]
            + _postgresql_review(tables)
            + _postgresql_appeal(tables)
        )
    raise NotImplementedError(f"no append-only triggers for {vendor!r}; use SQLite or PostgreSQL")


def _remove_sql(vendor: str, tables: list[str]) -> list[str]:
    sqlite = vendor == "sqlite"
    events = ("update", "delete") if sqlite else ("update", "delete", "truncate")
    names = [(table, f"{table}_refuses_{event}") for table in tables for event in events]
    on_review = ("records_review_named_other", "records_review_answers_as_other")
    names += [(table, name) for table in tables if table == "records_review" for name in on_review]
    triggers = [f"DROP TRIGGER IF EXISTS {name}" + ("" if sqlite else f" ON {table}") for table, name in names]
    functions = ("records_append_only", *on_review)
    return triggers + ([] if sqlite else [f"DROP FUNCTION IF EXISTS {name}" for name in functions])


def _sqlite_table(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_refuses_{event.lower()} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for event in ("UPDATE", "DELETE")
    ]


def _sqlite_review(tables: list[str]) -> list[str]:
    if "records_review" not in tables:
        return []
    return [
        "CREATE TRIGGER IF NOT EXISTS records_review_named_other BEFORE INSERT ON records_review "
        "WHEN NOT EXISTS (SELECT 1 FROM records_attempt a WHERE a.id = NEW.attempt_id "
        "AND a.kind = 'assessment' AND a.learner_id <> NEW.by_id) "
        "BEGIN SELECT RAISE(ABORT, 'a review needs an assessment attempt of another person'); END"
    ]


# Is NEW the answer to an appeal, by somebody who has reviewed the attempt before?
_ANSWERS_OWN = (
    "EXISTS (SELECT 1 FROM records_appeal a JOIN records_review q ON q.id = a.review_id "
    "WHERE a.attempt_id = NEW.attempt_id AND q.sequence = NEW.sequence - 1) "
    "AND EXISTS (SELECT 1 FROM records_review r WHERE r.attempt_id = NEW.attempt_id AND r.by_id = NEW.by_id)"
)
_ANSWERED_BY_ANOTHER = "an appeal is answered by somebody who has not reviewed the attempt"


def _sqlite_appeal(tables: list[str]) -> list[str]:
    if "records_appeal" not in tables:
        return []
    return [
        "CREATE TRIGGER IF NOT EXISTS records_review_answers_as_other BEFORE INSERT ON records_review "
        f"WHEN {_ANSWERS_OWN} BEGIN SELECT RAISE(ABORT, '{_ANSWERED_BY_ANOTHER}'); END"
    ]


_POSTGRESQL_REFUSE = (
    "CREATE OR REPLACE FUNCTION records_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
    "USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def _postgresql_table(table: str) -> list[str]:
    return [
        f"CREATE OR REPLACE TRIGGER {table}_refuses_{event.lower()} BEFORE {event} ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION records_append_only()"
        for event in ("UPDATE", "DELETE", "TRUNCATE")
    ]


def _postgresql_review(tables: list[str]) -> list[str]:
    if "records_review" not in tables:
        return []
    return [
        "CREATE OR REPLACE FUNCTION records_review_named_other() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN IF NOT EXISTS (SELECT 1 FROM records_attempt a WHERE a.id = NEW.attempt_id "
        "AND a.kind = 'assessment' AND a.learner_id <> NEW.by_id) THEN "
        "RAISE EXCEPTION 'a review needs an assessment attempt of another person' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
        "CREATE OR REPLACE TRIGGER records_review_named_other BEFORE INSERT ON records_review "
        "FOR EACH ROW EXECUTE FUNCTION records_review_named_other()",
    ]


def _postgresql_appeal(tables: list[str]) -> list[str]:
    if "records_appeal" not in tables:
        return []
    return [
        "CREATE OR REPLACE FUNCTION records_review_answers_as_other() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {_ANSWERS_OWN} THEN RAISE EXCEPTION '{_ANSWERED_BY_ANOTHER}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
        "CREATE OR REPLACE TRIGGER records_review_answers_as_other BEFORE INSERT ON records_review "
        "FOR EACH ROW EXECUTE FUNCTION records_review_answers_as_other()",
    ]
