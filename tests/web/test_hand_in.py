"""Handing in by the page: bad input gets a clear message or a plain result, and no word is lost."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import POINT, UNIT, Cast
from wellserved.records.models import Attempt, Draft

pytestmark = pytest.mark.django_db
TASK = "task"

PLAIN = {
    "right-to-left marks": "\u202eshe comes back\u202c because she was served well \u200f",
    "emoji": "They come back because 😀👩🏽‍🔧 was kind 🇬🇧",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(2)> because </textarea>",
    "another language": "Los clientes vuelven porque fueron bien atendidos y se lo dicen a sus amigos.",
    "one word 10,000 times": "x " * 9_999,
    "template code": "{{ request.user }} {% csrf_token %} because",
    "lone combining marks": "\u0301\u0301\u0301 because",
}
REFUSED = {
    "empty": ("", "There are no words in it yet"),
    "spaces": (" \n\t ", "There are no words in it yet"),
    "200 kB": ("word " * 40_000, "20,000 is the most"),
    "NUL": ("before\0after", "is a NUL"),
    "one word 10,000 times, too long": ("again " * 10_000, "20,000 is the most"),
}


def post(client: Client, **sent: str):
    return client.post(reverse(TASK, args=[UNIT, POINT]), {"kind": "practice", "key": "k1", **sent})


@pytest.mark.parametrize("what", PLAIN)
def test_strange_text_gets_a_plain_result(cast: Cast, sign_in, what: str) -> None:
    client = sign_in(cast.learner)
    response = post(client, text=PLAIN[what])
    assert response.status_code == 302
    page = client.get(response.headers["Location"])
    assert page.status_code == 200
    assert b"<script>alert" not in page.content
    assert b"<img" not in page.content
    again = client.get(f"{reverse(TASK, args=[UNIT, POINT])}?from={Attempt.objects.get().pk}")
    assert again.content.count(b"</textarea>") == 1


@pytest.mark.parametrize("what", REFUSED)
def test_text_that_cannot_be_handed_in_is_refused_and_kept(cast: Cast, sign_in, what: str) -> None:
    text, problem = REFUSED[what]
    response = post(sign_in(cast.learner), text=text)
    assert response.status_code == 422
    page = response.content.decode()
    assert problem in page
    assert "Your text is still here" in page
    assert text.replace("\0", "").strip()[:1000] in page.replace("\0", "")
    assert not Attempt.objects.exists()


def test_a_request_over_the_limit_is_answered_in_words(cast: Cast, sign_in) -> None:
    response = post(sign_in(cast.learner), text="x" * 1_200_000)
    assert response.status_code == 413
    assert "That was too much at once" in response.content.decode()


@pytest.mark.parametrize("kind", ["", "exam", "assessment\0"])
def test_an_unknown_kind_is_refused(cast: Cast, sign_in, kind: str) -> None:
    assert post(sign_in(cast.learner), text="Words.", kind=kind).status_code == 422


@pytest.mark.parametrize("follows", ["no-uuid", "00000000-0000-0000-0000-000000000000"])
def test_following_nothing_is_not_found(cast: Cast, sign_in, follows: str) -> None:
    assert post(sign_in(cast.learner), text="Words.", follows=follows).status_code == 404


def test_a_double_click_is_one_attempt(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    first, second = post(client, text="Once, because."), post(client, text="Once, because.")
    assert first.headers["Location"] == second.headers["Location"]
    assert Attempt.objects.count() == 1


def test_other_words_under_a_used_key_are_kept_with_a_new_key(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    post(client, text="Once, because.")
    response = post(client, text="Something else.")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Something else." in page
    assert 'name="key" value="k1"' not in page


def test_assessment_needs_the_declaration(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    response = post(client, text="My words.", kind="assessment")
    assert response.status_code == 422
    assert "Tick the declaration" in response.content.decode()
    assert post(client, text="My words.", kind="assessment", declaration="yes").status_code == 302
    assert Attempt.objects.get().declaration.startswith("This is my own work.")


def test_a_second_assessment_waits_for_the_first(cast: Cast, sign_in, hand_in) -> None:
    hand_in(cast.learner, kind="assessment")
    client = sign_in(cast.learner)
    page = client.get(reverse(TASK, args=[UNIT, POINT])).content.decode()
    assert "still waits for a decision" in page
    assert 'value="assessment"' not in page
    response = post(client, text="Another.", kind="assessment", declaration="yes")
    assert response.status_code == 422
    assert "Another." in response.content.decode()


def test_line_breaks_and_words_come_back_as_sent(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    text = "\r\nFirst line\r\n\r\n  second, because\tit is\r\n"
    post(client, text=text)
    assert Attempt.objects.get().attempt_text.text == text
    page = client.get(reverse("attempt", args=[Attempt.objects.get().pk])).content.decode()
    assert "First line\r\n\r\n  second, " in page


def draft(client: Client, text: str, revision: str = "0", script: bool = True):
    headers = {"accept": "application/json"} if script else {}
    sent = {"text": text, "revision": revision, "key": "k1"}
    return client.post(reverse("save-draft", args=[UNIT, POINT]), sent, headers=headers)


def test_a_draft_is_saved_and_stands_in_the_editor(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    assert draft(client, "Half a sentence").json() == {"revision": 1}
    assert "Half a sentence</textarea>" in client.get(reverse(TASK, args=[UNIT, POINT])).content.decode()


def test_a_conflicting_draft_shows_both_and_overwrites_nothing(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    draft(client, "From the phone")
    response = draft(client, "From the library")
    assert response.status_code == 409
    assert response.json() == {"text": "From the phone", "revision": 1}
    page = draft(client, "From the library", script=False)
    assert page.status_code == 409
    assert "From the phone" in page.content.decode()
    assert "From the library</textarea>" in page.content.decode()
    assert Draft.objects.get().text == "From the phone"


@pytest.mark.parametrize("revision", ["", "-1", "1e9", "99999999999999999999", "x"])
def test_a_broken_revision_is_a_conflict_at_most(cast: Cast, sign_in, revision: str) -> None:
    client = sign_in(cast.learner)
    draft(client, "Kept")
    assert draft(client, "Other", revision).status_code == 409
    assert Draft.objects.get().text == "Kept"


@pytest.mark.parametrize("text", ["a\0b", "x" * 100_001])
def test_a_draft_that_cannot_be_kept_says_why(cast: Cast, sign_in, text: str) -> None:
    response = draft(sign_in(cast.learner), text)
    assert response.status_code == 422
    assert response.json()["problem"]


def test_saving_a_draft_without_a_script_comes_back_to_the_task(cast: Cast, sign_in) -> None:
    response = draft(sign_in(cast.learner), "Plain", script=False)
    assert response.status_code == 302
    assert Draft.objects.get().text == "Plain"


def test_a_script_that_is_signed_out_is_told_so(cast: Cast) -> None:
    response = draft(Client(), "Words")
    assert response.status_code == 401
    assert "kept on this device" in response.json()["problem"]


def test_the_result_page_names_the_hand_in_that_the_device_may_forget(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    place = post(client, text="Words, because.").headers["Location"]
    assert 'data-handed-in="k1"' in client.get(place).content.decode()


def by_script(client: Client, **sent: str):
    address = reverse(TASK, args=[UNIT, POINT])
    return client.post(address, {"kind": "practice", "key": "k1", **sent}, headers={"accept": "application/json"})


def test_a_script_hands_in_once_and_is_told_where_the_result_is(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    first, second = by_script(client, text="Once, because."), by_script(client, text="Once, because.")
    assert first.json() == second.json() == {"place": reverse("attempt", args=[Attempt.objects.get().pk])}


def test_a_script_whose_hand_in_is_refused_is_told_why(cast: Cast, sign_in) -> None:
    response = by_script(sign_in(cast.learner), text="My words.", kind="assessment")
    assert response.status_code == 422
    assert "Tick the declaration" in response.json()["problem"]


def test_a_script_that_is_signed_out_hands_nothing_in(cast: Cast) -> None:
    response = by_script(Client(), text="Words.")
    assert response.status_code == 401
    assert response.json()["sign_in"] == reverse("sign-in")
    assert not Attempt.objects.exists()


def test_a_page_left_open_never_writes_into_the_work_of_the_next_person(cast: Cast, sign_in) -> None:
    client = sign_in(cast.other_learner)
    lenas = {"text": "Lena's words.", "writer": str(cast.learner.pk)}
    assert post(client, **lenas).status_code == 403
    assert by_script(client, **lenas).status_code == 403
    for headers in ({}, {"accept": "application/json"}):
        address = reverse("save-draft", args=[UNIT, POINT])
        assert client.post(address, {**lenas, "revision": "0"}, headers=headers).status_code == 403
    assert not Attempt.objects.exists()
    assert not Draft.objects.exists()


def test_handing_in_leaves_a_draft_that_another_screen_saved_meanwhile(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    draft(client, "From the phone")
    assert post(client, text="From the library, because.", revision="0").status_code == 302
    assert Draft.objects.get().text == "From the phone"


@pytest.mark.parametrize(("text", "revision"), [("Other, because.", "1"), ("The\r\nsame.", "0")])
def test_handing_in_empties_the_draft_that_it_came_from(cast: Cast, sign_in, text: str, revision: str) -> None:
    client = sign_in(cast.learner)
    draft(client, "The\nsame.")
    post(client, text=text, revision=revision)
    assert Draft.objects.get().text == ""


def test_a_draft_begun_is_not_replaced_by_the_attempt_to_improve(cast: Cast, sign_in, hand_in) -> None:
    attempt = hand_in(cast.learner, text="The attempt.")
    client = sign_in(cast.learner)
    draft(client, "The draft begun since.")
    page = client.get(f"{reverse(TASK, args=[UNIT, POINT])}?from={attempt.pk}").content.decode()
    assert "The draft begun since.</textarea>" in page
    assert "You had already begun to write" in page


def test_improving_keeps_the_link_to_the_attempt_it_follows(cast: Cast, sign_in, hand_in) -> None:
    attempt = hand_in(cast.learner, text="The attempt.")
    client = sign_in(cast.learner)
    page = client.get(f"{reverse(TASK, args=[UNIT, POINT])}?from={attempt.pk}").content.decode()
    assert "The attempt.</textarea>" in page
    assert f'name="follows" value="{attempt.pk}"' in page
    post(client, text="Better, because.", follows=str(attempt.pk))
    assert Attempt.objects.get(key="k1").follows == attempt
