"""The learner queries a decision, sees each step, and another assessor answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.actions.handing_in import NOT_MET, decide_as
from tests.conftest import NOW, Cast
from wellserved.actions.appeal import appeal
from wellserved.actions.permission import can_decide
from wellserved.records.models import Appeal, RoleHeld
from wellserved.reports.assessor_queue import Filters, assessor_queue

pytestmark = pytest.mark.django_db


def body(response) -> str:
    return response.content.decode()


@pytest.fixture
def refused(cast: Cast, hand_in):
    attempt = hand_in(cast.learner, text=NOT_MET, kind="assessment")
    decide_as(cast.assessor, attempt, "not_met", reason="No reasons are given.")
    return attempt


def waits_for(person) -> list[str]:
    return [line.learner for line in assessor_queue(person, Filters(), NOW).lines]


def test_each_step_is_shown_with_its_date(cast: Cast, sign_in, refused, monkeypatch) -> None:
    learner, address = sign_in(cast.learner), reverse("appeal", args=[refused.pk])
    result = reverse("attempt", args=[refused.pk])
    assert f'href="{address}"' in body(learner.get(result))
    assert "Another assessor of your centre" in body(learner.get(address))
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=1))
    sent = {"reason": "My second sentence <b>says</b> it.", "seen": "1"}
    page = body(learner.post(address, sent, follow=True))
    assert "You queried the decision" in page
    assert "My second sentence &lt;b&gt;says&lt;/b&gt; it." in page
    assert "3 November 2026" in page
    assert "10 days left of 10" in page
    assert f'href="{address}"' not in page
    decide_as(cast.second_assessor, refused, "met", reason="It does.", seen=1, now=NOW + timedelta(days=2))
    page = body(learner.get(result))
    assert page.index("Answer to your query") < page.index("You queried the decision") < page.index("Asha Assessor")
    assert "Met, decided by Sam Second" in page
    assert "left of 10" not in page


@pytest.mark.parametrize("reason", ["", "a\0b", "x" * 4001])
def test_a_refused_query_keeps_its_words(cast: Cast, sign_in, refused, reason: str) -> None:
    response = sign_in(cast.learner).post(reverse("appeal", args=[refused.pk]), {"reason": reason, "seen": "1"})
    assert response.status_code == 422
    assert "Not sent." in body(response)
    assert reason.replace("\0", "")[:20] in body(response)
    assert not Appeal.objects.exists()


@pytest.mark.parametrize("seen", ["", "0", "-1", "x", "9" * 30])
def test_a_stale_or_broken_screen_sends_nothing(cast: Cast, sign_in, refused, seen: str) -> None:
    decide_as(cast.second_assessor, refused, "not_met", reason="I agree.", seen=1)
    response = sign_in(cast.learner).post(reverse("appeal", args=[refused.pk]), {"reason": "Why?", "seen": seen})
    assert response.status_code == 409
    assert "reviewed again meanwhile" in body(response)
    assert "Why?</textarea>" in body(response)
    assert not Appeal.objects.exists()


def test_a_second_query_is_refused_and_its_words_stay(cast: Cast, sign_in, refused) -> None:
    appeal(cast.learner, refused.pk, reason="First.", seen=1, now=NOW)
    address = reverse("appeal", args=[refused.pk])
    response = sign_in(cast.learner).post(address, {"reason": "Second words.", "seen": "1"})
    assert response.status_code == 422
    assert "already queried" in body(response)
    assert "Second words." in body(response)


def test_it_waits_for_another_assessor_and_not_for_the_first(cast: Cast, sign_in, refused) -> None:
    appeal(cast.learner, refused.pk, reason="Look again.", seen=1, now=NOW)
    assert waits_for(cast.second_assessor) == ["Lena Learner"]
    assert waits_for(cast.assessor) == waits_for(cast.iqa) == []
    address = reverse("answer", args=[refused.pk])
    page = body(sign_in(cast.second_assessor).get(address))
    assert "Answer the query" in page
    assert "Look again." in page
    page = body(sign_in(cast.assessor).get(address))
    assert "Another assessor of the centre answers." in page
    assert "Save decision" not in page
    assert "Lena" in body(sign_in(cast.assessor).get(reverse("queue") + "?state=appealed"))


def test_queue_and_permission_agree_on_who_answers(cast: Cast, refused) -> None:
    appeal(cast.learner, refused.pk, reason="Look again.", seen=1, now=NOW)
    people = [cast.assessor, cast.second_assessor, cast.iqa, cast.admin, cast.learner, cast.outsider_assessor]

    def agreed() -> list[bool]:
        may = [can_decide(person, refused) for person in people]
        assert may == [bool(waits_for(person)) for person in people]
        return may

    assert agreed() == [False, True, False, False, False, False]
    RoleHeld.objects.create(person=cast.iqa, centre=cast.other_centre, role="assessor", since=NOW)
    assert agreed() == [False, True, False, False, False, False]
    RoleHeld.objects.filter(person=cast.second_assessor).update(until=NOW)
    assert agreed() == [False, False, True, False, False, False]
    cast.iqa.is_active = False
    cast.iqa.save()
    assert not can_decide(cast.iqa, refused)


def test_nobody_left_is_said(cast: Cast, sign_in, refused) -> None:
    appeal(cast.learner, refused.pk, reason="Look again.", seen=1, now=NOW)
    RoleHeld.objects.filter(person__in=[cast.second_assessor, cast.iqa]).update(until=NOW)
    assert "nobody else who may answer yet" in body(sign_in(cast.learner).get(reverse("attempt", args=[refused.pk])))
    assert "Nobody at the centre can answer yet" in body(
        sign_in(cast.assessor).get(reverse("answer", args=[refused.pk]))
    )


def test_practice_has_no_decision_to_query(cast: Cast, sign_in, hand_in) -> None:
    attempt = hand_in(cast.learner)
    assert sign_in(cast.learner).get(reverse("appeal", args=[attempt.pk])).status_code == 404
