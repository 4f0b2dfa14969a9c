"""The coach answers while one writes, notes go where the cursor is, and a table is filled by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import TASK
from tests.conftest import NOW, Cast
from wellserved.actions.load_content import load_content
from wellserved.actions.save_workplace import save_workplace
from wellserved.records.models import Draft, Enrolment

pytestmark = pytest.mark.browser
JOBS = "jobs-and-principles"
TABLE = f"/units/{JOBS}/tasks/two-roles/table/"


@pytest.fixture
def jobs(cast: Cast) -> Any:
    load_content(NOW, [JOBS])
    Enrolment.objects.create(person=cast.learner, centre=cast.centre, unit_id=JOBS, enrolled_at=NOW)
    return cast.learner


def test_the_coach_ticks_while_one_writes(cast: Cast, open_as) -> None:
    page = open_as(cast.learner)
    page.goto(TASK)
    coach = page.locator("#coach")
    expect(coach).to_contain_text("Why is that so?")
    page.locator("#text").press_sequentially("They return because they felt <b>welcome</b>.")
    expect(coach).not_to_contain_text("Why is that so?")
    coach.locator("summary").first.click()
    expect(coach).to_contain_text("because they felt <b>welcome</b>.")


def test_a_note_goes_where_the_cursor_is_and_is_saved(cast: Cast, open_as) -> None:
    save_workplace(cast.learner, words={"job": "Tram conductor"}, revision=0, now=NOW)
    page = open_as(cast.learner)
    page.goto(TASK)
    page.fill("#text", "I am a . I help people.")
    page.evaluate("document.getElementById('text').setSelectionRange(7, 7)")
    page.get_by_text("My workplace").click()
    page.locator("[data-insert=note-job]").click()
    expect(page.locator("#text")).to_have_value("I am a Tram conductor. I help people.")
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    assert Draft.objects.get().text == "I am a Tram conductor. I help people."


def test_a_table_is_filled_by_keyboard_and_leads_back_without_a_conflict(jobs, open_as) -> None:
    page = open_as(jobs)
    page.goto(f"/units/{JOBS}/tasks/two-roles/")
    page.fill("#text", "They differ in pace.")
    page.get_by_role("button", name="Write it as a table").press("Enter")
    expect(page.get_by_label("What makes the two jobs most different?")).to_have_value("They differ in pace.")
    page.get_by_label("First job: its title").focus()
    for words in ("Waiter", "Cashier", "serves food", "takes money"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.get_by_role("button", name="Save and go to the answer").press("Enter")
    expect(page.locator("#text")).to_have_value(
        "First job: Waiter\nSecond job: Cashier\n\nWhat the person usually does:\n"
        "- Waiter: serves food\n- Cashier: takes money\n\nThey differ in pace."
    )
    expect(page.locator("[data-conflict]")).to_be_hidden()
    page.goto(TABLE)
    expect(page.locator("[data-earlier]")).to_be_hidden()


def test_the_table_saves_by_itself(jobs, open_as) -> None:
    page = open_as(jobs)
    page.goto(TABLE)
    page.fill("#cell-0-0", "serves food")
    expect(page.locator("[data-saved]")).to_have_text("Saved")
    assert Draft.objects.get().text == "What the person usually does:\n- First job: serves food"


def test_cells_that_could_not_be_saved_are_offered_again(jobs, open_as) -> None:
    page = open_as(jobs, allow_errors=True)
    page.goto(TABLE)
    page.route(f"**{TABLE}", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.fill("#cell-0-0", "serves food")
    expect(page.locator("[data-saved]")).to_contain_text("kept on this device")
    page.goto(TABLE)
    page.unroute_all()
    expect(page.locator("#cell-0-0")).to_have_value("")
    page.get_by_role("button", name="Put them back").click()
    expect(page.locator("#cell-0-0")).to_have_value("serves food")
    expect(page.locator("[data-saved]")).to_have_text("Saved")
    assert "serves food" in Draft.objects.get().text
