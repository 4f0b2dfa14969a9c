"""At the practice desk with a script: on one page, by keyboard, and no word lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import expect_kept
from tests.conftest import NOW, Cast
from wellserved.actions.begin_contact import begin_contact
from wellserved.records.models import ContactTurn

pytestmark = pytest.mark.browser


def test_a_contact_stays_on_its_page_and_keeps_every_word(cast: Cast, open_as) -> None:
    contact = begin_contact(cast.learner, scenario="refund-above-limit", key="k", seed="1", now=NOW)
    page = open_as(cast.learner)
    page.goto(f"/desk/{contact.pk}/")
    text, log = page.get_by_label("What you say"), page.get_by_role("log")
    text.fill("Good morning, this is Sam. Could you tell me what happened?")
    page.get_by_role("button", name="Say it").click()
    expect(text).to_have_value("")
    expect(log).to_contain_text("Could you tell me what happened?")
    text.fill("Half a sentence")
    page.get_by_text("Launderette vouchers").first.click()
    amount = page.get_by_label("Amount in whole pounds").locator("visible=true")
    amount.fill("99")
    amount.press("Enter")
    expect(log).to_contain_text("above your limit")
    expect(text).to_have_value("Half a sentence")
    expect_kept(page, ["Half a sentence"])
    assert list(ContactTurn.objects.values_list("deed", flat=True)) == ["", "remedy"]
    page.reload()
    expect(text).to_have_value("Half a sentence")


def test_words_outlive_a_lost_connection_and_another_window(cast: Cast, open_as) -> None:
    contact = begin_contact(cast.learner, scenario="wrong-order-twice", key="k", seed="1", now=NOW)
    page = open_as(cast.learner, allow_errors=True)
    other = page.context.new_page()
    for one in (page, other):
        one.goto(f"/desk/{contact.pk}/")
    other.get_by_label("Your message").fill("Hello Dana.")
    other.get_by_role("button", name="Send").click()
    expect(other.get_by_label("Your message")).to_have_value("")
    page.context.set_offline(True)
    page.get_by_label("Your message").fill("Typed in a tunnel")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("there is no connection")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("gone on in another window")).to_be_visible()
    expect(page.get_by_label("Your message")).to_have_value("Typed in a tunnel")
    expect(page.get_by_role("log")).to_contain_text("Hello Dana.")
    assert ContactTurn.objects.count() == 1
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_label("Your message")).to_have_value("")
    assert ContactTurn.objects.count() == 2


def test_more_messages_come_one_by_one_and_speaking_meanwhile_interrupts(cast: Cast, open_as) -> None:
    """The page's clock stands still, so that the second message stays to come."""
    contact = begin_contact(cast.learner, scenario="wrong-order-twice", key="k", seed="1", now=NOW)
    page = open_as(cast.learner)
    page.clock.install(time=NOW)
    page.goto(f"/desk/{contact.pk}/")
    page.clock.pause_at(NOW + timedelta(hours=1))
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if request.method == "POST" else None)
    page.route(f"**/desk/{contact.pk}/", with_a_second_message)
    text = page.get_by_label("Your message")
    text.fill("Hello.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Dana Whitlock goes on")).to_be_visible()
    assert not page.get_by_text("And another thing").is_visible()
    page.unroute_all()
    text.fill("But")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("And another thing")).to_be_visible()
    expect(text).to_have_value("")
    assert any("unheard=1" in body and "text=But" in body for body in sent)
    assert any(act["kind"] == "interruption" for act in ContactTurn.objects.get(number=2).acts)


def with_a_second_message(route: Route) -> None:
    if route.request.method != "GET":
        route.continue_()
        return
    answer = route.fetch()
    end = '</div>\n<p class="small soft" data-coming'
    more = '<div data-who="customer"><p>And another thing.</p></div>'
    route.fulfill(response=answer, body=answer.text().replace(end, more + end, 1))
