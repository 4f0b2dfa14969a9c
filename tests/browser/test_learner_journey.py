"""A learner practises, improves, hands in, and reads who decided; and never loses a word on the way."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import MET, TASK, expect_kept, sign_in
from tests.conftest import NOW, POINT, UNIT, Cast
from tests.fakes.engine import FakeEngine

pytestmark = pytest.mark.browser


def test_from_the_unit_to_a_decision_by_name(cast: Cast, open_as) -> None:
    page = open_as(cast.learner, viewport={"width": 360, "height": 740})
    page.goto("/")
    page.get_by_role("link", name="Read the unit").click()
    page.locator("#tasks").get_by_role("link", name=re.compile("Start.*Good service pays")).click()
    page.get_by_label("Your answer").press_sequentially("They are happy.")
    page.get_by_role("button", name="Hand in as practice").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Not there yet")
    expect(page.get_by_text("Say what satisfied customers do the next time")).to_be_visible()

    page.get_by_role("link", name="Improve and try again").click()
    expect(page.get_by_label("Your answer")).to_have_value("They are happy.")
    expect(page.get_by_text("What was missing last time")).to_be_visible()
    page.get_by_label("Your answer").fill(MET)
    page.get_by_role("button", name="Hand in as practice").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Everything asked for is there")
    expect(page.locator("mark").first).to_contain_text("because")
    page.get_by_role("link", name="Compare with attempt 1").click()
    expect(page.locator("tbody tr").filter(has_text="Customers come back")).to_contain_text("Gained")

    page.get_by_role("link", name="Improve and try again").click()
    page.get_by_role("button", name="Hand in for assessment").click()
    expect(page.get_by_role("alert")).to_contain_text("Tick the declaration")
    page.get_by_label("This is my own work").check()
    page.get_by_role("button", name="Hand in for assessment").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Waiting for a person")

    decide(cast)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Met, decided by Asha Assessor")


def decide(cast: Cast) -> None:
    from wellserved.actions.decide import decide
    from wellserved.assessment.evidence import all_hold
    from wellserved.records.models import Attempt

    waiting = Attempt.objects.get(kind="assessment")
    met = {POINT: "met"}
    decide(cast.assessor, waiting.pk, decisions=met, reasons={}, evidence=all_hold(), comment="", seen=0, now=NOW)


def test_a_draft_survives_a_killed_tab(cast: Cast, open_as) -> None:
    page = open_as(cast.learner)
    page.goto(TASK)
    page.get_by_label("Your answer").press_sequentially("Half a thought")
    context = page.context
    page.close(run_before_unload=False)
    again = context.new_page()
    again.goto(TASK)
    expect(again.get_by_label("Your answer")).to_have_value("Half a thought")
    expect(again.get_by_text(re.compile("Saved at|Draft saved"))).to_be_visible()


def test_a_pause_saves_the_draft_for_another_device(cast: Cast, open_as) -> None:
    page = open_as(cast.learner)
    page.goto(TASK)
    page.get_by_label("Your answer").fill("From the phone")
    expect(page.get_by_text(re.compile(r"Saved at \d\d:\d\d"))).to_be_visible()
    other = open_as(cast.learner)
    other.goto(TASK)
    expect(other.get_by_label("Your answer")).to_have_value("From the phone")


def test_two_devices_show_both_versions_and_overwrite_neither(cast: Cast, open_as) -> None:
    phone, library = open_as(cast.learner), open_as(cast.learner, allow_errors=True)
    phone.goto(TASK)
    library.goto(TASK)
    phone.get_by_label("Your answer").fill("From the phone")
    expect(phone.get_by_text(re.compile("Saved at"))).to_be_visible()
    library.get_by_label("Your answer").fill("From the library")
    expect(library.get_by_text("There are two versions of this answer")).to_be_visible()
    expect(library.locator(".versions")).to_contain_text("From the phone")
    expect(library.locator(".versions")).to_contain_text("From the library")
    library.get_by_role("button", name="Go on with the one written here").click()
    expect(library.get_by_text(re.compile("Saved at"))).to_be_visible()
    phone.goto(TASK)
    expect(phone.get_by_label("Your answer")).to_have_value("From the library")


def test_words_survive_a_lost_connection(cast: Cast, open_as) -> None:
    page = open_as(cast.learner, allow_errors=True)
    page.goto(TASK)
    page.context.set_offline(True)
    page.get_by_label("Your answer").fill("Written on the bus")
    expect(page.get_by_text("Your words are kept on this device")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text(re.compile("Saved at"))).to_be_visible()


def test_words_survive_a_hand_in_after_the_session_ended(cast: Cast, open_as, live_server) -> None:
    page = open_as(cast.learner, allow_errors=True)
    page.goto(TASK)
    page.get_by_label("Your answer").fill("Written before lunch")
    session = [c for c in page.context.cookies() if c["name"] == "sessionid"]
    assert session
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Hand in as practice").click()
    expect(page).to_have_url(re.compile("/sign-in/"))
    sign_in(page.context, cast.learner, live_server.url)
    page.goto(TASK)
    expect(page.get_by_label("Your answer")).to_have_value("Written before lunch")
    expect(page.get_by_text("has been put back")).to_be_visible()


def test_a_double_click_hands_in_once(cast: Cast, open_as) -> None:
    from wellserved.records.models import Attempt

    page = open_as(cast.learner)
    page.goto(TASK)
    page.get_by_label("Your answer").fill(MET)
    page.get_by_role("button", name="Hand in as practice").dblclick()
    expect(page).to_have_url(re.compile("/attempts/"))
    assert Attempt.objects.count() == 1


def test_the_device_forgets_what_was_handed_in_and_what_is_saved_at_sign_out(cast: Cast, open_as) -> None:
    page = open_as(cast.learner)
    page.goto(TASK)
    page.get_by_label("Your answer").fill(MET)
    expect_kept(page, [MET])
    page.get_by_role("button", name="Hand in as practice").click()
    expect(page).to_have_url(re.compile("/attempts/"))
    expect_kept(page, [])

    page.goto(TASK)
    page.get_by_label("Your answer").fill("Another try")
    expect(page.get_by_text(re.compile("Saved at"))).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/sign-in/"))
    expect_kept(page, [])


def test_another_learner_on_the_same_device_sees_none_of_it(cast: Cast, open_as, live_server) -> None:
    page = open_as(cast.learner, allow_errors=True)
    page.goto(TASK)
    page.context.set_offline(True)
    page.get_by_label("Your answer").fill("Mine alone")
    page.context.set_offline(False)
    page.context.clear_cookies()
    sign_in(page.context, cast.other_learner, live_server.url)
    page.goto(TASK)
    expect(page.get_by_label("Your answer")).to_have_value("")


def test_everything_works_without_scripts(cast: Cast, open_as) -> None:
    page = open_as(cast.learner, java_script_enabled=False)
    page.goto(TASK)
    page.get_by_label("Your answer").fill("First words")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved.")).to_be_visible()
    expect(page.get_by_label("Your answer")).to_have_value("First words")
    page.get_by_role("button", name="Hand in as practice").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Not there yet")


def broken_engine() -> FakeEngine:
    return FakeEngine(broken=True)


def test_a_waiting_page_tries_again_until_the_answer_is_marked(cast: Cast, open_as, settings) -> None:
    from wellserved.actions.submit_answer import submit_answer

    working, settings.ENGINE = settings.ENGINE, f"{__name__}.broken_engine"
    attempt = submit_answer(
        cast.learner,
        unit=UNIT,
        point=POINT,
        text=MET,
        kind="practice",
        key="k",
        now=NOW,
    )
    page = open_as(cast.learner)
    page.goto(f"/attempts/{attempt.pk}/")
    expect(page.get_by_text("It will be marked later")).to_be_visible()
    settings.ENGINE = working
    expect(page.get_by_role("heading", level=1)).to_have_text("Everything asked for is there", timeout=15_000)
