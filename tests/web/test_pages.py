"""Pages show for the right people, and say what they should."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import POINT, UNIT, Cast
from tests.fakes.engine import FakeEngine
from wellserved.curriculum import library
from wellserved.records.models import Attempt

pytestmark = pytest.mark.django_db


def body(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("route", ["how-marking-works", "accessibility", "sign-in"])
def test_anyone_reads_the_open_pages(route: str) -> None:
    assert Client().get(reverse(route)).status_code == 200


def test_each_role_starts_at_its_own_place(cast: Cast, sign_in) -> None:
    starts = {
        cast.learner: reverse("learner-home"),
        cast.assessor: reverse("queue"),
        cast.iqa: reverse("queue"),
        cast.admin: reverse("people", args=["north-pier"]),
    }
    for person, place in starts.items():
        assert sign_in(person).get("/").headers["Location"] == place


def test_learner_home_offers_the_next_step(cast: Cast, sign_in) -> None:
    page = body(sign_in(cast.learner).get(reverse("learner-home")))
    assert "Next step" in page
    assert "Good service pays" in page


def test_learner_without_a_unit_is_told_what_to_do(cast: Cast, sign_in) -> None:
    page = body(sign_in(cast.assessor).get(reverse("learner-home")))
    assert "You are not enrolled in a unit yet" in page


def test_unit_page_holds_every_section(cast: Cast, sign_in) -> None:
    page = body(sign_in(cast.learner).get(reverse("unit", args=[UNIT])))
    for anchor in ("synopsis", "tasks", "ideas", "terms", "tips", "misconceptions", "questions", "skills", "related"):
        assert f'id="{anchor}"' in page
        assert f'href="#{anchor}"' in page
    for section in ("ideas", "words", "tips", "misconceptions", "questions"):
        assert f'href="{reverse("unit-section", args=[UNIT, section])}"' in page


def test_unit_page_keeps_the_six_headings_in_order(cast: Cast, sign_in) -> None:
    for unit in library.unit_ids():
        page = body(sign_in(cast.learner).get(reverse("unit", args=[unit])))
        headings = re.findall(r"<h2>(.*?)</h2>", page)
        assert headings[:5] == [
            "Topic synopsis",
            "Key concepts and core principles",
            "Exam tips and revision strategies",
            "Common misconceptions and mistakes to avoid",
            "Examiner marking points: what you have to show",
        ]
        assert page.index('class="lead"') < page.index("Topic synopsis")


def test_unit_page_counts_what_there_is(cast: Cast, sign_in) -> None:
    for unit in library.units():
        page = body(sign_in(cast.learner).get(reverse("unit", args=[unit.id])))
        for count in (
            f"{len(unit.outcomes)} learning outcome",
            f"{len(unit.cards)} ideas",
            f"{len(unit.terms)} words",
            f"{len(unit.tips)} tips",
            f"{len(unit.key_skills)} key skills",
        ):
            assert count in page, (unit.id, count)


def test_unit_page_names_the_qualification_and_what_is_not_known_of_it(cast: Cast, sign_in) -> None:
    page = body(sign_in(cast.learner).get(reverse("unit", args=["principles-level-2"])))
    assert "Level 2 Award in Principles of Customer Service (RQF)" in page
    assert "Not known yet" in page
    assert "Not known yet" not in body(sign_in(cast.learner).get(reverse("unit", args=[UNIT])))


def test_every_statement_of_every_unit_has_an_address(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    for unit in library.units():
        shown = {
            "ideas": [f"card-{card.id}" for card in unit.cards] + [f"group-{group.id}" for group in unit.groups],
            "words": [f"term-{term.id}" for term in unit.terms],
            "tips": [f"tip-{tip.id}" for tip in unit.tips],
            "misconceptions": [f"misconception-{card.id}" for card in unit.misconceptions],
            "questions": [f"question-{number}" for number in range(1, len(unit.faq) + 1)],
        }
        for section, ids in shown.items():
            page = body(client.get(reverse("unit-section", args=[unit.id, section])))
            assert [id_ for id_ in ids if f'id="{id_}"' not in page] == [], (unit.id, section)


def test_shared_idea_names_the_other_units(cast: Cast, sign_in) -> None:
    page = body(sign_in(cast.learner).get(reverse("unit-section", args=[UNIT, "ideas"])))
    card = page[page.index('id="card-escalation"') : page.index('id="card-referral-and-handover"')]
    assert "Law, ethics and records in customer service" in card
    assert "What you learn here counts there too." in card
    assert "Working in a customer service environment" not in card


@pytest.mark.parametrize(("wanted", "found"), [("refund", 1), ("REFUND law", 1), ("zebra", 0), ("", 8)])
def test_questions_can_be_searched(cast: Cast, sign_in, wanted: str, found: int) -> None:
    page = body(sign_in(cast.learner).get(reverse("unit-section", args=[UNIT, "questions"]), {"q": wanted}))
    assert page.count('id="question-') == found


def test_words_searched_for_are_shown_as_text(cast: Cast, sign_in) -> None:
    address = reverse("unit-section", args=[UNIT, "questions"])
    page = body(sign_in(cast.learner).get(address, {"q": "<script>alert(1)</script>"}))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("section", ["nothing", "synopsis", "tasks", "unit"])
def test_unknown_section_is_not_found(cast: Cast, sign_in, section: str) -> None:
    assert sign_in(cast.learner).get(reverse("unit-section", args=[UNIT, section])).status_code == 404
    assert sign_in(cast.learner).get(reverse("unit-section", args=["no-such", "ideas"])).status_code == 404


def test_model_answer_is_shown_after_a_first_attempt_only(cast: Cast, sign_in, hand_in) -> None:
    client, address = sign_in(cast.learner), reverse("task", args=[UNIT, POINT])
    model = library.model_answers(UNIT)[POINT].text
    assert model not in body(client.get(address))
    hand_in(cast.other_learner)
    assert model not in body(client.get(address))
    hand_in(cast.learner)
    assert model in body(client.get(address))


def test_task_page_tells_practice_from_assessment(cast: Cast, sign_in) -> None:
    page = body(sign_in(cast.learner).get(reverse("task", args=[UNIT, POINT])))
    assert "Hand in as practice" in page
    assert "Hand in for assessment" in page
    assert "This is my own work." in page


@pytest.mark.parametrize("route", ["unit", "task"])
def test_unknown_unit_is_not_found(cast: Cast, sign_in, route: str) -> None:
    arguments = ["no-such-unit"] if route == "unit" else [UNIT, "no-such-point"]
    assert sign_in(cast.learner).get(reverse(route, args=arguments)).status_code == 404


def test_practice_result_quotes_my_words_and_says_it_is_no_decision(cast: Cast, sign_in, hand_in) -> None:
    attempt = hand_in(cast.learner)
    page = body(sign_in(cast.learner).get(reverse("attempt", args=[attempt.pk])))
    assert '<mark class="p1 p2 ' in page
    assert "not an assessment decision" in page
    assert "fake-1" in page
    assert attempt.scheme_id[:12] in page


def test_practice_result_says_what_is_missing_and_corrects_a_misconception(cast: Cast, sign_in, hand_in) -> None:
    attempt = hand_in(cast.learner, text="The customer is always right and that is all there is to say.")
    page = body(sign_in(cast.learner).get(reverse("attempt", args=[attempt.pk])))
    assert "Not there yet" in page
    assert "Say what satisfied customers do" in page
    assert "always right" in page
    assert "believed" in page


def test_unsure_is_left_to_a_person(cast: Cast, sign_in, hand_in) -> None:
    attempt = hand_in(cast.learner, text="Perhaps they come back because it was nice.")
    page = body(sign_in(cast.learner).get(reverse("attempt", args=[attempt.pk])))
    assert "where a person reads it" in page


def test_looking_at_an_unmarked_attempt_tries_again(cast: Cast, sign_in, hand_in, settings) -> None:
    attempt = hand_in(cast.learner, engine=FakeEngine(broken=True))
    client, address = sign_in(cast.learner), reverse("attempt", args=[attempt.pk])
    settings.ENGINE = "tests.web.test_pages.broken_engine"
    page = body(client.get(address))
    assert "It will be marked later" in page
    assert 'hx-trigger="every' in page
    assert "Not marked yet" in body(client.get(reverse("learner-home")))
    settings.ENGINE = "tests.fakes.engine.fake_engine"
    page = body(client.get(address))
    assert "Everything asked for is there" in page
    assert "hx-trigger" not in page


def broken_engine() -> FakeEngine:
    return FakeEngine(broken=True)


def untrained_engine() -> FakeEngine:
    return FakeEngine(untrained=True)


def test_a_unit_that_the_engine_cannot_mark_is_for_a_person(cast: Cast, sign_in, settings) -> None:
    settings.ENGINE = "tests.web.test_pages.untrained_engine"
    client, task = sign_in(cast.learner), reverse("task", args=[UNIT, POINT])
    assert client.get(task).status_code == 200
    sent = {"text": "They come back because it was good.", "kind": "practice", "key": "p"}
    page = body(client.get(client.post(task, sent).headers["Location"]))
    assert "Here a person has to read it" in page
    assert "an assessor of your centre will" in page
    assert "hx-trigger" not in page
    place = client.post(task, {**sent, "kind": "assessment", "key": "a", "declaration": "yes"}).headers["Location"]
    assert "A named person at your centre decides" in body(client.get(place))
    answer = sign_in(cast.assessor).get(reverse("answer", args=[Attempt.objects.get(kind="assessment").pk]))
    assert "has not learned to mark this unit yet. You decide without a draft." in body(answer)


def test_learner_sees_no_draft_of_an_assessment_before_a_person_decides(cast: Cast, sign_in, hand_in) -> None:
    attempt = hand_in(cast.learner, kind="assessment")
    page = body(sign_in(cast.learner).get(reverse("attempt", args=[attempt.pk])))
    assert "Waiting for a person" in page
    for hint in ("<mark", "Draft", "fake-1", "Not yet"):
        assert hint not in page


def test_compare_shows_what_changed(cast: Cast, sign_in, hand_in) -> None:
    one = hand_in(cast.learner, text="They come back.")
    two = hand_in(cast.learner, text="They come back because it was good.")
    page = body(sign_in(cast.learner).get(reverse("compare", args=[one.pk, two.pk])))
    assert "<ins>" in page
    assert "Customers come back" in page
    assert page.count("Gained</span>") == 2


def test_compare_needs_two_attempts_at_one_task(cast: Cast, sign_in, hand_in) -> None:
    one = hand_in(cast.learner)
    assert sign_in(cast.learner).get(reverse("compare", args=[one.pk, one.pk])).status_code == 404


def test_assessor_following_the_learners_address_comes_to_their_own_page(cast: Cast, sign_in, hand_in) -> None:
    attempt = hand_in(cast.learner, kind="assessment")
    response = sign_in(cast.assessor).get(reverse("attempt", args=[attempt.pk]))
    assert response.headers["Location"] == reverse("answer", args=[attempt.pk])


def test_practice_stays_the_learners_own(cast: Cast, sign_in, hand_in) -> None:
    attempt = hand_in(cast.learner)
    client = sign_in(cast.assessor)
    assert client.get(reverse("attempt", args=[attempt.pk])).status_code == 404
    assert client.get(reverse("answer", args=[attempt.pk])).status_code == 404
    assert "Lena" not in body(client.get(reverse("queue"))).split('id="lines"')[1]


def test_centre_admin_sets_the_marking_policy(cast: Cast, sign_in) -> None:
    client, address = sign_in(cast.admin), reverse("centre-settings", args=["north-pier"])
    assert client.post(address, {"draft_shown": "after", "blind_share": "25"}).status_code == 302
    cast.centre.refresh_from_db()
    assert (cast.centre.draft_shown, cast.centre.blind_share) == ("after", 25)


@pytest.mark.parametrize("share", ["", "-1", "101", "ten", "1e3", "٣"])
def test_centre_settings_refuse_a_share_that_is_none(cast: Cast, sign_in, share: str) -> None:
    address = reverse("centre-settings", args=["north-pier"])
    response = sign_in(cast.admin).post(address, {"draft_shown": "after", "blind_share": share})
    assert response.status_code == 422
    assert "Choose a whole number from 0 to 100" in body(response)


def test_assessor_may_not_open_the_centre_settings(cast: Cast, sign_in) -> None:
    response = sign_in(cast.assessor).get(reverse("centre-settings", args=["north-pier"]))
    assert response.status_code == 403
    assert "Only a centre admin" in body(response)
