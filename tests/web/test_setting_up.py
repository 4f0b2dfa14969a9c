"""The pages of the first run."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.actions.setting_up import PASSWORD, first_admin, opened_code
from tests.conftest import NOW, UNIT, Cast
from wellserved.actions.load_content import load_content
from wellserved.actions.set_retention import RecordClass
from wellserved.records.models import Centre, Person, RetentionPeriod, SetUp

pytestmark = pytest.mark.django_db
ADMIN = {"full_name": "Nia First", "email": "nia@harbour.test", "password": PASSWORD, "again": PASSWORD}
PERIODS = {
    f"{field}-{name}": value
    for name in RecordClass.values
    for field, value in (("months", "36"), ("basis", "contract"), ("reason", "Our awarding organisation."))
}


def post(client: Client, step: str, **sent: object) -> int:
    return client.post(reverse("set-up"), {"step": step, **sent}).status_code


def test_newcomer_sets_a_centre_up_and_lands_at_its_people() -> None:
    load_content(NOW, [UNIT])
    client, code = Client(), opened_code()
    assert client.post(reverse("set-up"), {"code": code}).status_code == 302
    assert post(client, "centre", name="New Harbour College") == 302
    assert post(client, "admin", **ADMIN) == 302
    assert post(client, "units", units=[UNIT]) == 302
    assert post(client, "retention", **PERIODS) == 302
    done = client.post(reverse("set-up"), {"step": "finish"})
    assert done.headers["Location"] == reverse("people", args=["new-harbour-college"])
    assert "Nia First" in client.get(done.headers["Location"]).content.decode()
    assert client.get(reverse("set-up")).headers["Location"] == reverse("home")
    assert RetentionPeriod.objects.count() == len(RecordClass)


@pytest.mark.parametrize("address", ["/", "/learn/", "/how-marking-works/", "/answers/", "/nowhere/", "/units/x/"])
def test_every_page_leads_there_while_there_is_no_centre(address: str) -> None:
    opened_code()
    assert Client().get(address).headers["Location"] == reverse("set-up")


def test_no_page_leads_there_once_there_is_a_centre(cast: Cast) -> None:
    assert Client().get(reverse("how-marking-works")).status_code == 200
    assert Client().get(reverse("set-up")).headers["Location"] == reverse("home")


def test_nobody_begins_without_the_code() -> None:
    opened_code()
    client = Client()
    for step, sent in (("centre", {"name": "Taken"}), ("admin", ADMIN), ("finish", {})):
        assert post(client, step, **sent) == 422
    assert not Centre.objects.exists()
    assert not Person.objects.exists()


def test_guessing_the_code_is_soon_over() -> None:
    code = opened_code()
    client = Client()
    for _ in range(6):
        client.post(reverse("set-up"), {"code": "AAAA-AAAA-AAAA-AAAA"})
    assert client.post(reverse("set-up"), {"code": code}).status_code == 429
    assert "set_up_code" not in client.session


def test_code_of_an_earlier_start_opens_nothing_even_in_a_session_that_used_it() -> None:
    client, code = Client(), opened_code()
    client.post(reverse("set-up"), {"code": code})
    opened_code()
    assert post(client, "centre", name="Old code") == 422
    assert not Centre.objects.exists()


def test_after_the_first_admin_the_others_have_to_sign_in() -> None:
    load_content(NOW, [UNIT])
    first_admin(opened_code())
    client = Client()
    for response in (client.get(reverse("set-up")), client.post(reverse("set-up"), {"step": "units", "units": UNIT})):
        assert response.headers["Location"].startswith(reverse("sign-in"))
    client.post(reverse("sign-in"), {"email": "nia@harbour.test", "password": PASSWORD})
    assert b"Units that the centre offers" in client.get(reverse("set-up")).content


def test_blank_periods_keep_what_was_typed_and_say_what_is_missing() -> None:
    load_content(NOW, [UNIT])
    _, admin = first_admin(opened_code())
    client = Client()
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    post(client, "units", units=[UNIT])
    response = client.post(reverse("set-up"), {"step": "retention", **PERIODS, "months-log": ""})
    assert response.status_code == 422
    page = response.content.decode()
    assert "The log of who did what: no period is given" in page
    assert page.count('value="36"') == len(RecordClass) - 1
    assert 'value="36"' not in client.get(reverse("set-up")).content.decode()
    assert post(client, "finish") == 422
    assert SetUp.objects.get().finished_at is None


def test_steps_cannot_be_jumped() -> None:
    client, code = Client(), opened_code()
    client.post(reverse("set-up"), {"code": code})
    for step in ("admin", "retention", "finish"):
        assert b"Name of the centre" in client.get(reverse("set-up"), {"step": step}).content
    assert post(client, "centre", name="A") == 302
    page = client.post(reverse("set-up"), {"step": "admin", **ADMIN, "again": "different"})
    assert page.status_code == 422
    assert PASSWORD not in page.content.decode()
