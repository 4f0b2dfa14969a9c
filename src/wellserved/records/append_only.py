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
    "records_event",
    "records_retentionperiod",
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
        return [sql for table in tables for sql in _sqlite_table(table)] + _sqlite_review(tables)
    if vendor == "postgresql":
        return (
            [_POSTGRESQL_REFUSE]
            + [sql for table in tables for sql in _postgresql_table(table)]
            + _postgresql_review(tables)
        )
    raise NotImplementedError(f"no append-only triggers for {vendor!r}; use SQLite or PostgreSQL")


def _remove_sql(vendor: str, tables: list[str]) -> list[str]:
    sqlite = vendor == "sqlite"
    events = ("update", "delete") if sqlite else ("update", "delete", "truncate")
    names = [(table, f"{table}_refuses_{event}") for table in tables for event in events]
    names += [(table, "records_review_named_other") for table in tables if table == "records_review"]
    triggers = [f"DROP TRIGGER IF EXISTS {name}" + ("" if sqlite else f" ON {table}") for table, name in names]
    functions = ("records_append_only", "records_review_named_other")
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
