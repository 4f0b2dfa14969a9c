"""Every page, light and dark: axe finds nothing at WCAG 2.2 AA, and nothing scrolls sideways on a small phone."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import MET, TASK
from tests.conftest import NOW, POINT, UNIT, Cast

pytestmark = pytest.mark.browser
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LONG = "Because " + "Donaudampfschifffahrtsgesellschaft" * 6 + " it is always right, because."


@pytest.fixture
def pages(cast: Cast) -> dict[str, tuple[Any, str]]:
    """Name, who looks, and the address of every page in every state worth a look."""
    practice, again = hand_in(cast.learner, "practice", "They are happy."), hand_in(cast.learner, "practice")
    long = hand_in(cast.learner, "practice", LONG)
    unsure = hand_in(cast.learner, "practice", "Perhaps because it is nice.")
    waiting = hand_in(cast.learner, "assessment")
    decided = hand_in(cast.other_learner, "assessment")
    review(cast, decided)
    learner, assessor = cast.learner, cast.assessor
    return {
        "sign-in": (None, "/sign-in/"),
        "how marking works": (None, "/how-marking-works/"),
        "accessibility": (None, "/accessibility/"),
        "no connection": (None, "/offline/"),
        "home": (learner, "/learn/"),
        "home, empty": (assessor, "/learn/"),
        "unit": (learner, f"/units/{UNIT}/"),
        "task": (learner, TASK),
        "task, refused": (learner, TASK),
        "task from attempt": (learner, f"{TASK}?from={practice.pk}"),
        "practice, not there": (learner, f"/attempts/{practice.pk}/"),
        "practice, all there": (learner, f"/attempts/{again.pk}/"),
        "practice, long words": (learner, f"/attempts/{long.pk}/"),
        "practice, unsure": (learner, f"/attempts/{unsure.pk}/"),
        "compare": (learner, f"/attempts/{practice.pk}/compare/{long.pk}/"),
        "waiting": (learner, f"/attempts/{waiting.pk}/"),
        "decided": (cast.other_learner, f"/attempts/{decided.pk}/"),
        "queue": (assessor, "/answers/"),
        "queue, nothing fits": (assessor, "/answers/?unit=none"),
        "answer": (assessor, f"/answers/{waiting.pk}/"),
        "answer, refused": (assessor, f"/answers/{waiting.pk}/"),
        "answer, keys": (assessor, f"/answers/{waiting.pk}/"),
        "answer, decided": (assessor, f"/answers/{decided.pk}/"),
        "answer, read only": (cast.iqa, f"/answers/{decided.pk}/"),
        "settings": (cast.admin, "/centres/north-pier/settings/"),
        "not found": (learner, "/nowhere/"),
        "not allowed": (assessor, "/centres/north-pier/settings/"),
        "task, two versions": (learner, f"/units/{UNIT}/tasks/poor-service-harms/"),
        "task, waits for a connection": (learner, f"/units/{UNIT}/tasks/key-duties/"),
        "signing out with unsent words": (learner, f"/units/{UNIT}/tasks/referral-methods/"),
    }


def hand_in(person: Any, kind: str, text: str = MET) -> Any:
    from wellserved.actions.submit_answer import submit_answer

    return submit_answer(
        person,
        unit=UNIT,
        point=POINT,
        text=text,
        kind=kind,
        key=f"{kind}{text}"[:60],
        declaration="My own work." if kind == "assessment" else None,
        now=NOW,
    )


def review(cast: Cast, attempt: Any) -> None:
    from wellserved.actions.decide import decide
    from wellserved.actions.refer_back import refer_back

    refer_back(cast.assessor, attempt.pk, missing="Say more.", comment="", seen=0, now=NOW)
    reasons = {POINT: "Read again."}
    decide(
        cast.second_assessor,
        attempt.pk,
        decisions={POINT: "not_met"},
        reasons=reasons,
        comment="Nearly.",
        seen=1,
        now=NOW,
    )


def bring_about(page: Page, name: str) -> None:
    """What happens on the task page when the server cannot be reached, or has other words."""
    other = {"status": 409, "json": {"text": "Written elsewhere.", "revision": 9}}
    page.route("**/draft/", lambda route: route.fulfill(**other) if name == "task, two versions" else route.abort())
    page.route("**/tasks/*/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.get_by_label("Your answer").fill(f"Written here, for {name}.")
    if name == "task, two versions":
        page.get_by_role("heading", name="There are two versions").wait_for()
    elif name == "task, waits for a connection":
        page.get_by_role("button", name="Hand in as practice").click()
        page.get_by_role("button", name="Hand it in when there is a connection").click()
        page.get_by_role("heading", name="Not handed in yet").wait_for()
    else:
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("dialog").wait_for()
    page.unroute_all()


def act(page: Page, name: str) -> None:
    """What has to be done on the page to bring it into the state that its name says."""
    if name == "task, refused":
        page.get_by_role("button", name="Hand in as practice").click()
        page.get_by_role("alert").wait_for()
    if name in {"task, two versions", "task, waits for a connection", "signing out with unsent words"}:
        bring_about(page, name)
    if name == "answer, refused":
        page.get_by_role("button", name="Save decision").click()
        page.get_by_role("alert").wait_for()
    if name == "answer, keys":
        page.get_by_role("button", name="Keyboard keys").click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(pages, open_as, scheme: str) -> None:
    found: list[str] = []
    devices: dict[Any, Page] = {}
    for name, (person, address) in pages.items():
        key = person.pk if person else None
        if key not in devices:
            options = {"color_scheme": scheme, "bypass_csp": True, "reduced_motion": "reduce"}
            devices[key] = open_as(person, allow_errors=True, **options)
        page = devices[key]
        page.goto(address)
        act(page, name)
        page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        page.evaluate(AXE)
        result = page.evaluate("(rules) => axe.run({ runOnly: rules })", RULES)
        found += [
            f"{name}: {v['id']}: {n['target']}: {n['failureSummary']}" for v in result["violations"] for n in v["nodes"]
        ]
    assert not found, "\n".join(found)


def test_nothing_scrolls_sideways_on_a_small_phone(pages, open_as) -> None:
    found: list[str] = []
    devices: dict[Any, Page] = {}
    for name, (person, address) in pages.items():
        key = person.pk if person else None
        if key not in devices:
            devices[key] = open_as(person, allow_errors=True, viewport={"width": 320, "height": 640})
        page = devices[key]
        page.goto(address)
        act(page, name)
        for width in (320, 360):
            page.set_viewport_size({"width": width, "height": 640})
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if over > 0:
                found.append(f"{name} at {width} px: {over} px too wide")
    assert not found, "\n".join(found)


def test_targets_are_large_enough_for_a_thumb(pages, open_as) -> None:
    """24 px at least for what is not a link inside a sentence; 44 px for buttons that do the main thing."""
    found: list[str] = []
    small = """() => [...document.querySelectorAll(
        'button, summary, select, input:not([type=hidden]), nav a, a.button')]
      .filter((e) => e.checkVisibility() && !e.closest('.tick, .choice'))
      .map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect(), e.matches('.button:not(.small)')])
      .filter(([, box, main]) => Math.min(box.height, box.width) < (main ? 44 : 24)).map(([html]) => html)"""
    devices: dict[Any, Page] = {}
    for name, (person, address) in pages.items():
        key = person.pk if person else None
        if key not in devices:
            devices[key] = open_as(person, allow_errors=True, viewport={"width": 360, "height": 740})
        devices[key].goto(address)
        found += [f"{name}: {html}" for html in devices[key].evaluate(small)]
    assert not found, "\n".join(found)
