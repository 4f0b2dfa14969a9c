"""Signing in with a password, in the demo with one click, and out."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import Cast

pytestmark = pytest.mark.django_db
PASSWORD = "a long and private sentence"


@pytest.fixture
def with_password(cast: Cast):
    cast.learner.set_password(PASSWORD)
    cast.learner.save()
    return cast.learner


def test_password_signs_in_and_goes_on_where_i_wanted(with_password) -> None:
    sent = {"email": "Lena@Example.org", "password": PASSWORD, "next": "/accessibility/"}
    response = Client().post(reverse("sign-in"), sent)
    assert response.headers["Location"] == "/accessibility/"


@pytest.mark.parametrize("next_", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_signing_in_never_leads_elsewhere(with_password, next_: str) -> None:
    sent = {"email": "lena@example.org", "password": PASSWORD, "next": next_}
    assert Client().post(reverse("sign-in"), sent).headers["Location"] == reverse("home")


@pytest.mark.parametrize(
    ("email", "password"), [("lena@example.org", "wrong"), ("nobody@example.org", PASSWORD), ("", ""), ("\0", "x")]
)
def test_wrong_details_say_the_same_whoever_it_is(with_password, email: str, password: str) -> None:
    response = Client().post(reverse("sign-in"), {"email": email, "password": password})
    assert response.status_code == 422
    assert b"do not go together" in response.content


def test_too_many_tries_are_answered_in_words(with_password) -> None:
    client = Client()
    for _ in range(6):
        response = client.post(reverse("sign-in"), {"email": "lena@example.org", "password": "wrong"})
    assert response.status_code == 429
    assert b"Too many tries" in response.content


def test_one_click_sign_in_is_for_the_demo_alone(cast: Cast, settings) -> None:
    settings.DEMO = False
    assert b"Sign in as" not in Client().get(reverse("sign-in")).content
    response = Client().post(reverse("sign-in-demo"), {"email": "lena@example.org"})
    assert response.status_code == 404


def test_the_demo_offers_its_people_by_role(cast: Cast, settings) -> None:
    settings.DEMO = True
    client = Client()
    page = client.get(reverse("sign-in")).content.decode()
    for words in ("Learners", "Assessors", "Centre admins", "Sign in as Lena", "Sign in as Asha"):
        assert words in page
    assert client.post(reverse("sign-in-demo"), {"email": "lena@example.org"}).status_code == 302
    assert client.get(reverse("learner-home")).status_code == 200


def test_the_demo_signs_in_nobody_else(cast: Cast, settings) -> None:
    settings.DEMO = True
    cast.learner.email = "lena@real-centre.uk"
    cast.learner.save()
    for email in ("lena@real-centre.uk", "nobody@example.org", "\0", ""):
        assert Client().post(reverse("sign-in-demo"), {"email": email}).status_code == 404


def test_signing_out_is_a_button_not_a_link(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    assert client.get(reverse("sign-out")).status_code == 405
    assert client.post(reverse("sign-out")).headers["Location"] == reverse("sign-in")
    assert client.get(reverse("learner-home")).status_code == 302
