"""The fixed cast, the loaded content and a database of its own for every run."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
UNIT = "service-environment"
POINT = "good-service-pays"

hypothesis_settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    max_examples=60,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.load_profile("steady")


def pytest_configure(config: pytest.Config) -> None:
    """No secret, no collected files, no encoder and no slow password hashing are needed to test."""
    folder = tempfile.mkdtemp(prefix="wellserved-tests-")
    settings.SECRET_KEY = "only for tests, never for people, 1234"
    settings.STATIC_ROOT = Path(folder)
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.ENGINE = "tests.fakes.engine.fake_engine"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A file for SQLite, since threads that race need one; a name per process for PostgreSQL."""
    test = connections["default"].settings_dict["TEST"]
    if connection.vendor == "sqlite":
        test["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
    else:
        test["NAME"] = f"test_wellserved_{os.getpid()}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """Emptying the database after a test with real transactions needs the triggers out of the way."""
    from wellserved.records import append_only

    operations: Any = type(connection.ops)
    flush = operations.execute_sql_flush

    def flush_without_triggers(self: Any, sql_list: list[str]) -> None:
        append_only.remove(self.connection)
        flush(self, sql_list)
        append_only.install(self.connection)

    operations.execute_sql_flush = flush_without_triggers
    yield
    operations.execute_sql_flush = flush


@dataclass(frozen=True)
class Cast:
    """Two centres and their people. Everybody at `centre` but the outsiders, who belong to `other_centre`."""

    centre: Any
    other_centre: Any
    learner: Any
    other_learner: Any
    assessor: Any
    second_assessor: Any
    iqa: Any
    admin: Any  # centre admin and nothing else
    outsider_learner: Any
    outsider_assessor: Any


def make_cast() -> Cast:
    """The cast in the database, with the shipped content loaded; for tests that cannot take fixtures."""
    from wellserved.actions.load_content import load_content
    from wellserved.records.models import Centre, Cohort, Enrolment, Person, RoleHeld

    load_content(NOW, [UNIT])
    centre = Centre.objects.create(name="North Pier Centre", slug="north-pier", blind_share=0)
    other_centre = Centre.objects.create(name="South Gate Centre", slug="south-gate", blind_share=0)
    cohort = Cohort.objects.create(centre=centre, name="Autumn", starts=date(2026, 9, 1), ends=date(2027, 7, 1))

    def person(name: str, at: Centre, role: str) -> Person:
        made = Person.objects.create_person(f"{name.split()[0].lower()}@example.org", name)
        RoleHeld.objects.create(person=made, centre=at, role=role, since=NOW)
        if role == "learner":
            Enrolment.objects.create(
                person=made,
                centre=at,
                cohort=cohort if at == centre else None,
                unit_id=UNIT,
                enrolled_at=NOW,
            )
        return made

    return Cast(
        centre=centre,
        other_centre=other_centre,
        learner=person("Lena Learner", centre, "learner"),
        other_learner=person("Omar Other", centre, "learner"),
        assessor=person("Asha Assessor", centre, "assessor"),
        second_assessor=person("Sam Second", centre, "assessor"),
        iqa=person("Ines Quality", centre, "iqa"),
        admin=person("Ada Admin", centre, "admin"),
        outsider_learner=person("Lars Outside", other_centre, "learner"),
        outsider_assessor=person("Oona Outside", other_centre, "assessor"),
    )


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def centre(cast: Cast) -> Any:
    return cast.centre


@pytest.fixture
def learner(cast: Cast) -> Any:
    return cast.learner


@pytest.fixture
def other_learner(cast: Cast) -> Any:
    return cast.other_learner


@pytest.fixture
def assessor(cast: Cast) -> Any:
    return cast.assessor


@pytest.fixture
def second_assessor(cast: Cast) -> Any:
    return cast.second_assessor


@pytest.fixture
def iqa(cast: Cast) -> Any:
    return cast.iqa


@pytest.fixture
def admin(cast: Cast) -> Any:
    return cast.admin


@pytest.fixture
def outsider_learner(cast: Cast) -> Any:
    return cast.outsider_learner


@pytest.fixture
def outsider_assessor(cast: Cast) -> Any:
    return cast.outsider_assessor


@pytest.fixture
def now() -> datetime:
    return NOW
