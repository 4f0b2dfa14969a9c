"""Killed tab, killed browser, lost network, ended session, two tabs, two devices: no character is lost."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Dialog, Error, Page, Playwright, Route, expect

from tests.browser.conftest import MET, TASK, chromium, expect_kept, sign_in
from tests.conftest import POINT, UNIT, Cast

pytestmark = pytest.mark.browser
SAVED = re.compile(r"Saved at \d\d:\d\d")


def editor(page: Page) -> Any:
    return page.get_by_label("Your answer")


def server_holds() -> str:
    from wellserved.records.models import Draft

    found = Draft.objects.filter(person__email="lena@example.org", unit_id=UNIT, point=POINT).first()
    return found.text if found else ""


def attempts() -> list[str]:
    from wellserved.records.models import Attempt

    return [attempt.attempt_text.text for attempt in Attempt.objects.all()]


def write(page: Page, words: str) -> None:
    """Key by key, at the end of what is there."""
    editor(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def no_saving(page: Page) -> None:
    """The server is out of reach for the editor, and only for it."""
    page.route("**/draft/", lambda route: route.abort())


def crash(page: Page) -> None:
    """Ends the tab's process, as a phone does that needs the memory: no script of the page gets a last word."""
    with page.expect_event("crash"), suppress(Error):  # nobody is left to answer
        page.goto("chrome://crash")


def test_a_killed_tab_loses_no_keystroke(cast: Cast, open_as) -> None:
    page = open_as(cast.learner, allow_errors=True)
    page.goto(TASK)
    no_saving(page)
    write(page, "Half a thought, and its last letter: x")
    crash(page)
    again = page.context.new_page()
    again.goto(TASK)
    expect(editor(again)).to_have_value("Half a thought, and its last letter: x")
    expect(again.get_by_text("has been put back")).to_be_visible()
    expect(again.get_by_text(SAVED)).to_be_visible()
    assert server_holds() == "Half a thought, and its last letter: x"


@pytest.fixture
def own_browser(playwright: Playwright, tmp_path: Path, live_server: Any) -> Iterator[Callable[..., Any]]:
    """Starts a Chromium with a profile on disk, and hands back a page of it and the process to kill."""
    started: list[subprocess.Popen[bytes]] = []

    def start(person: Any) -> tuple[Page, subprocess.Popen[bytes]]:
        port_file = tmp_path / "DevToolsActivePort"
        port_file.unlink(missing_ok=True)
        options = ["--headless=new", "--no-sandbox", "--remote-debugging-port=0", f"--user-data-dir={tmp_path}"]
        process = subprocess.Popen([chromium(playwright), *options], stderr=subprocess.DEVNULL)
        started.append(process)
        until = monotonic() + 30
        while not (port_file.exists() and port_file.read_text().strip()):
            assert monotonic() < until, "Chromium did not start"
            sleep(0.1)
        port = port_file.read_text().split()[0]
        context = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}").contexts[0]
        sign_in(context, person, live_server.url)
        return context.new_page(), process

    yield start
    for process in started:
        process.kill()
        process.wait()


def test_a_killed_browser_loses_no_keystroke(cast: Cast, own_browser, live_server) -> None:
    page, process = own_browser(cast.learner)
    page.goto(live_server.url + TASK)
    no_saving(page)
    write(page, "Written until the battery went")
    expect_kept(page, ["Written until the battery went"])
    process.kill()
    process.wait()
    again, _ = own_browser(cast.learner)
    again.goto(live_server.url + TASK)
    expect(editor(again)).to_have_value("Written until the battery went")
    expect(again.get_by_text(SAVED)).to_be_visible()


def type_before_the_scripts(page: Page, words: str) -> None:
    held: list[Route] = []
    page.route("**/js/*.js", lambda route: route.continue_() if written else held.append(route))
    written = False
    page.goto(TASK, wait_until="commit")
    write(page, words)
    written = True
    for route in held:
        route.continue_()


def test_words_typed_before_the_scripts_are_there_are_kept(cast: Cast, open_as) -> None:
    page = open_as(cast.learner, service_workers="block")
    type_before_the_scripts(page, "Typed at once")
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert server_holds() == "Typed at once"


def test_words_typed_before_the_scripts_stand_beside_those_that_the_device_kept(cast: Cast, open_as) -> None:
    page = open_as(cast.learner, allow_errors=True, service_workers="block")
    page.goto(TASK)
    no_saving(page)
    write(page, "Kept from before")
    expect_kept(page, ["Kept from before"])
    type_before_the_scripts(page, "Typed at once")
    expect(page.get_by_text("There are two versions of this answer")).to_be_visible()
    expect(page.locator(".versions")).to_contain_text("Kept from before")
    expect(page.locator(".versions")).to_contain_text("Typed at once")


def test_an_ended_session_loses_nothing_and_signing_in_again_syncs(cast: Cast, open_as, settings) -> None:
    from django.contrib.sessions.models import Session

    settings.DEMO = True
    page = open_as(cast.learner, allow_errors=True)
    page.goto(TASK)
    Session.objects.all().delete()
    write(page, "Written over lunch")
    expect(page.get_by_text("You are signed out. Your words are kept on this device.")).to_be_visible()
    page.get_by_role("link", name="Sign in again").click()
    page.get_by_role("button", name="Sign in as Lena").click()
    expect(page).to_have_url(re.compile(TASK))
    expect(editor(page)).to_have_value("Written over lunch")
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert server_holds() == "Written over lunch"


def test_signing_in_again_in_another_tab_lets_the_first_go_on(cast: Cast, open_as, settings) -> None:
    """Its token is from before the new session, and its words arrive all the same."""
    from django.contrib.sessions.models import Session

    settings.DEMO = True
    page = open_as(cast.learner, allow_errors=True)
    page.goto(TASK)
    Session.objects.all().delete()
    write(page, "Written over lunch")
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    other = page.context.new_page()
    other.goto("/sign-in/")
    other.get_by_role("button", name="Sign in as Lena").click()
    expect(other).to_have_url(re.compile("/learn/"))
    write(page, ", and after")
    expect(page.get_by_text(SAVED)).to_be_visible()
    page.get_by_role("button", name="Hand in as practice").click()
    expect(page).to_have_url(re.compile("/attempts/"))
    assert attempts() == ["Written over lunch, and after"]


def two_tabs(context: BrowserContext) -> tuple[Page, Page]:
    one, two = context.pages[0], context.new_page()
    for page in (one, two):
        page.goto(TASK)
    return one, two


def test_two_tabs_killed_before_they_could_save_show_both_versions(cast: Cast, open_as) -> None:
    context = open_as(cast.learner, allow_errors=True).context
    one, two = two_tabs(context)
    no_saving(one)
    no_saving(two)
    write(one, "From the first tab")
    write(two, "From the second tab")
    for page in (one, two):
        page.close(run_before_unload=False)
    again = context.new_page()
    again.goto(TASK)
    expect(again.get_by_text("There are two versions of this answer")).to_be_visible()
    for words in ("From the first tab", "From the second tab"):
        expect(again.locator(".versions")).to_contain_text(words)
    again.get_by_role("button", name="Go on with the one").first.click()
    expect(again.get_by_text(SAVED)).to_be_visible()
    kept = again.get_by_text("A version that was not chosen")
    expect(kept).to_be_visible()
    again.reload()
    kept.click()
    both = editor(again).input_value() + again.locator("details .words.sheet").text_content()
    assert "From the first tab" in both
    assert "From the second tab" in both


def test_a_tab_takes_nothing_over_from_one_that_is_still_open(cast: Cast, open_as) -> None:
    page = open_as(cast.learner, allow_errors=True)
    page.goto(TASK)
    no_saving(page)
    write(page, "Still being written")
    other = page.context.new_page()
    other.goto(TASK)
    expect(other.locator("[data-words]")).to_have_text("0 words")
    expect(editor(other)).to_have_value("")
    expect_kept(page, ["Still being written"])


def test_two_tabs_online_show_both_versions(cast: Cast, open_as) -> None:
    one, two = two_tabs(open_as(cast.learner, allow_errors=True).context)
    write(one, "From the first tab")
    expect(one.get_by_text(SAVED)).to_be_visible()
    write(two, "From the second tab")
    expect(two.get_by_text("There are two versions of this answer")).to_be_visible()
    two.get_by_role("button", name="Go on with the one saved elsewhere").click()
    expect(editor(two)).to_have_value("From the first tab")
    two.get_by_text("A version that was not chosen").click()
    expect(two.locator("details .words.sheet")).to_have_text("From the second tab")
    two.get_by_role("button", name="Go on with this one").click()
    expect(editor(two)).to_have_value("From the second tab")
    expect(two.get_by_text(SAVED)).to_be_visible()
    assert server_holds() == "From the second tab"


def test_a_device_that_was_offline_meets_what_another_wrote_meanwhile(cast: Cast, open_as) -> None:
    phone, library = open_as(cast.learner, allow_errors=True), open_as(cast.learner)
    phone.goto(TASK)
    phone.context.set_offline(True)
    write(phone, "On the bus")
    expect(phone.get_by_text("Your words are kept on this device")).to_be_visible()
    library.goto(TASK)
    write(library, "In the library")
    expect(library.get_by_text(SAVED)).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.get_by_text("There are two versions of this answer")).to_be_visible()
    for words in ("On the bus", "In the library"):
        expect(phone.locator(".versions")).to_contain_text(words)
    assert server_holds() == "In the library"


def test_another_device_that_handed_in_leaves_these_words_alone(cast: Cast, open_as) -> None:
    phone, library = open_as(cast.learner), open_as(cast.learner, allow_errors=True)
    for page in (phone, library):
        page.goto(TASK)
    write(phone, MET)
    expect(phone.get_by_text(SAVED)).to_be_visible()
    phone.get_by_role("button", name="Hand in as practice").click()
    expect(phone).to_have_url(re.compile("/attempts/"))
    write(library, "Another thought")
    expect(library.get_by_text(SAVED)).to_be_visible()
    assert server_holds() == "Another thought"


def test_a_lost_answer_to_saving_is_no_other_version(cast: Cast, open_as) -> None:
    """The server has the words, the page does not know, and more are written: there is still one version."""
    page = open_as(cast.learner, allow_errors=True)
    page.goto(TASK)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/draft/", lose)
    write(page, "It arrived")
    expect(page.get_by_text("No connection.")).to_be_visible()
    assert server_holds() == "It arrived"
    page.unroute("**/draft/")
    write(page, ", and goes on")
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert server_holds() == "It arrived, and goes on"


def test_a_lost_answer_to_handing_in_is_no_second_attempt(cast: Cast, open_as) -> None:
    """The server has it, the page does not know, and hands in again: once from here, once after opening it again."""
    page = open_as(cast.learner, allow_errors=True)
    page.goto(TASK)
    write(page, MET)

    def lose(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.context.route(f"**{TASK}", lose)
    hand_in = page.get_by_role("button", name="Hand in as practice")
    hand_in.click()
    expect(page.get_by_role("heading", name="Not handed in")).to_be_visible()
    page.goto(TASK)
    expect(editor(page)).to_have_value(MET)
    hand_in.click()
    expect(page.get_by_role("heading", name="Not handed in")).to_be_visible()
    page.context.unroute(f"**{TASK}")
    hand_in.click()
    expect(page).to_have_url(re.compile("/attempts/"))
    assert attempts() == [MET]
    expect_kept(page, [])


def test_a_browser_that_keeps_nothing_says_so_and_asks_before_leaving(cast: Cast, open_as) -> None:
    page = open_as(cast.learner, allow_errors=True)
    full = "throw new DOMException('full', 'QuotaExceededError');"
    page.add_init_script(f"IDBObjectStore.prototype.put = () => {{ {full} }};")
    page.goto(TASK)
    no_saving(page)
    write(page, "Nowhere but here")
    expect(page.get_by_text("this browser keeps no copy. Stay on this page")).to_be_visible()
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    page.unroute("**/draft/")
    expect(page.get_by_text(SAVED)).to_be_visible(timeout=15_000)
    assert server_holds() == "Nowhere but here"


def test_signing_out_removes_what_is_saved(cast: Cast, open_as) -> None:
    page = open_as(cast.learner)
    page.goto(TASK)
    write(page, "Saved at the last moment")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/sign-in/"))
    assert server_holds() == "Saved at the last moment"
    expect_kept(page, [])


def test_signing_out_with_words_that_are_only_here_warns_and_keeps_them(cast: Cast, open_as, live_server) -> None:
    page = open_as(cast.learner, allow_errors=True)
    page.goto(TASK)
    no_saving(page)
    write(page, "Only on this device")
    page.get_by_role("button", name="Sign out").click()
    warning = page.get_by_role("dialog", name="Some of your words are only on this device")
    expect(warning).to_be_visible()
    expect(warning).to_contain_text("Good service pays")
    with page.expect_download() as download:
        warning.get_by_role("button", name="Save them as a file").click()
    assert "Only on this device" in download.value.path().read_text(encoding="utf-8")
    warning.get_by_role("button", name="Stay signed in").click()
    expect(editor(page)).to_have_value("Only on this device")
    page.get_by_role("button", name="Sign out").click()
    warning.get_by_role("button", name="Sign out and leave them here").click()
    expect(page).to_have_url(re.compile("/sign-in/"))
    expect_kept(page, ["Only on this device"])
    page.unroute("**/draft/")

    sign_in(page.context, cast.other_learner, live_server.url)
    page.goto(TASK)
    expect(editor(page)).to_have_value("")
    page.wait_for_timeout(500)
    assert server_holds() == ""
    expect(page.get_by_text("Only on this device")).to_have_count(0)

    sign_in(page.context, cast.learner, live_server.url)
    page.goto("/learn/")
    expect(page.get_by_text("Saved, after you wrote it without a connection: ")).to_be_visible()
    assert server_holds() == "Only on this device"


def test_without_a_connection_nobody_is_signed_out_by_half(cast: Cast, open_as) -> None:
    page = open_as(cast.learner, allow_errors=True)
    page.goto(TASK)
    page.context.set_offline(True)
    write(page, "On the bus")
    page.get_by_role("button", name="Sign out").click()
    warning = page.get_by_role("dialog")
    expect(warning).to_contain_text("you cannot sign out now")
    expect(warning.get_by_role("button", name="Sign out")).to_have_count(0)


def test_signing_out_in_one_tab_leaves_no_words_on_another(cast: Cast, open_as) -> None:
    one, two = two_tabs(open_as(cast.learner).context)
    write(two, "In the second tab")
    one.get_by_role("button", name="Sign out").click()
    expect(one).to_have_url(re.compile("/sign-in/"))
    expect(two).to_have_url(re.compile("/sign-in/"))
    assert server_holds() == "In the second tab"
    expect_kept(one, [])


def test_a_page_left_open_gives_way_to_the_next_person_and_saves_nothing_as_theirs(
    cast: Cast, open_as, live_server
) -> None:
    from wellserved.records.models import Draft

    page = open_as(cast.learner, allow_errors=True)
    page.goto(TASK)
    page.context.clear_cookies()
    sign_in(page.context, cast.other_learner, live_server.url)
    write(page, "Lena's words")
    expect(page.get_by_text("Somebody else has signed in")).to_be_visible()
    other = page.context.new_page()
    other.goto(TASK)
    expect(page).not_to_have_url(re.compile(TASK))
    expect(editor(other)).to_have_value("")
    assert not Draft.objects.exists()
    expect_kept(other, ["Lena's words"])


def test_saving_comes_within_two_seconds_of_a_pause() -> None:
    """Read from the script, since a clock would measure the machine: the pause, and the rest for the way."""
    script = Path(__file__).parents[2] / "src/wellserved/web/static/web/js/editor.js"
    pause = re.search(r"const PAUSE = (\d+);", script.read_text(encoding="utf-8"))
    assert pause
    assert int(pause[1]) <= 1000
