"""The assessor's pages: deciding, referring back, stale screens and the queue."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.conftest import NOW, Cast
from tests.fakes.engine import FakeEngine
from wellserved.actions.mark_attempt import mark_attempt
from wellserved.records.models import Centre, Review

pytestmark = pytest.mark.django_db


def body(response) -> str:
    return response.content.decode()


@pytest.fixture
def waiting(cast: Cast, hand_in):
    return hand_in(cast.learner, kind="assessment")


@pytest.fixture
def address(waiting) -> str:
    return reverse("answer", args=[waiting.pk])


def save(client, address: str, **sent: str):
    """Save from a screen that shows the draft which stands now, unless `draft_seen` says otherwise."""
    form = {"do": "decide", "seen": "0", "outcome": "met", "draft_seen": draft_on(client, address)}
    form["evidence-together"] = "yes"
    return client.post(address, {**form, **sent})


def draft_on(client, address: str) -> str:
    shown = re.search(r'name="draft_seen" value="(\d*)"', body(client.get(address)))
    return shown[1] if shown else ""


def test_the_draft_stands_beside_the_answer(cast: Cast, sign_in, address: str) -> None:
    page = body(sign_in(cast.assessor).get(address))
    assert "Draft: met" in page
    assert "<mark" in page
    assert "a draft, not a decision" in page
    assert "Criterion met, provisional until a person confirms it." in page


def test_a_blind_answer_shows_no_draft_until_decided(cast: Cast, sign_in, hand_in) -> None:
    cast.centre.blind_share = 100
    cast.centre.save()
    address = reverse("answer", args=[hand_in(cast.learner, kind="assessment").pk])
    client = sign_in(cast.assessor)
    page = body(client.get(address))
    assert "This answer is decided without a draft." in page
    assert "how well the engine agrees with people" in page
    assert "Draft:" not in page
    assert "<mark" not in page
    save(client, address, outcome="not_met")
    assert Review.objects.get().blind
    assert "Draft: met" in body(client.get(address))


def test_a_centre_that_shows_drafts_afterwards_shows_none_before(cast: Cast, sign_in, address: str) -> None:
    cast.centre.draft_shown = "after"
    cast.centre.save()
    page = body(sign_in(cast.assessor).get(address))
    assert "after the assessor has decided" in page
    assert "Draft:" not in page


def test_the_learner_sees_who_decided(cast: Cast, sign_in, waiting, address: str) -> None:
    response = save(sign_in(cast.assessor), address, comment="Clear and to the point.")
    assert response.headers["Location"] == reverse("queue")
    page = body(sign_in(cast.learner).get(reverse("attempt", args=[waiting.pk])))
    assert "Met, decided by Asha Assessor" in page
    assert "Criterion met, confirmed by Asha Assessor." in page
    assert "Clear and to the point." in page


def test_after_the_newest_answer_the_oldest_that_waits_is_next(cast: Cast, sign_in, hand_in) -> None:
    older = hand_in(cast.learner, kind="assessment")
    newer = hand_in(cast.other_learner, kind="assessment", now=NOW + timedelta(hours=1))
    client = sign_in(cast.assessor)
    response = save(client, reverse("answer", args=[newer.pk]))
    assert response.headers["Location"] == reverse("answer", args=[older.pk])
    page = body(client.get(response.headers["Location"]))
    assert "Saved your decision for Omar Other, Good service pays: met." in page
    assert f'href="{reverse("answer", args=[newer.pk])}">See that answer again' in page
    assert "See that answer again" not in body(client.get(response.headers["Location"]))


def test_a_different_decision_needs_a_reason_and_keeps_what_was_typed(
    cast: Cast, sign_in, waiting, address: str
) -> None:
    client = sign_in(cast.assessor)
    response = save(client, address, outcome="not_met", comment="Look again.")
    page = body(response)
    assert response.status_code == 422
    assert "Say why in a sentence" in page
    assert "Look again.</textarea>" in page
    assert not Review.objects.exists()
    assert save(client, address, outcome="not_met", reason="Only one result is there.").status_code == 302
    page = body(sign_in(cast.learner).get(reverse("attempt", args=[waiting.pk])))
    assert "Only one result is there." in page


@pytest.mark.parametrize("outcome", ["", "unsure", "achieved"])
def test_nothing_is_saved_without_a_decision(cast: Cast, sign_in, address: str, outcome: str) -> None:
    response = save(sign_in(cast.assessor), address, outcome=outcome)
    assert response.status_code == 422
    assert "Choose met or not met" in body(response)


def test_referring_back_says_what_is_missing(cast: Cast, sign_in, waiting, address: str) -> None:
    client = sign_in(cast.assessor)
    assert save(client, address, do="refer_back").status_code == 422
    assert save(client, address, do="refer_back", missing="Name the job title.").status_code == 302
    page = body(sign_in(cast.learner).get(reverse("attempt", args=[waiting.pk])))
    assert "Referred back by Asha Assessor" in page
    assert "Name the job title." in page
    assert "Improve and hand in again" in page


def test_a_stale_screen_is_refused_and_shows_both(cast: Cast, sign_in, address: str) -> None:
    save(sign_in(cast.assessor), address, comment="From Asha.")
    response = save(sign_in(cast.second_assessor), address, outcome="not_met", comment="From Sam.")
    page = body(response)
    assert response.status_code == 409
    assert "Saved meanwhile" in page
    assert "Asha Assessor" in page
    assert "From Asha." in page
    assert "From Sam.</textarea>" in page
    assert 'name="seen" value="1"' in page
    assert Review.objects.count() == 1


@pytest.mark.parametrize("do", ["decide", "refer_back"])
def test_a_draft_made_anew_meanwhile_is_refused_and_both_are_shown(
    cast: Cast, sign_in, waiting, address: str, do: str
) -> None:
    client = sign_in(cast.assessor)
    seen = draft_on(client, address)
    mark_attempt(waiting, FakeEngine(version="fake-2", word="absent"), NOW)
    sent = {"do": do, "comment": "From Asha.", "missing": "Who tells whom?", "draft_seen": seen}
    response = save(client, address, **sent)
    page = body(response)
    assert response.status_code == 409
    assert "draft has changed since you opened this answer" in page
    notice = page.split("On your screen")[1].split("</dl>")[0]
    assert notice.index("Draft: met") < notice.index("Draft: not met")
    assert "From Asha.</textarea>" in page
    assert not Review.objects.exists()
    assert (
        save(client, address, **{**sent, "draft_seen": draft_on(client, address), "reason": "Both."}).status_code == 302
    )


def test_a_policy_changed_meanwhile_is_refused_and_shows_no_draft(cast: Cast, sign_in, address: str) -> None:
    client = sign_in(cast.assessor)
    seen = draft_on(client, address)
    Centre.objects.filter(pk=cast.centre.pk).update(draft_shown="after")
    response = save(client, address, draft_seen=seen, comment="From Asha.")
    page = body(response)
    assert response.status_code == 409
    assert "Now none is shown before the decision" in page
    assert "Draft:" not in page
    assert "From Asha.</textarea>" in page
    assert save(client, address).status_code == 302
    assert not Review.objects.get().draft_was_shown


@pytest.mark.parametrize("seen", ["x", "-1", "0", "9" * 40, "1\0", "²"])
def test_a_broken_draft_id_saves_nothing(cast: Cast, sign_in, address: str, seen: str) -> None:
    assert save(sign_in(cast.assessor), address, draft_seen=seen).status_code == 409
    assert not Review.objects.exists()


def test_a_second_decision_stands_beside_the_first(cast: Cast, sign_in, waiting, address: str) -> None:
    save(sign_in(cast.assessor), address)
    client = sign_in(cast.second_assessor)
    assert save(client, address, seen="1", outcome="not_met").status_code == 422
    assert save(client, address, seen="1", outcome="not_met", reason="No word of mouth.").status_code == 302
    page = body(sign_in(cast.learner).get(reverse("attempt", args=[waiting.pk])))
    assert "Not met, decided by Sam Second" in page
    assert "Asha Assessor" in page


@pytest.mark.parametrize("field", ["comment", "reason", "missing"])
@pytest.mark.parametrize("words", ["a\0b", "x" * 4001])
def test_bad_words_of_an_assessor_are_refused_in_words(
    cast: Cast, sign_in, address: str, field: str, words: str
) -> None:
    do = "refer_back" if field == "missing" else "decide"
    response = save(sign_in(cast.assessor), address, **{"do": do, field: words})
    assert response.status_code == 422
    assert "Not saved yet" in body(response)


@pytest.mark.parametrize("seen", ["", "x", "-1", "99999999999999999999"])
def test_a_broken_seen_number_saves_nothing_over_a_review(cast: Cast, sign_in, address: str, seen: str) -> None:
    save(sign_in(cast.assessor), address)
    assert save(sign_in(cast.second_assessor), address, seen=seen).status_code == 409
    assert Review.objects.count() == 1


def test_iqa_reads_and_does_not_decide(cast: Cast, sign_in, address: str) -> None:
    client = sign_in(cast.iqa)
    assert "Save decision" not in body(client.get(address))
    assert save(client, address).status_code == 403


def test_comments_are_shown_as_text(cast: Cast, sign_in, waiting, address: str) -> None:
    save(sign_in(cast.assessor), address, comment="<script>alert(1)</script>")
    page = body(sign_in(cast.learner).get(reverse("attempt", args=[waiting.pk])))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_queue_is_oldest_first_with_its_age_in_words(cast: Cast, sign_in, hand_in, monkeypatch) -> None:
    hand_in(cast.learner, kind="assessment", now=NOW + timedelta(days=9))
    hand_in(cast.other_learner, kind="assessment", now=NOW)
    hand_in(cast.other_learner, kind="practice", now=NOW)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=12))
    page = body(sign_in(cast.assessor).get(reverse("queue"))).split('id="lines"')[1]
    assert page.index("Omar Other") < page.index("Lena Learner")
    assert "Waiting for 12 days" in page
    assert "overdue by 2 days, the standard is 10 days" in page
    assert "7 days left of 10" in page
    assert "2 answers" in page


def test_the_queue_filters_by_learner_unit_and_state(cast: Cast, sign_in, hand_in) -> None:
    hand_in(cast.learner, kind="assessment")
    hand_in(cast.other_learner, kind="assessment")
    client = sign_in(cast.assessor)

    def lines(**asked: str) -> str:
        return body(client.get(reverse("queue"), asked, headers={"hx-request": "true"}))

    assert "Omar" not in lines(learner=str(cast.learner.pk))
    assert "No answer fits" in lines(unit="another-unit")
    assert "Nothing here yet" in lines(state="decided")
    assert "Lena" in lines(state="no-such-state", page="999")


@pytest.mark.parametrize("asked", ["learner=x", "learner=%00"])
def test_a_broken_filter_is_not_found(cast: Cast, sign_in, asked: str) -> None:
    assert sign_in(cast.assessor).get(f"{reverse('queue')}?{asked}").status_code == 404


@pytest.mark.parametrize("asked", ["unit=%00", "unit=" + "x" * 500, "page=-1", "page=x", "page=" + "9" * 40])
def test_other_broken_filters_show_a_plain_page(cast: Cast, sign_in, asked: str) -> None:
    assert sign_in(cast.assessor).get(f"{reverse('queue')}?{asked}").status_code == 200


@pytest.mark.parametrize(("days", "words"), [(7, "3 days left of 10"), (12, "overdue by 2 days, the standard is 10")])
def test_learner_and_assessor_see_the_same_clock(
    cast: Cast, sign_in, waiting, address: str, monkeypatch, days: int, words: str
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=days))
    for person, place in (
        (cast.assessor, reverse("queue")),
        (cast.assessor, address),
        (cast.learner, reverse("attempt", args=[waiting.pk])),
    ):
        assert words in body(sign_in(person).get(place))


def test_met_needs_the_evidence_judged_and_keeps_each_answer(cast: Cast, sign_in, waiting, address: str) -> None:
    client = sign_in(cast.assessor)
    sent = {"evidence-together": "", "evidence-valid": "yes", "evidence-current": "no"}
    sent["evidence-current-reason"] = "It names a form that is gone."
    response = save(client, address, **sent)
    page = body(response)
    assert response.status_code == 422
    assert "Not judged yet whether it is authentic, sufficient, reliable" in page
    assert 'id="evidence-valid-yes" name="evidence-valid" value="yes" checked' in page
    assert "It names a form that is gone.</textarea>" in page
    response = save(client, address, **{**sent, "evidence-together": "yes"})
    assert response.status_code == 422
    assert "not current" in body(response)
    sent = {**sent, "evidence-together": "yes", "evidence-current": "yes"}
    assert save(client, address, **sent).status_code == 302
    said = {j.quality: (j.holds, j.together) for j in Review.objects.get().judgements.all()}
    assert said["valid"] == said["current"] == (True, False)
    assert said["reliable"] == (True, True)
    assert "answered together" in body(client.get(address))
    assert "About the evidence" in body(sign_in(cast.learner).get(reverse("attempt", args=[waiting.pk])))


def test_unfinished_words_are_kept_for_one_person(cast: Cast, sign_in, address: str) -> None:
    client = sign_in(cast.assessor)
    sent = {"do": "keep", "comment": "Nearly there", "evidence-valid": "no", "evidence-valid-reason": "Another task"}
    assert save(client, address, **sent).status_code == 302
    page = body(client.get(address))
    assert "Nearly there</textarea>" in page
    assert "Another task</textarea>" in page
    assert "You began this on" in page
    for person in (cast.second_assessor, cast.iqa):
        assert "Nearly there" not in body(sign_in(person).get(address))
    assert not Review.objects.exists()


def test_a_script_keeps_unfinished_words_and_learns_of_conflicts(cast: Cast, sign_in, address: str) -> None:
    client, place = sign_in(cast.assessor), f"{address}draft/"
    headers = {"accept": "application/json"}
    assert client.post(place, {"comment": "One"}, headers=headers).json() == {"revision": 1}
    response = client.post(place, {"comment": "Two"}, headers=headers)
    assert (response.status_code, "another window" in response.json()["problem"]) == (409, True)
    assert client.post(place, {"comment": "Two", "revision": "1"}, headers=headers).json() == {"revision": 2}
    assert client.post(place, {"comment": "a\0b", "revision": "2"}, headers=headers).status_code == 422
    save(sign_in(cast.second_assessor), address)
    response = client.post(place, {"comment": "Three", "revision": "2"}, headers=headers)
    assert (response.status_code, "reviewed meanwhile" in response.json()["problem"]) == (409, True)
    client.logout()
    assert client.post(place, {"comment": "Four"}, headers=headers).status_code == 401


def test_a_page_left_open_is_not_saved_as_the_next_persons(cast: Cast, sign_in, address: str) -> None:
    client, sent = sign_in(cast.second_assessor), {"comment": "From Asha", "writer": str(cast.assessor.pk)}
    assert client.post(f"{address}draft/", sent).status_code == 403
    assert client.post(address, {**sent, "do": "keep"}).status_code == 403
    assert save(client, address, writer=str(cast.assessor.pk)).status_code == 403
    assert not Review.objects.exists()


def test_two_windows_of_one_person_show_both(cast: Cast, sign_in, address: str) -> None:
    client = sign_in(cast.assessor)
    save(client, address, do="keep", comment="From the first")
    response = save(client, address, do="keep", comment="From the second")
    page = body(response)
    assert response.status_code == 409
    assert "From the second</textarea>" in page
    assert "From the first" in page
    assert 'name="revision" value="1"' in page


def test_a_resubmission_shows_what_changed_beside_the_earlier_decision(cast: Cast, sign_in, hand_in, address) -> None:
    client = sign_in(cast.assessor)
    save(client, address, do="refer_back", missing="Name the job title.", comment="Well begun.")
    practice = hand_in(cast.learner, text="Secret practice words because of it.")
    again = hand_in(
        cast.learner, text="They come back because my manager asked.", kind="assessment", follows=practice.pk
    )
    page = body(client.get(reverse("answer", args=[again.pk])))
    changed = page.split("What changed since attempt 1")[1].split("Earlier answers")[0]
    assert "Name the job title." in changed
    assert "Well begun." in changed
    assert "<ins>" in changed
    assert "<del>" in changed
    assert "Secret practice" not in page
