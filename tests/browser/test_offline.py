"""Pages opened before open again without a network, for the person who opened them and nobody else; what was written
and handed in meanwhile arrives by itself, and nobody is told that it has before it has."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MET, TASK, expect_kept, expect_pages, sign_in
from tests.browser.test_nobody_loses_a_word import SAVED, attempts, editor, server_holds, write
from tests.conftest import Cast

pytestmark = pytest.mark.browser


@pytest.fixture
def lena(cast: Cast, open_as) -> Page:
    """At her task, which her device has kept."""
    page: Page = open_as(cast.learner, allow_errors=True)
    page.goto(TASK)
    expect_pages(page, TASK)
    return page


def offline(page: Page, to: bool = True) -> None:
    page.context.set_offline(to)


def test_a_page_opened_before_opens_again_and_writing_goes_on(lena: Page) -> None:
    write(lena, "At home")
    expect(lena.get_by_text(SAVED)).to_be_visible()
    offline(lena)
    lena.close()
    again = lena.context.new_page()
    again.goto(TASK)
    expect(editor(again)).to_have_value("At home")
    write(again, ", on the bus")
    expect(again.get_by_text("Your words are kept on this device")).to_be_visible()
    again.reload()
    expect(editor(again)).to_have_value("At home, on the bus")
    write(again, ", and at work")
    offline(again, False)
    expect(again.get_by_text(SAVED)).to_be_visible()
    assert server_holds() == "At home, on the bus, and at work"


def test_words_written_without_a_network_arrive_from_whatever_page_is_opened_next(lena: Page) -> None:
    offline(lena)
    write(lena, "On the bus")
    expect_kept(lena, ["On the bus"])
    lena.close()
    offline(lena, False)
    again = lena.context.new_page()
    again.goto("/accessibility/")
    expect(again.get_by_text("Saved, after you wrote it without a connection: Good service pays")).to_be_visible()
    assert server_holds() == "On the bus"


def test_a_page_never_opened_says_so_and_names_those_that_open(lena: Page) -> None:
    offline(lena)
    lena.goto("/learn/")
    expect(lena.get_by_role("heading", level=1)).to_have_text("This page needs a connection")
    lena.get_by_role("link", name="Good service pays").click()
    expect(editor(lena)).to_be_visible()
    lena.goto("/learn/")
    offline(lena, False)
    expect(lena.get_by_role("heading", level=1)).to_have_text("Hello, Lena", timeout=15_000)


def test_signing_out_leaves_no_page(lena: Page) -> None:
    lena.get_by_role("button", name="Sign out").click()
    expect(lena).to_have_url(re.compile("/sign-in/"))
    expect_pages(lena)
    offline(lena)
    lena.goto(TASK)
    expect(lena.get_by_role("heading", level=1)).to_have_text("This page needs a connection")
    expect(lena.get_by_text("Lena")).to_have_count(0)


def test_one_person_s_page_is_never_served_to_another(cast: Cast, lena: Page, live_server: Any) -> None:
    """Nobody signed out: the browser finds out from the first page of the next person."""
    lena.context.clear_cookies()
    sign_in(lena.context, cast.other_learner, live_server.url)
    lena.goto("/learn/")
    expect(lena.get_by_role("heading", level=1)).to_have_text("Hello, Omar")
    expect_pages(lena, "/learn/")
    offline(lena)
    lena.goto(TASK)
    expect(lena.get_by_role("heading", level=1)).to_have_text("This page needs a connection")


def test_an_ended_session_takes_the_pages_along(lena: Page) -> None:
    lena.context.clear_cookies()
    lena.goto(TASK)
    expect(lena).to_have_url(re.compile("/sign-in/"))
    expect_pages(lena)


def test_a_page_that_comes_after_signing_out_is_not_kept(lena: Page) -> None:
    """It was on its way, slowly, when she signed out in another tab."""
    other = lena.context.new_page()
    other.goto("/learn/")
    expect_pages(lena, TASK, "/learn/")
    worker = lena.context.service_workers[0]
    late = """async () => {
      const before = await who();
      await becomes("");
      const headers = { "Wellserved-Person": before, "Wellserved-Keep": "yes" };
      await keep(new Request("/learn/"), new Response("hers", { headers }), before);
    }"""
    worker.evaluate(late)
    expect_pages(lena)


def test_assessors_leave_no_answer_of_others_on_the_device(cast: Cast, open_as) -> None:
    page = open_as(cast.assessor)
    page.goto("/answers/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.goto("/accessibility/")
    expect_pages(page, "/accessibility/")


def test_the_worker_changes_with_the_release_and_keeps_the_files_of_two(lena: Page) -> None:
    worker = lena.context.service_workers[0]
    names = worker.evaluate(
        """async () => {
          for (const old of ["files:one", "files:two", "files:three"]) await caches.open(old);
          await tidy();
          return (await caches.keys()).filter((name) => name.startsWith("files:"));
        }"""
    )
    assert names == ["files:two", "files:three"]


def hand_in(page: Page, kind: str = "as practice") -> None:
    page.get_by_role("button", name=f"Hand in {kind}").click()


def test_handing_in_offline_is_said_not_to_have_happened_and_happens_once(lena: Page) -> None:
    offline(lena)
    write(lena, MET)
    hand_in(lena)
    expect(lena.get_by_role("alert")).to_contain_text("Not handed in")
    lena.get_by_role("button", name="Hand it in when there is a connection").click()
    expect(lena.get_by_role("heading", name="Not handed in yet")).to_be_visible()
    expect(editor(lena)).to_have_attribute("readonly", "")
    assert attempts() == []
    offline(lena, False)
    expect(lena).to_have_url(re.compile("/attempts/"))
    expect(lena.get_by_role("heading", level=1)).to_have_text("Everything asked for is there")
    expect_kept(lena, [])
    assert attempts() == [MET]
    assert server_holds() == ""


def test_what_waits_to_be_handed_in_can_be_taken_back(lena: Page) -> None:
    offline(lena)
    write(lena, MET)
    hand_in(lena)
    lena.get_by_role("button", name="Hand it in when there is a connection").click()
    lena.get_by_role("button", name="Don’t hand it in: go on writing").click()
    write(lena, " And more.")
    offline(lena, False)
    expect(lena.get_by_text(SAVED)).to_be_visible()
    assert attempts() == []
    assert server_holds() == f"{MET} And more."


def test_nothing_is_handed_in_later_that_was_not_asked_for(lena: Page) -> None:
    offline(lena)
    write(lena, MET)
    hand_in(lena)
    expect(lena.get_by_role("heading", name="Not handed in")).to_be_visible()
    offline(lena, False)
    expect(lena.get_by_text(SAVED)).to_be_visible(timeout=15_000)
    assert attempts() == []


def test_a_hand_in_that_waits_goes_from_another_page_and_after_signing_in_again(
    cast: Cast, lena: Page, settings: Any
) -> None:
    from django.contrib.sessions.models import Session

    settings.DEMO = True
    offline(lena)
    write(lena, MET)
    lena.get_by_label("This is my own work").check()
    hand_in(lena, "for assessment")
    lena.get_by_role("button", name="Hand it in when there is a connection").click()
    expect(lena.get_by_role("heading", name="Not handed in yet")).to_be_visible()
    lena.close()
    Session.objects.all().delete()
    offline(lena, False)
    again = lena.context.new_page()
    again.goto("/learn/")
    expect(again).to_have_url(re.compile("/sign-in/"))
    again.get_by_role("button", name="Sign in as Lena").click()
    expect(again.get_by_text("Handed in for assessment: Good service pays")).to_be_visible()
    again.get_by_role("link", name="See the result").click()
    expect(again.get_by_role("heading", level=1)).to_have_text("Waiting for a person")
    assert attempts() == [MET]
    expect_kept(again, [])


def test_a_hand_in_that_is_refused_in_the_end_says_why_and_keeps_the_words(cast: Cast, lena: Page) -> None:
    from tests.browser.test_assessor_journey import hand_in as hand_in_elsewhere

    offline(lena)
    write(lena, MET)
    lena.get_by_label("This is my own work").check()
    hand_in(lena, "for assessment")
    lena.get_by_role("button", name="Hand it in when there is a connection").click()
    hand_in_elsewhere(cast.learner, "From the library, because.")
    offline(lena, False)
    expect(lena.get_by_text("An answer of yours to this task is waiting for an assessor")).to_be_visible()
    expect(editor(lena)).to_have_value(MET)
    expect(lena.get_by_text(SAVED)).to_be_visible()
    assert server_holds() == MET


def test_the_result_page_kept_from_before_forgets_no_newer_words(lena: Page) -> None:
    write(lena, MET)
    hand_in(lena)
    expect(lena).to_have_url(re.compile("/attempts/"))
    result = lena.url
    lena.goto(TASK)
    offline(lena)
    write(lena, "A newer try")
    expect_kept(lena, ["A newer try"])
    lena.goto(result)
    expect(lena.get_by_role("heading", level=1)).to_have_text("Everything asked for is there")
    lena.goto(TASK)
    expect(editor(lena)).to_have_value("A newer try")
