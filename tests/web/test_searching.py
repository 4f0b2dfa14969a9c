"""The search page keeps the phrase out of addresses and out of the log."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.conftest import NOW, Cast
from wellserved.actions.verify_log import verify_log
from wellserved.records.models import Event, RoleHeld

pytestmark = pytest.mark.django_db


def body(response) -> str:
    return response.content.decode()


def test_finds_and_logs_without_the_words(cast: Cast, sign_in, hand_in) -> None:
    hand_in(cast.learner, text="They tell <b>everybody</b> because of it.", kind="assessment")
    client = sign_in(cast.assessor)
    page = body(client.post(reverse("search"), {"phrase": "  TELL   <b>every "}))
    assert "<mark>tell &lt;b&gt;every</mark>" in page
    assert "1 answer" in page
    event = Event.objects.get(verb="searched_answers")
    assert (event.actor, event.role, event.data) == (cast.assessor, "assessor", {"characters": 13})
    assert verify_log() == []


def test_each_centre_whose_answers_are_searched_logs_it(cast: Cast, sign_in) -> None:
    RoleHeld.objects.create(person=cast.assessor, centre=cast.other_centre, role="iqa", since=NOW)
    sign_in(cast.assessor).post(reverse("search"), {"phrase": "words"})
    assert set(Event.objects.filter(verb="searched_answers").values_list("centre__slug", "role")) == {
        ("north-pier", "assessor"),
        ("south-gate", "iqa"),
    }


@pytest.mark.parametrize("phrase", ["", "  ", "ab", "a ", "x" * 101, "abc\0", "x" * 5000])
def test_what_cannot_be_searched_is_refused_and_not_logged(cast: Cast, sign_in, phrase: str) -> None:
    response = sign_in(cast.assessor).post(reverse("search"), {"phrase": phrase})
    assert response.status_code == 422
    assert not Event.objects.filter(verb="searched_answers").exists()


def test_an_address_does_not_search(cast: Cast, sign_in, hand_in) -> None:
    hand_in(cast.learner, text="They tell everybody.", kind="assessment")
    assert "everybody" not in body(sign_in(cast.assessor).get(reverse("search") + "?phrase=tell+everybody"))


@pytest.mark.parametrize("page", ["", "0", "-1", "x", "9" * 30])
def test_a_broken_page_number_shows_the_first_or_last(cast: Cast, sign_in, hand_in, page: str) -> None:
    hand_in(cast.learner, text="They tell everybody.", kind="assessment")
    assert "Lena Learner" in body(sign_in(cast.assessor).post(reverse("search"), {"phrase": "tell", "page": page}))


def test_only_people_who_assess_search(cast: Cast, sign_in) -> None:
    for person in (cast.learner, cast.admin):
        for response in (
            sign_in(person).get(reverse("search")),
            sign_in(person).post(reverse("search"), {"phrase": "words"}),
        ):
            assert response.status_code == 404
    assert not Event.objects.filter(verb="searched_answers").exists()


def test_the_class_pages_show_and_lead_to_answers(cast: Cast, sign_in, hand_in) -> None:
    attempt = hand_in(cast.learner, text="Nothing much.", kind="assessment")
    client = sign_in(cast.assessor)
    page = body(client.get(reverse("classes")))
    place = page.split('<ul role="list" class="list">')[1].split('href="')[1].split('"')[0]
    page = body(client.get(place))
    assert f'href="{reverse("answer", args=[attempt.pk])}">Lena Learner' in page
    assert "Omar Other" in page
    assert "a draft, not a decision" in page
    for person in (cast.learner, cast.admin, cast.outsider_assessor):
        assert sign_in(person).get(place).status_code == 404
    assert client.get(place.replace("service-environment", "no-such-unit")).status_code == 404
