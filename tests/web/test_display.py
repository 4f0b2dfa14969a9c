"""Pages are shown as a person chose, on every device, and before signing in as the device was told."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import POINT, UNIT, Cast
from wellserved.records.models import Person
from wellserved.web.display import COOKIE

pytestmark = pytest.mark.django_db
CHOICES = {"text_size": "larger", "spacing": "wide", "language": "cy"}


def root(client: Client, route: str = "display", *arguments: str) -> str:
    page = client.get(reverse(route, args=arguments)).content.decode()
    return re.search(r"<html[^>]*>", page).group()  # type: ignore[union-attr]


def test_without_a_choice_pages_are_as_they_come(cast: Cast, sign_in) -> None:
    assert root(Client()) == '<html lang="en-GB">'
    assert root(sign_in(cast.learner), "learner-home") == '<html lang="en-GB">'


def test_a_person_finds_their_choice_on_every_device_and_nobody_else_does(cast: Cast, sign_in) -> None:
    response = sign_in(cast.learner).post(reverse("display"), CHOICES)
    assert response.headers["Location"] == reverse("display")
    assert COOKIE not in response.cookies
    assert root(sign_in(cast.learner)) == '<html lang="cy" class="text-larger spacing-wide">'
    assert root(sign_in(cast.other_learner)) == '<html lang="en-GB">'
    assert root(Client()) == '<html lang="en-GB">'


def test_before_signing_in_the_device_keeps_it(cast: Cast) -> None:
    client = Client()
    kept = client.post(reverse("display"), CHOICES).cookies[COOKIE]
    assert kept.value == "larger.wide.cy"
    assert kept["httponly"]
    assert kept["samesite"] == "Lax"
    assert root(client, "sign-in") == '<html lang="cy" class="text-larger spacing-wide">'
    assert not Person.objects.exclude(language="").exists()


def test_a_persons_own_choice_counts_more_than_the_devices(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    client.cookies[COOKIE] = "largest.wide.cy"
    assert root(client) == '<html lang="cy" class="text-largest spacing-wide">'
    client.post(reverse("display"), {"text_size": "normal", "spacing": "normal", "language": "en-gb"})
    assert root(client) == '<html lang="en-GB">'


@pytest.mark.parametrize(
    "cookie", ["", "x", "a.b.c.d", "huge.wide", '"><script>.wide.cy', "largest..", "../../x.wide.xx", "." * 3000]
)
def test_a_broken_cookie_does_no_harm(cookie: str) -> None:
    client = Client()
    client.cookies[COOKIE] = cookie
    assert "<script>" not in root(client)
    assert client.get(reverse("sign-in")).status_code == 200


@pytest.mark.parametrize("field", CHOICES)
def test_a_choice_that_does_not_exist_is_refused(cast: Cast, sign_in, field: str) -> None:
    for client in (Client(), sign_in(cast.learner)):
        response = client.post(reverse("display"), {**CHOICES, field: "huge"})
        assert response.status_code == 422
        assert f'href="#{field}"' in response.content.decode()
        assert COOKIE not in response.cookies
    assert Person.objects.get(pk=cast.learner.pk).text_size == ""


def test_saved_is_said_in_the_language_just_chosen(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    assert "Wedi&#x27;i gadw" in client.post(reverse("display"), CHOICES, follow=True).content.decode()
    english = {**CHOICES, "language": "en-gb"}
    assert "Saved. Every page" in client.post(reverse("display"), english, follow=True).content.decode()


def test_the_browsers_wish_alone_changes_no_language() -> None:
    assert (
        Client(headers={"accept-language": "cy"})
        .get(reverse("sign-in"))
        .content.startswith(b'<!doctype html>\n<html lang="en-GB">')
    )


def test_what_is_assessed_stays_english_in_a_welsh_interface(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    client.post(reverse("display"), CHOICES)
    page = client.get(reverse("task", args=[UNIT, POINT])).content.decode()
    assert page.count('<html lang="en-GB"') == 1
    assert '<header class="top" lang="cy">' in page
    assert '<footer class="foot" lang="cy">' in page
    assert "Allgofnodi" in page
    assert "Good service pays" in page


def test_one_request_in_welsh_leaves_the_next_in_english() -> None:
    client = Client()
    client.cookies[COOKIE] = "normal.normal.cy"
    assert b"Mewngofnodi" in client.get(reverse("sign-in")).content
    assert b"Mewngofnodi" not in Client().get(reverse("sign-in")).content


def test_every_page_leads_there(cast: Cast, sign_in) -> None:
    for page in (Client().get(reverse("sign-in")), sign_in(cast.learner).get("/nowhere/")):
        assert f'href="{reverse("display")}"'.encode() in page.content
