"""One login, several roles: the badge says in which one works, and permits nothing."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.conftest import NOW, UNIT, Cast
from wellserved.actions.log import Happening, add_event
from wellserved.records.models import Enrolment, Event, RoleHeld

pytestmark = pytest.mark.django_db


def body(response) -> str:
    return response.content.decode()


@pytest.fixture
def both(cast: Cast):
    """Asha assesses at her centre, learns at it too, and is IQA of the other one."""
    RoleHeld.objects.create(person=cast.assessor, centre=cast.centre, role="learner", since=NOW)
    RoleHeld.objects.create(person=cast.assessor, centre=cast.other_centre, role="iqa", since=NOW)
    Enrolment.objects.create(person=cast.assessor, centre=cast.centre, unit_id=UNIT, enrolled_at=NOW)
    return cast.assessor


def worn(page: str) -> str:
    found = re.search(r"You work as </span>([^<]+)<", page)
    return found[1].strip() if found else ""


def test_one_role_is_shown_and_nothing_is_offered(cast: Cast, sign_in) -> None:
    page = body(sign_in(cast.assessor).get(reverse("queue")))
    assert worn(page) == "Assessor"
    assert "Work as" not in page


def test_switching_changes_the_pages_of_the_top_bar(cast: Cast, sign_in, both) -> None:
    client = sign_in(both)
    page = body(client.get("/", follow=True))
    assert worn(page) == "Learner"
    assert "Answers to decide" not in page
    page = body(client.post(reverse("switch-role"), {"role": "assessor"}, follow=True))
    assert worn(page) == "Assessor"
    assert "My work" not in page
    page = body(client.post(reverse("switch-role"), {"role": "iqa"}, follow=True))
    assert worn(page) == "IQA"
    assert "South Gate Centre" in page


def test_a_page_of_a_role_shows_that_role_and_others_the_last(cast: Cast, sign_in, both, hand_in) -> None:
    client = sign_in(both)
    assert worn(body(client.get(reverse("queue")))) == "Assessor"
    assert worn(body(client.get(reverse("unit", args=[UNIT])))) == "Assessor"
    assert worn(body(client.get(reverse("learner-home")))) == "Learner"
    assert worn(body(client.get(reverse("unit", args=[UNIT])))) == "Learner"
    here = hand_in(cast.learner, kind="assessment")
    there = hand_in(cast.outsider_learner, kind="assessment")
    assert worn(body(client.get(reverse("answer", args=[here.pk])))) == "Assessor"
    assert worn(body(client.get(reverse("answer", args=[there.pk])))) == "IQA"


def test_the_badge_never_widens_and_the_log_names_the_role(cast: Cast, sign_in, both, hand_in) -> None:
    client = sign_in(both)
    client.post(reverse("switch-role"), {"role": "assessor"})
    there = hand_in(cast.outsider_learner, kind="assessment")
    sent = {"do": "refer_back", "missing": "More.", "seen": "0"}
    place = reverse("answer", args=[there.pk])
    draft = re.search(r'name="draft_seen" value="(\d*)"', body(client.get(place)))
    assert draft is None
    assert client.post(place, sent).status_code == 403
    here = hand_in(cast.learner, kind="assessment")
    place = reverse("answer", args=[here.pk])
    client.post(reverse("switch-role"), {"role": "learner"})
    seen = re.search(r'name="draft_seen" value="(\d*)"', body(client.get(place)))[1]
    assert client.post(place, {**sent, "draft_seen": seen}).status_code == 302
    assert Event.objects.get(verb="referred_back").role == "assessor"


@pytest.mark.parametrize("role", ["admin", "iqa", "", "tutor", "\0", "x" * 500])
def test_a_role_that_is_not_held_cannot_be_worn(cast: Cast, sign_in, role: str) -> None:
    client = sign_in(cast.assessor)
    assert client.post(reverse("switch-role"), {"role": role}).status_code == 404
    assert worn(body(client.get(reverse("queue")))) == "Assessor"


def test_a_role_that_ended_is_worn_no_longer(cast: Cast, sign_in, both) -> None:
    client = sign_in(both)
    client.post(reverse("switch-role"), {"role": "iqa"})
    RoleHeld.objects.filter(person=both, role="iqa").update(until=NOW)
    assert worn(body(client.get(reverse("unit", args=[UNIT])))) == "Learner"
    assert client.post(reverse("switch-role"), {"role": "iqa"}).status_code == 404


def test_nobody_without_a_role_has_a_badge(cast: Cast, sign_in) -> None:
    RoleHeld.objects.filter(person=cast.admin).update(until=NOW)
    page = body(sign_in(cast.admin).get("/"))
    assert "Nothing here for you yet" in page
    assert worn(page) == ""


def test_a_persons_event_names_a_role(cast: Cast) -> None:
    for actor, role in ((cast.assessor, ""), (None, "assessor")):
        with pytest.raises(RuntimeError, match="role"):
            add_event(Happening("x", "centre", "1"), centre=None, actor=actor, role=role, now=NOW)
