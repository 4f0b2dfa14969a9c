"""The library with a script: lines are moved by keyboard, and a link to a folded idea unfolds it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.conftest import UNIT, Cast
from wellserved.curriculum import library

pytestmark = pytest.mark.browser


def test_lines_are_put_in_order_by_keyboard(cast: Cast, open_as) -> None:
    page = open_as(cast.learner, viewport={"width": 360, "height": 740})
    page.goto("/library/models/last/")
    expect(page.get_by_label("Place", exact=False).first).to_be_hidden()
    for wanted, step in enumerate(library.service_models()["last"].steps):
        line = page.locator("[data-line]").filter(has_text=step.example)
        up = line.get_by_role("button", name="Move up")
        up.focus()
        while page.locator("[data-line]").all_inner_texts().index(line.inner_text()) > wanted:
            page.keyboard.press("Enter")
            expect(up).to_be_focused()
    expect(page.locator("[data-said]")).to_contain_text("Now in place")
    page.get_by_role("button", name="Check the order").press("Enter")
    expect(page.get_by_text("All in the right order.")).to_be_visible()


def test_lines_are_put_in_order_without_a_script(cast: Cast, open_as) -> None:
    page = open_as(cast.learner, java_script_enabled=False)
    page.goto("/library/models/smart/")
    for place, step in enumerate(library.service_models()["smart"].steps, 1):
        page.locator(f"#place-{step.id}").select_option(str(place))
    page.get_by_role("button", name="Check the order").click()
    expect(page.get_by_text("All in the right order.")).to_be_visible()


def test_link_to_a_folded_idea_unfolds_it(cast: Cast, open_as) -> None:
    page = open_as(cast.learner)
    page.goto(f"/units/{UNIT}/ideas/#card-escalation")
    expect(page.locator("#card-escalation")).to_be_in_viewport()
    page.goto(f"/units/{UNIT}/ideas/#card-customer-journey")
    expect(page.locator("#card-customer-journey")).to_be_in_viewport()
