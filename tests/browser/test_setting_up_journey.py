"""A newcomer sets a centre up without JavaScript, from the code to the first learner's password."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.actions.setting_up import PASSWORD
from tests.browser.test_accessibility import AXE, RULES

pytestmark = pytest.mark.browser


def test_from_nothing_to_the_first_learner(transactional_db: None, open_as) -> None:
    from wellserved.actions.load_content import load_content
    from wellserved.actions.open_set_up import open_set_up

    load_content(timezone.now())
    code = open_set_up(timezone.now())
    page: Page = open_as(None, java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.goto("/set-up/")
    page.get_by_label("Set-up code").fill(str(code))
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Name of the centre").fill("New Harbour College")
    page.get_by_role("button", name="Save and go on").click()
    fill(page, {"Full name": "Nia First", "Email address": "nia@harbour.test"})
    fill(page, {"Password": PASSWORD, "The same password again": PASSWORD})
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Save and go on").click()
    for label, value in (("Months", "36"), ("Reason", "Our awarding organisation asks for it.")):
        for field in page.get_by_label(label).all():
            field.fill(value)
    for field in page.get_by_label("Legal basis").all():
        field.select_option("contract")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", name="People")).to_be_visible()
    page.get_by_role("link", name="Add a person").click()
    fill(page, {"Full name": "Lou Learner", "Email address": "lou@harbour.test"})
    page.get_by_label("Role").select_option("learner")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Add this person").click()
    page.get_by_role("button", name="Make a link").click()
    link = page.locator("li code").inner_text()
    theirs: Page = open_as(None, java_script_enabled=False)
    theirs.goto(link)
    fill(theirs, {"Password": PASSWORD, "The same password again": PASSWORD})
    theirs.get_by_role("button", name="Save and sign in").click()
    expect(theirs.get_by_text("Lou Learner")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_step_is_accessible(transactional_db: None, open_as, scheme: str) -> None:
    from tests.actions.setting_up import first_admin
    from wellserved.actions.load_content import load_content
    from wellserved.actions.offer_units import offer_units
    from wellserved.actions.open_set_up import open_set_up
    from wellserved.records.models import Unit

    load_content(timezone.now())
    code = str(open_set_up(timezone.now()))
    options: dict[str, Any] = {"color_scheme": scheme, "bypass_csp": True, "allow_errors": True}
    page = open_as(None, **options)
    page.goto("/set-up/")
    found = axe(page, "code")
    page.get_by_label("Set-up code").fill(code)
    page.get_by_role("button", name="Begin").click()
    found += axe(page, "centre")
    page.get_by_label("Name of the centre").fill("New Harbour College")
    page.get_by_role("button", name="Save and go on").click()
    found += axe(page, "admin")
    centre, admin = first_admin(code)
    theirs = open_as(admin, **options)
    theirs.goto("/set-up/")
    found += axe(theirs, "units")
    offer_units(admin, centre, units=[Unit.objects.values_list("slug", flat=True)[0]], now=timezone.now())
    theirs.goto("/set-up/")
    theirs.get_by_role("button", name="Save and go on").click()
    found += axe(theirs, "retention, refused")
    assert not found, "\n".join(found)


def axe(page: Page, name: str) -> list[str]:
    page.evaluate(AXE)
    result = page.evaluate("(rules) => axe.run({ runOnly: rules })", RULES)
    return [
        f"{name}: {v['id']}: {n['target']}: {n['failureSummary']}" for v in result["violations"] for n in v["nodes"]
    ]


def fill(page: Page, fields: dict[str, str]) -> None:
    for label, value in fields.items():
        page.get_by_label(label, exact=True).fill(value)
