"""A real server in a process of its own: it goes down and comes back, it is far away, and it weighs little."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from time import monotonic, sleep

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import MET
from tests.browser.installation import PULL, Installation, Wire
from tests.browser.test_nobody_loses_a_word import SAVED, editor, write

pytestmark = pytest.mark.browser
FIRST_LOAD, LATER_PAGE = 150_000, 40_000  # bytes over the wire, headers and all
EDGE = {"rate": 30_000, "delay": 0.4}  # 240 kbit/s with 800 ms there and back: 2G at its better
DRAFT = "select count(*) from records_draft where text = ?"
ATTEMPT = "select count(*) from records_attempttext where text = ?"
MARKED = (
    "select count(*) from records_enginemarking m join records_attempttext t on t.attempt_id = m.attempt_id "
    "where t.text = ?"
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One for all tests here: each signs in as another learner, or works at another task."""
    made = Installation(tmp_path_factory.mktemp("installation"))
    made.start()
    yield made
    made.kill()


@pytest.fixture
def server(prepared: Installation) -> Installation:
    """Running, whatever the test before has done to it."""
    if prepared.process is None or prepared.process.poll() is not None:
        prepared.start()
    return prepared


@pytest.fixture
def device(browser: Browser) -> Iterator[Callable[[str], Page]]:
    contexts = []

    def opened(url: str) -> Page:
        context = browser.new_context(base_url=url, viewport={"width": 360, "height": 740})
        context.set_default_timeout(60_000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def wire(server: Installation) -> Iterator[Callable[..., Wire]]:
    wires: list[Wire] = []

    def laid(**options: float) -> Wire:
        wires.append(Wire(server.port, **options))
        return wires[-1]

    yield laid
    for found in wires:
        found.close()


def open_task(page: Page, number: int) -> None:
    """Signs in as the demo's first learner and opens a task of their first unit."""
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in as").first.click()
    page.get_by_role("link", name="Read the unit").first.click()
    page.locator("#tasks").get_by_role("link", name=re.compile("^(Start|Open)")).nth(number).click()
    expect(editor(page)).to_be_visible(timeout=60_000)


def until(there: Callable[[], bool]) -> None:
    end = monotonic() + 30
    while not there():
        assert monotonic() < end, "it did not come about"
        sleep(0.1)


def test_a_server_that_goes_down_and_comes_back_gets_every_word(server: Installation, device) -> None:
    page = device(server.url)
    open_task(page, 0)
    write(page, "Before it went down")
    server.kill()
    write(page, ", while it was down")
    expect(page.get_by_text("Your words are kept on this device")).to_be_visible()
    server.start()
    write(page, ", and after.")
    expect(page.get_by_text(SAVED)).to_be_visible(timeout=20_000)
    words = editor(page).input_value()
    assert words.endswith("Before it went down, while it was down, and after.")
    assert server.count(DRAFT, words) == 1


def test_what_a_crash_left_unmarked_is_marked_at_the_next_start(server: Installation, device) -> None:
    words = f"Somebody will {PULL} of this machine, because."
    server.kill()
    server.start("plug puller")
    page = device(server.url)
    open_task(page, 1)
    editor(page).fill(words)
    page.get_by_role("button", name="Hand in as practice").click()
    server.ended()
    assert (server.count(ATTEMPT, words), server.count(MARKED, words)) == (1, 0)
    expect(page.get_by_role("heading", name="Not handed in")).to_be_visible()  # as far as the page can know

    server.start()
    until(lambda: server.count(MARKED, words) == 1)
    page.get_by_role("button", name="Hand in as practice").click()
    expect(page).to_have_url(re.compile("/attempts/"))
    assert server.count(ATTEMPT, words) == 1


def test_the_first_load_and_every_later_page_are_light(wire, device) -> None:
    line = wire()
    page = device(line.url)
    page.goto("/sign-in/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    weights = {"first load": line.settled()}

    def weigh(name: str, act: Callable[[], object]) -> None:
        before = line.received
        act()
        page.wait_for_load_state("networkidle")
        weights[name] = line.settled() - before

    weigh("home", page.get_by_role("button", name="Sign in as").first.click)
    weigh("unit", page.get_by_role("link", name="Read the unit").first.click)
    weigh("task", page.locator("#tasks").get_by_role("link", name=re.compile("^(Start|Open)")).nth(2).click)
    editor(page).fill(MET)
    weigh("result", page.get_by_role("button", name="Hand in as practice").click)
    weigh("how marking works", page.get_by_role("link", name="How marking works").first.click)
    assert weights.pop("first load") <= FIRST_LOAD
    assert max(weights.values()) <= LATER_PAGE, weights
    assert min(weights.values()) > 500, weights  # the wire has counted


def test_files_have_hashed_names_come_compressed_and_are_never_asked_for_twice(server: Installation, device) -> None:
    page = device(server.url)
    answers = {}
    page.on("response", lambda answer: answers.setdefault(answer.url, answer.all_headers()))
    page.goto("/sign-in/")
    page.wait_for_load_state("networkidle")
    files = {url: headers for url, headers in answers.items() if "/static/" in url}
    assert any("/js/making." in url for url in files), "what a script imports is a file like any other"
    for url, headers in files.items():
        assert re.search(r"\.[0-9a-f]{12}\.(css|js|svg)$", url), url
        assert "immutable" in headers["cache-control"], url
        if int(headers["content-length"]) > 500:
            assert headers["content-encoding"] == "br", url
    assert answers[f"{server.url}/sign-in/"]["content-encoding"] == "gzip"


def test_at_2g_one_can_type_at_once_and_sees_what_is_saved(server: Installation, wire, device) -> None:
    """The wire is slow, not the page alone: a browser's own throttle does not reach the service worker."""
    page = device(wire(**EDGE).url)
    open_task(page, 3)
    write(page, "Written in a valley")
    expect(page.get_by_text(SAVED)).to_be_visible(timeout=60_000)
    words = editor(page).input_value()
    assert words.endswith("Written in a valley")
    assert server.count(DRAFT, words) == 1
    page.reload()
    expect(editor(page)).to_have_value(words, timeout=60_000)
