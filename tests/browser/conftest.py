"""Chromium against a running server, with the fake engine and the fixed cast."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Playwright, sync_playwright

from tests.conftest import POINT, UNIT, Cast, make_cast

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
TASK = f"/units/{UNIT}/tasks/{POINT}/"
MET = "Customers come back because they were treated well, and they tell friends."


@pytest.fixture(scope="session", autouse=True)
def _synchronous_tests_may_use_the_database() -> Iterator[None]:
    """Playwright keeps an event loop in this thread, and Django takes that for asynchronous code."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    try:
        started = playwright.chromium.launch(executable_path=chromium(playwright), args=["--no-sandbox"])
    except Error as error:
        pytest.fail(
            f"no Chromium could be started ({str(error).splitlines()[0]}). Install the package `chromium`, "
            "name another one in WELLSERVED_CHROMIUM, or leave these tests out with -m 'not browser'."
        )
    yield started
    started.close()


def chromium(playwright: Playwright) -> str:
    """The Chromium of this machine, or else the one that Playwright has installed."""
    named = os.environ.get("WELLSERVED_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return named or playwright.chromium.executable_path


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def open_as(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """A page signed in as a person. Each call is another device; errors on its console fail the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def opened(person: Any = None, *, allow_errors: bool = False, **options: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        context.set_default_timeout(8000)
        if person is not None:
            sign_in(context, person, live_server.url)
        page = context.new_page()
        if not allow_errors:
            page.on("console", lambda m: errors.append(m.text) if is_wrong(m) else None)
            page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors


def is_wrong(message: ConsoleMessage) -> bool:
    """An error on the console, other than that a page answered 422: that is how a form is refused."""
    return message.type == "error" and "status of 422" not in message.text


KEPT = """() => new Promise((resolve) => {
  const asked = indexedDB.open("wellserved", 1);
  asked.onsuccess = () => {
    const found = asked.result.transaction("words").objectStore("words").getAll();
    found.onsuccess = () => { asked.result.close(); resolve(found.result.map((one) => one.text)); };
  };
})"""


def expect_kept(page: Page, words: list[str]) -> None:
    """The words that the device keeps, of whomever; asked until they are those."""
    found: list[str] = []
    for _ in range(50):
        found = page.evaluate(KEPT)
        if sorted(found) == sorted(words):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"the device keeps {found}, not {words}")


KEPT_PAGES = """async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("pages:"));
  const found = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys())));
  return found.flat().map((request) => new URL(request.url).pathname);
}"""


def expect_pages(page: Page, *addresses: str) -> None:
    """The pages that this device keeps, of whomever; asked until they are those."""
    found: list[str] = []
    for _ in range(60):
        found = page.evaluate(KEPT_PAGES)
        if sorted(found) == sorted(addresses):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"the device keeps {found}, not {addresses}")


def sign_in(context: BrowserContext, person: Any, url: str) -> None:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])
