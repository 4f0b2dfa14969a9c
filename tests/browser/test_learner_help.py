"""The coach answers while one writes, notes go where the cursor is, and a table is filled by keyboard."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import TASK, expect_kept, expect_pages, sign_in
from tests.browser.test_nobody_loses_a_word import crash, no_saving
from tests.conftest import NOW, Cast
from wellserved.actions.load_content import load_content
from wellserved.actions.save_workplace import save_workplace
from wellserved.records.models import Draft, Enrolment
from wellserved.writing.grid import FilledGrid, Grid, read_grid, write_grid

pytestmark = pytest.mark.browser
JOBS = "jobs-and-principles"
TABLE_TASK = f"/units/{JOBS}/tasks/two-roles/"
TABLE = f"{TABLE_TASK}table/"
CELL = "What the person usually does, First job"


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


def type_in(page: Page, label: str, words: str) -> None:
    page.get_by_label(label, exact=True).focus()
    page.keyboard.type(words)


def expect_saved(text: str) -> None:
    assert Draft.objects.get().text == text


def test_a_table_is_filled_by_keyboard_and_leads_back_without_a_conflict(jobs, open_as) -> None:
    page = open_as(jobs)
    page.goto(TABLE_TASK)
    type_in(page, "Your answer", "They differ in pace.")
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
    expect(page.get_by_label("What the person usually does, Cashier")).to_have_value("takes money")
    expect(page.locator("[data-conflict]")).to_be_hidden()


def test_the_table_saves_by_itself_and_counts_the_words_of_the_answer(jobs, open_as) -> None:
    page = open_as(jobs)
    page.goto(TABLE)
    type_in(page, CELL, "serves food")
    expect(page.get_by_text("Saved at")).to_be_visible()
    expect(page.get_by_text("10 words")).to_be_visible()
    expect_saved("What the person usually does:\n- First job: serves food")


def test_a_table_in_a_tab_that_is_killed_loses_no_keystroke(jobs, open_as) -> None:
    """What was kept is the answer's text: the task page opens it as well as the table does."""
    page = open_as(jobs, allow_errors=True)
    page.goto(TABLE)
    no_saving(page)
    type_in(page, CELL, "serves foo")
    page.keyboard.type("d")
    expect_kept(page, ["What the person usually does:\n- First job: serves food"])
    crash(page)
    again = page.context.new_page()
    no_saving(again)
    again.goto(TABLE)
    expect(again.get_by_label(CELL, exact=True)).to_have_value("serves food")
    expect(again.get_by_text("has been put back")).to_be_visible()
    again.goto(TABLE_TASK)
    expect(again.get_by_label("Your answer")).to_have_value("What the person usually does:\n- First job: serves food")
    again.unroute_all()
    expect(again.get_by_text("Saved at")).to_be_visible(timeout=15_000)
    expect_saved("What the person usually does:\n- First job: serves food")


def test_a_table_goes_on_without_a_connection_and_over_to_the_task(jobs, open_as) -> None:
    page = open_as(jobs, allow_errors=True)
    seen: list[str] = []
    for address in (TABLE_TASK, TABLE):
        page.goto(address)
        seen.append(address)
        expect_pages(page, *seen)
    page.context.set_offline(True)
    type_in(page, CELL, "serves food")
    page.reload()
    expect(page.get_by_label(CELL, exact=True)).to_have_value("serves food")
    page.get_by_role("button", name="Save and go to the answer").click()
    expect(page).to_have_url(re.compile(f"{TABLE_TASK}$"))
    expect(page.get_by_label("Your answer")).to_have_value("What the person usually does:\n- First job: serves food")
    page.get_by_label("Your answer").press("Control+End")
    page.keyboard.type("\n\nThey differ.")
    page.get_by_role("button", name="Write it as a table").click()
    expect(page).to_have_url(re.compile(f"{TABLE}$"))
    expect(page.get_by_label(CELL, exact=True)).to_have_value("serves food")
    expect(page.get_by_label("What makes the two jobs most different?")).to_have_value("They differ.")
    page.context.set_offline(False)
    expect(page.get_by_text("Saved at")).to_be_visible(timeout=15_000)
    expect_saved("What the person usually does:\n- First job: serves food\n\nThey differ.")


def test_a_table_and_the_task_page_in_two_tabs_show_both_versions(jobs, open_as) -> None:
    table = open_as(jobs, allow_errors=True)
    table.goto(TABLE)
    task = table.context.new_page()
    task.goto(TABLE_TASK)
    type_in(task, "Your answer", "What the person usually does:\n- First job: rides a tram")
    expect(task.get_by_text("Saved at")).to_be_visible()
    type_in(table, CELL, "serves food")
    expect(table.get_by_text("There are two versions of this answer")).to_be_visible()
    table.get_by_role("button", name="Go on with the one saved elsewhere").click()
    expect(table.get_by_label(CELL, exact=True)).to_have_value("rides a tram")
    table.get_by_text("A version that was not chosen").click()
    table.get_by_role("button", name="Go on with this one").click()
    expect(table.get_by_label(CELL, exact=True)).to_have_value("serves food")
    expect(table.get_by_text("Saved at")).to_be_visible()
    expect_saved("What the person usually does:\n- First job: serves food")


def test_signing_out_leaves_no_table_on_the_device(jobs, open_as) -> None:
    page = open_as(jobs)
    page.goto(TABLE)
    type_in(page, CELL, "serves food")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/sign-in/"))
    expect_saved("What the person usually does:\n- First job: serves food")
    expect_kept(page, [])
    assert page.evaluate("localStorage.length") == 0


def test_a_table_left_open_saves_nothing_as_the_next_persons(cast: Cast, jobs, open_as, live_server) -> None:
    page = open_as(jobs, allow_errors=True)
    page.goto(TABLE)
    page.context.clear_cookies()
    sign_in(page.context, cast.other_learner, live_server.url)
    type_in(page, CELL, "Lena's words")
    expect(page.get_by_text("Somebody else has signed in")).to_be_visible()
    assert not Draft.objects.exists()


def test_cells_typed_before_the_scripts_are_there_are_saved(jobs, open_as) -> None:
    page = open_as(jobs, service_workers="block")
    held: list[Route] = []
    page.route("**/js/*.js", lambda route: route.continue_() if typed else held.append(route))
    typed = False
    page.goto(TABLE, wait_until="commit")
    type_in(page, CELL, "serves food")
    typed = True
    for route in held:
        route.continue_()
    expect(page.get_by_text("Saved at")).to_be_visible()
    expect_saved("What the person usually does:\n- First job: serves food")


def test_a_table_works_without_scripts(jobs, open_as) -> None:
    page = open_as(jobs, java_script_enabled=False)
    page.goto(TABLE_TASK)
    page.get_by_role("button", name="Write it as a table").click()
    type_in(page, CELL, "serves food")
    page.get_by_role("button", name="Save and go to the answer").click()
    expect(page.get_by_label("Your answer")).to_have_value("What the person usually does:\n- First job: serves food")


SCRAPS = [
    *("First job: ", "Second job: ", "What they do:", "Autonomy:", "- ", "- First job: ", "- Waiter: ", "Waiter", ": "),
    *("\n", "\n\n", "\r\n", "  ", " ", "\t", "\u00a0", "é", "😀", "a", "-"),
]
COMPARE = """async ({ grid, texts, tables }) => {
  const { readGrid, writeGrid } = await import(performance.getEntriesByType("resource")
    .map((one) => one.name).find((name) => /\\/grid[^/]*\\.js$/.test(name)));
  return { read: texts.map((text) => readGrid(grid, text)), written: tables.map((table) => writeGrid(grid, table)) };
}"""


def test_the_script_reads_and_writes_tables_as_the_server_does(jobs, open_as) -> None:
    chance = random.Random(50)  # noqa: S311
    grid = Grid(("First job", "Second job"), ("What they do", "Autonomy"), "")

    def scraps(most: int) -> str:
        return "".join(chance.choices(SCRAPS, k=chance.randint(0, most)))

    texts = [scraps(25) for _ in range(1500)]
    tables = [
        {"names": [scraps(3), scraps(3)], "cells": [[scraps(5), scraps(5)] for _ in grid.rows], "below": scraps(5)}
        for _ in range(500)
    ]
    page = open_as(jobs)
    page.goto(TABLE)
    expect(page.get_by_text("0 words")).to_be_visible()
    asked = {"grid": {"columns": grid.columns, "rows": grid.rows}, "texts": texts, "tables": tables}
    found = page.evaluate(COMPARE, asked)
    for text, read in zip(texts, found["read"], strict=True):
        assert read == as_read(read_grid(grid, text)), text
    for table, written in zip(tables, found["written"], strict=True):
        assert written == write_grid(grid, **table), table


def as_read(filled: FilledGrid) -> dict[str, Any]:
    cells = [[cell.text.replace("\r\n", "\n") if cell else "" for cell in row] for row in filled.cells]
    return {"names": list(filled.names), "cells": cells, "below": filled.below.replace("\r\n", "\n")}
