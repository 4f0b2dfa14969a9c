"""An assessor works by keyboard alone, and a stale screen is refused and shows both."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MET, expect_kept, sign_in
from tests.browser.test_nobody_loses_a_word import crash, no_saving
from tests.conftest import NOW, POINT, UNIT, Cast

pytestmark = pytest.mark.browser


def hand_in(person: Any, text: str = MET, at: datetime = NOW) -> Any:
    from wellserved.actions.submit_answer import submit_answer

    return submit_answer(
        person,
        unit=UNIT,
        point=POINT,
        text=text,
        kind="assessment",
        key="k",
        declaration="My own work.",
        now=at,
    )


def tab_to(page: Page, selector: str, most: int = 40) -> None:
    for _ in range(most):
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} was not reached with the Tab key")


def test_answer_after_answer_by_keyboard_alone(cast: Cast, open_as) -> None:
    """Both directions: the newer answer is opened first, so that the next one that waits is the older."""
    from wellserved.records.models import Review

    first = hand_in(cast.learner, "They are happy.", at=NOW)
    second = hand_in(cast.other_learner, at=NOW + timedelta(hours=1))
    page = open_as(cast.assessor)
    page.goto("/answers/")
    tab_to(page, f'#lines a[href*="{second.pk}"]')
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(str(second.pk)))
    ready(page)
    page.keyboard.press("m")
    expect(page.get_by_label("Met", exact=True)).to_be_checked()
    expect(page.get_by_label("Reason")).to_be_hidden()
    good_evidence(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Save decision")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(str(first.pk)))
    said = page.get_by_role("status").filter(has_text="Saved your decision for Omar Other, Good service pays: met.")
    expect(said).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="See that answer again")).to_be_focused()
    ready(page)
    good_evidence(page)
    page.keyboard.press("1")
    page.keyboard.press("m")
    expect(page.get_by_label("Reason")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Reason")).to_be_focused()
    page.keyboard.type("Met in class: he named both, mnj.")
    expect(page.get_by_label("Met", exact=True)).to_be_checked()
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    expect(page.get_by_label("Comment to the learner")).to_be_focused()
    page.keyboard.type("Well explained.")
    tab_to(page, "#save")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="All decided")).to_be_visible()
    tab_to(page, f'.notice a[href*="{first.pk}"]')
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Lena Learner")).to_be_visible()
    assert {r.decisions.get().outcome for r in Review.objects.all()} == {"met"}
    assert Review.objects.get(attempt=first).decisions.get().reason == "Met in class: he named both, mnj."


def test_j_goes_to_the_newer_answer_and_k_to_the_older(cast: Cast, open_as) -> None:
    older = hand_in(cast.learner, at=NOW)
    newer = hand_in(cast.other_learner, at=NOW + timedelta(hours=1))
    page = open_as(cast.assessor)
    page.goto("/answers/")
    tab_to(page, "#lines a")
    page.keyboard.press("Enter")
    for key, there in (("j", newer), ("j", newer), ("k", older), ("k", older), ("j", newer)):
        ready(page)
        page.keyboard.press(key)
        expect(page).to_have_url(re.compile(str(there.pk)))


def ready(page: Page) -> None:
    """The button appears once the keys work."""
    expect(page.get_by_role("button", name="Keyboard keys")).to_be_visible()


def good_evidence(page: Page) -> None:
    """The key first brings the questions before the eye; only there does it say yes to them."""
    together = page.get_by_label("Yes to all that I have not answered")
    page.keyboard.press("v")
    expect(page.get_by_role("group", name="Is the evidence good enough?")).to_be_focused()
    expect(page.get_by_text("Is it the learner's own work?")).to_be_in_viewport()
    expect(together).not_to_be_checked()
    page.keyboard.press("v")
    expect(together).to_be_checked()


def test_twenty_answers_without_a_mouse(cast: Cast, open_as) -> None:
    """Met, not met with a reason, and referred back, each saved from the keyboard; the next one opens by itself."""
    from wellserved.records.models import Review

    for number in range(20):
        hand_in(another_learner(cast, number), at=NOW + timedelta(minutes=number))
    page = open_as(cast.assessor)
    page.goto("/answers/")
    tab_to(page, "#lines a")
    page.keyboard.press("Enter")
    for number in range(20):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Learner {number}")
        ready(page)
        (met, not_met, refer_back)[number % 3](page)
    expect(page.get_by_role("heading", name="All decided")).to_be_visible()
    said = [review.decisions.first() for review in Review.objects.order_by("pk")]
    expected = ["met", "not_met", None] * 7
    assert [decision.outcome if decision else None for decision in said] == expected[:20]
    assert all(review.judgements.count() == 5 for review in Review.objects.filter(decisions__outcome="met"))


def met(page: Page) -> None:
    page.keyboard.press("m")
    good_evidence(page)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")


def not_met(page: Page) -> None:
    page.keyboard.press("n")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Reason")).to_be_focused()
    page.keyboard.type("Only one result, and no reason for it.")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")


def refer_back(page: Page) -> None:
    page.keyboard.press("r")
    expect(page.get_by_label("What is missing")).to_be_focused()
    page.keyboard.type("Name who tells whom.")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Refer back")).to_be_focused()
    page.keyboard.press("Enter")


def another_learner(cast: Cast, number: int) -> Any:
    from wellserved.records.models import Enrolment, Person, RoleHeld

    person = Person.objects.create_person(f"learner{number}@example.org", f"Learner {number}")
    RoleHeld.objects.create(person=person, centre=cast.centre, role="learner", since=NOW)
    Enrolment.objects.create(person=person, centre=cast.centre, unit_id=UNIT, enrolled_at=NOW)
    return person


def test_unfinished_words_wait_on_another_device(cast: Cast, open_as) -> None:
    """Signed out, on another device: the server has kept what was typed and chosen, for this person alone."""
    from wellserved.records.models import ReviewDraft

    attempt = hand_in(cast.learner)
    page = open_as(cast.assessor)
    page.goto(f"/answers/{attempt.pk}/")
    page.get_by_label("Not met", exact=True).check()
    page.get_by_label("Comment to the learner").press_sequentially("Think of who tells whom")
    expect(page.get_by_text("Kept for you alone")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/sign-in/"))
    expect_kept(page, [])
    other = open_as(cast.assessor)
    other.goto(f"/answers/{attempt.pk}/")
    expect(other.get_by_label("Comment to the learner")).to_have_value("Think of who tells whom")
    expect(other.get_by_label("Not met", exact=True)).to_be_checked()
    sam = open_as(cast.second_assessor)
    sam.goto(f"/answers/{attempt.pk}/")
    expect(sam.get_by_label("Comment to the learner")).to_have_value("")
    other.get_by_label("Reason").fill("One result only.")
    other.get_by_role("button", name="Save decision").click()
    expect(other.get_by_text("Saved your decision")).to_be_visible()
    assert not ReviewDraft.objects.exists()


def test_words_of_two_devices_are_both_shown(cast: Cast, open_as) -> None:
    attempt = hand_in(cast.learner)
    one, two = open_as(cast.assessor), open_as(cast.assessor, allow_errors=True)
    for page in (one, two):
        page.goto(f"/answers/{attempt.pk}/")
    one.get_by_label("Comment to the learner").fill("From the first")
    expect(one.get_by_text("Kept for you alone")).to_be_visible()
    two.get_by_label("Comment to the learner").fill("From the second")
    expect(two.get_by_text("You have other unfinished words")).to_be_visible()
    two.reload()
    expect(two.get_by_label("Comment to the learner")).to_have_value("From the first")
    expect(two.get_by_text("From the second")).to_be_visible()
    two.get_by_role("button", name="Use the words of this device").click()
    expect(two.get_by_label("Comment to the learner")).to_have_value("From the second")
    expect(two.get_by_text("Kept for you alone")).to_be_visible()
    two.get_by_label("Met", exact=True).check()
    two.get_by_label("Yes to all that I have not answered").check()
    two.get_by_role("button", name="Save decision").click()
    expect(two.get_by_text("Saved your decision")).to_be_visible()
    expect_kept(two, [])


def test_deciding_works_without_scripts(cast: Cast, open_as) -> None:
    attempt = hand_in(cast.learner)
    page = open_as(cast.assessor, java_script_enabled=False)
    page.goto(f"/answers/{attempt.pk}/")
    page.get_by_label("Comment to the learner").fill("Well put")
    page.get_by_role("button", name="Keep for later").click()
    expect(page.get_by_text("Kept. Only you see it")).to_be_visible()
    page.get_by_label("Met", exact=True).check()
    page.get_by_role("radiogroup", name="Current").get_by_label("No", exact=True).check()
    expect(page.get_by_label("Why it is not current")).to_be_visible()
    page.get_by_role("radiogroup", name="Current").get_by_label("Yes", exact=True).check()
    page.get_by_label("Yes to all that I have not answered").check()
    page.get_by_role("button", name="Save decision").click()
    expect(page.get_by_text("Saved your decision")).to_be_visible()


def test_keys_can_be_seen_and_switched_off(cast: Cast, open_as) -> None:
    attempt = hand_in(cast.learner)
    page = open_as(cast.assessor)
    page.goto(f"/answers/{attempt.pk}/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("Use these keys on this device").uncheck()
    page.get_by_role("button", name="Close").click()
    page.reload()
    page.keyboard.press("m")
    expect(page.get_by_label("Met", exact=True)).not_to_be_checked()


def test_a_stale_screen_shows_both_and_keeps_what_was_typed(cast: Cast, open_as) -> None:
    from wellserved.records.models import Review

    attempt = hand_in(cast.learner)
    asha, sam = open_as(cast.assessor), open_as(cast.second_assessor, allow_errors=True)
    for page in (asha, sam):
        page.goto(f"/answers/{attempt.pk}/")
    asha.get_by_label("Met", exact=True).check()
    asha.get_by_label("Yes to all that I have not answered").check()
    asha.get_by_label("Comment to the learner").fill("From Asha.")
    asha.get_by_role("button", name="Save decision").click()
    expect(asha.get_by_text("Saved your decision")).to_be_visible()

    sam.get_by_label("Met", exact=True).check()
    sam.get_by_label("Yes to all that I have not answered").check()
    sam.get_by_label("Comment to the learner").fill("From Sam.")
    sam.get_by_role("button", name="Save decision").click()
    alert = sam.get_by_role("alert")
    expect(alert).to_contain_text("Not saved: this answer was reviewed meanwhile")
    expect(alert).to_contain_text("Asha Assessor")
    expect(alert).to_contain_text("From Asha.")
    expect(sam.get_by_label("Comment to the learner")).to_have_value("From Sam.")
    assert Review.objects.count() == 1
    sam.get_by_label("Reason").fill("I read it too and agree.")
    sam.get_by_role("button", name="Save decision").click()
    expect(sam.get_by_text("Saved your decision")).to_be_visible()
    assert Review.objects.count() == 2


def test_referring_back_reaches_the_learner(cast: Cast, open_as) -> None:
    attempt = hand_in(cast.learner)
    page = open_as(cast.assessor, viewport={"width": 360, "height": 740})
    page.goto(f"/answers/{attempt.pk}/")
    page.get_by_text("Refer back instead").click()
    page.get_by_label("What is missing").fill("Name who tells whom.")
    page.get_by_role("button", name="Refer back").click()
    expect(page.get_by_text("Referred back to Lena Learner, Good service pays.")).to_be_visible()
    learner = open_as(cast.learner)
    learner.goto(f"/attempts/{attempt.pk}/")
    expect(learner.get_by_text("Name who tells whom.")).to_be_visible()
    learner.get_by_role("link", name="Improve and hand in again").click()
    expect(learner.get_by_label("Your answer")).to_have_value(MET)


def test_typed_words_of_an_assessor_survive_a_killed_tab(cast: Cast, open_as) -> None:
    attempt = hand_in(cast.learner)
    page = open_as(cast.assessor, allow_errors=True)
    page.goto(f"/answers/{attempt.pk}/")
    no_saving(page)
    page.get_by_label("Not met", exact=True).check()
    page.get_by_label("Comment to the learner").press_sequentially("Think of")
    crash(page)
    again = page.context.new_page()
    no_saving(again)
    again.goto(f"/answers/{attempt.pk}/")
    expect(again.get_by_label("Comment to the learner")).to_have_value("Think of")
    expect(again.get_by_label("Not met", exact=True)).to_be_checked()
    expect_kept(again, ["Comment to the learner (if you like): Think of"])


def test_words_that_were_not_sent_are_saved_from_any_page_and_shown_to_nobody_else(
    cast: Cast, open_as, live_server
) -> None:
    from wellserved.records.models import ReviewDraft

    attempt = hand_in(cast.learner)
    page = open_as(cast.assessor, allow_errors=True)
    page.goto(f"/answers/{attempt.pk}/")
    no_saving(page)
    page.get_by_label("Comment to the learner").press_sequentially("Think of who")
    page.get_by_role("button", name="Sign out").click()
    warning = page.get_by_role("dialog", name="Some of your words are only on this device")
    expect(warning).to_contain_text("Your review of Lena Learner, Good service pays")
    warning.get_by_role("button", name="Sign out and leave them here").click()
    expect(page).to_have_url(re.compile("/sign-in/"))
    page.unroute_all()
    sign_in(page.context, cast.second_assessor, live_server.url)
    page.goto(f"/answers/{attempt.pk}/")
    ready(page)
    expect(page.get_by_label("Comment to the learner")).to_have_value("")
    assert not ReviewDraft.objects.exists()
    sign_in(page.context, cast.assessor, live_server.url)
    page.goto("/answers/")
    expect(page.get_by_text("Saved, after you wrote it without a connection: Your review of Lena")).to_be_visible()
    assert ReviewDraft.objects.get(person=cast.assessor).comment == "Think of who"


def test_a_review_left_open_saves_nothing_as_the_next_persons(cast: Cast, open_as, live_server) -> None:
    from wellserved.records.models import ReviewDraft

    attempt = hand_in(cast.learner)
    page = open_as(cast.assessor, allow_errors=True)
    page.goto(f"/answers/{attempt.pk}/")
    page.context.clear_cookies()
    sign_in(page.context, cast.second_assessor, live_server.url)
    page.get_by_label("Comment to the learner").press_sequentially("From Asha")
    expect(page.get_by_text("Somebody else has signed in")).to_be_visible()
    assert not ReviewDraft.objects.exists()


def test_filters_change_the_list_in_place(cast: Cast, open_as) -> None:
    hand_in(cast.learner)
    hand_in(cast.other_learner)
    page = open_as(cast.assessor)
    page.goto("/answers/")
    expect(page.locator("#lines")).to_contain_text("2 answers")
    page.get_by_label("Learner").select_option(label="Omar Other")
    expect(page.locator("#lines")).to_contain_text("1 answer")
    expect(page.locator("#lines")).not_to_contain_text("Lena")
    expect(page).to_have_url(re.compile("learner="))
    page.get_by_label("Show").select_option(label="Decided")
    expect(page.get_by_role("heading", name="No answer fits these filters")).to_be_visible()
