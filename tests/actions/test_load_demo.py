from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.conftest import NOW, UNIT
from tests.fakes.engine import FakeEngine
from wellserved.actions.load_content import load_content
from wellserved.actions.load_demo import load_demo
from wellserved.actions.mark_waiting import mark_waiting
from wellserved.actions.permission import roles_of
from wellserved.actions.verify_log import verify_log
from wellserved.records.models import Attempt, Centre, Cohort, Contact, Enrolment, Event, Person, Review, RoleHeld

pytestmark = pytest.mark.django_db


UNITS = (UNIT, "jobs-and-principles", "first-impressions-and-respect")


@pytest.fixture
def riverside() -> Centre:
    load_content(NOW, UNITS)
    return load_demo(NOW, FakeEngine())


def test_centre_has_its_people(riverside: Centre) -> None:
    held = list(RoleHeld.objects.filter(centre=riverside).values_list("role", flat=True))
    assert {role: held.count(role) for role in set(held)} == {
        "learner": 12,
        "assessor": 3,
        "iqa": 1,
        "admin": 1,
    }
    assert roles_of(Person.objects.get(full_name="Helen Archer"), riverside) == {"admin", "assessor"}
    assert Cohort.objects.filter(centre=riverside, enrolments__isnull=False).distinct().count() == 2
    assert not any(person.has_usable_password() for person in Person.objects.all())
    assert all(person.email.endswith(".example.org") for person in Person.objects.all())


def test_some_answers_wait_some_are_decided_one_is_referred_back(riverside: Centre) -> None:
    assessed = Attempt.objects.filter(enrolment__centre=riverside, kind="assessment")
    assert 28 <= Attempt.objects.filter(enrolment__centre=riverside).count() <= 36
    assert assessed.filter(reviews=None).count() >= 5
    assert list(Review.objects.order_by("outcome").values_list("outcome", flat=True)) == [
        "decided",
        "decided",
        "decided",
        "decided",
        "referred_back",
    ]
    assert not Attempt.objects.filter(engine_markings=None).exists()
    assert not Attempt.objects.filter(handed_in_at__gt=NOW).exists()
    assert not Review.objects.filter(at__gt=NOW).exists()


def test_each_cohort_studies_two_units_and_has_answers_waiting_in_each(riverside: Centre) -> None:
    for cohort in Cohort.objects.filter(centre=riverside):
        units = set(Enrolment.objects.filter(cohort=cohort).values_list("unit", flat=True))
        assert len(units) == 2
        assert cohort.enrolments.count() == 12
        waiting = Attempt.objects.filter(enrolment__cohort=cohort, kind="assessment", reviews=None)
        assert set(waiting.values_list("unit", flat=True)) == units


def test_demo_loaded_before_a_unit_was_added_takes_it_up(riverside: Centre) -> None:
    before = _counts()
    added = Enrolment.objects.filter(unit="jobs-and-principles", attempts=None)
    assert added.exists()
    added.delete()
    load_demo(NOW, FakeEngine())
    assert Enrolment.objects.filter(unit="jobs-and-principles").count() == 6
    assert _counts() == before


def test_log_is_in_the_order_of_its_times_and_holds(riverside: Centre) -> None:
    times = list(
        Event.objects.filter(centre=riverside, sequence__gt=1).values_list("at", flat=True).order_by("sequence")
    )
    assert times == sorted(times)
    assert verify_log() == []


def test_loading_again_adds_nothing_and_changes_nothing(riverside: Centre) -> None:
    Centre.objects.filter(pk=riverside.pk).update(blind_share=50)
    before = _counts()
    assert load_demo(NOW + timedelta(days=3), FakeEngine()).blind_share == 50
    assert _counts() == before


def test_demo_loads_while_the_engine_is_missing(settings: Any) -> None:
    settings.ENGINE = "wellserved.no_such_room.engine"
    load_content(NOW, UNITS)
    load_demo(NOW)
    assert Review.objects.count() == 5
    assert mark_waiting(FakeEngine(), NOW).marked == Attempt.objects.count()


def _counts() -> list[int]:
    return [model.objects.count() for model in (Person, Attempt, Review, Event, RoleHeld, Cohort, Contact)]


def test_one_conversation_at_the_desk_has_ended(riverside: Centre) -> None:
    contact = Contact.objects.get()
    assert contact.learner.full_name == "Amina Yusuf"
    assert contact.play().ended
