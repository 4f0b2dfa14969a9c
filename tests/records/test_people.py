from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory

from tests.conftest import NOW, Cast
from wellserved.records.models import Centre, Enrolment, Person, RoleHeld

PASSWORD = "a long enough pass phrase"


@pytest.mark.django_db
def test_address_is_one_person_whatever_its_case() -> None:
    made = Person.objects.create_person("Noor.Haddad@Example.org", "Noor Haddad", PASSWORD)
    assert made.email == "noor.haddad@example.org"
    assert Person.objects.get_by_natural_key("NOOR.haddad@example.ORG") == made
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create_person("noor.haddad@EXAMPLE.org", "Somebody Else")
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=made.pk).update(email="Noor@example.org")


@pytest.mark.django_db
def test_signing_in_by_password() -> None:
    made = Person.objects.create_person("noor@example.org", "Noor Haddad", PASSWORD)
    request = RequestFactory().post("/")
    assert authenticate(request, username="NOOR@example.org", password=PASSWORD) == made
    assert authenticate(request, username="noor@example.org", password="wrong") is None


@pytest.mark.django_db
def test_person_without_a_password_cannot_sign_in_by_one() -> None:
    Person.objects.create_person("noor@example.org", "Noor Haddad")
    assert authenticate(RequestFactory().post("/"), username="noor@example.org", password="") is None


@pytest.mark.django_db
def test_person_needs_a_name() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create_person("noor@example.org", "")


def test_role_is_held_once_at_a_time(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHeld.objects.create(person=cast.iqa, centre=cast.centre, role="iqa", since=NOW)
    RoleHeld.objects.filter(person=cast.iqa).update(until=NOW)
    RoleHeld.objects.create(person=cast.iqa, centre=cast.centre, role="iqa", since=NOW)


def test_one_open_place_per_unit(cast: Cast) -> None:
    place = Enrolment.objects.get(person=cast.learner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(person=cast.learner, centre=cast.other_centre, unit_id=place.unit_id, enrolled_at=NOW)


@pytest.mark.parametrize("changes", [{"blind_share": 101}, {"draft_shown": "never"}])
def test_database_refuses_an_impossible_policy(centre: Centre, changes: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Centre.objects.filter(pk=centre.pk).update(**changes)


@pytest.mark.django_db
def test_sqlite_writes_ahead_and_keeps_foreign_keys() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("these settings are SQLite's")
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "synchronous", "recursive_triggers", "busy_timeout")
        }
    assert found == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 1,
        "recursive_triggers": 1,
        "busy_timeout": 20_000,
    }
    assert connection.transaction_mode == "IMMEDIATE"
