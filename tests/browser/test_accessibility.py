"""Every page, light and dark: axe finds nothing at WCAG 2.2 AA, and nothing scrolls sideways on a small phone."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import MET, TASK
from tests.conftest import NOW, POINT, UNIT, Cast
from wellserved.actions.begin_contact import begin_contact
from wellserved.actions.load_content import load_content
from wellserved.actions.save_workplace import save_workplace
from wellserved.actions.submit_answer import submit_answer
from wellserved.actions.take_turn import Taking, take_turn
from wellserved.records.models import Enrolment
from wellserved.web.display import COOKIE

pytestmark = pytest.mark.browser
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
JOBS = "jobs-and-principles"
IN_CELLS = "First job: Waiter\n\nWhat the person usually does:\n- Waiter: serves because\n- Second job: bills\n\nMore."
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
    since, queried = resubmission_and_query(cast)
    learner, assessor = cast.learner, cast.assessor
    load_content(NOW, [JOBS])
    Enrolment.objects.create(person=learner, centre=cast.centre, unit_id=JOBS, enrolled_at=NOW)
    table = hand_in(learner, "practice", IN_CELLS, JOBS, "two-roles")
    save_workplace(learner, words={"job": "Tram conductor"}, revision=0, now=NOW)
    cohort = cast.centre.cohorts.get()
    learner, assessor, admin = cast.learner, cast.assessor, cast.admin
    cohort, link = cast.centre.cohorts.get(), first_link(cast)
    at_desk, stopped, ended = desk_contacts(learner)
    return {
        "sign-in": (None, "/sign-in/"),
        "how marking works": (None, "/how-marking-works/"),
        "accessibility": (None, "/accessibility/"),
        "display": (None, "/display/"),
        "no connection": (None, "/offline/"),
        "home": (learner, "/learn/"),
        "home, empty": (assessor, "/learn/"),
        "unit": (learner, f"/units/{UNIT}/"),
        "unit ideas": (learner, f"/units/{UNIT}/ideas/"),
        "unit words": (learner, f"/units/{UNIT}/words/"),
        "unit tips": (learner, f"/units/{UNIT}/tips/"),
        "unit misconceptions": (learner, f"/units/{UNIT}/misconceptions/"),
        "unit questions": (learner, f"/units/{UNIT}/questions/"),
        "unit questions, searched": (learner, f"/units/{UNIT}/questions/?q=refund"),
        "unit of a qualification": (learner, "/units/principles-level-2/"),
        "library": (learner, "/library/"),
        "service model": (learner, "/library/models/customer-service-cycle/"),
        "service model, tried": (learner, "/library/models/listen/?place-listen=1&place-solve=2"),
        "complaint models": (learner, "/library/complaint-models/"),
        "map": (learner, "/library/maps/impact-chain/"),
        "roles": (learner, "/library/roles/"),
        "roles, none": (learner, "/library/roles/?industry=retail&level=senior"),
        "role": (learner, "/library/roles/retail-assistant/"),
        "compare roles": (learner, "/library/roles/compare/?first=waiter&second=head-waiter"),
        "compare roles, none chosen": (learner, "/library/roles/compare/"),
        "progression": (learner, "/library/progression/"),
        "factors": (learner, "/library/factors/"),
        "factors, sorted": (
            learner,
            "/library/factors/?staff-training=internal-controllable&economy=internal-controllable",
        ),
        "coverage": (learner, f"/units/{UNIT}/coverage/"),
        "answer as a table": (learner, f"/units/{JOBS}/tasks/two-roles/table/"),
        "practice in cells": (learner, f"/attempts/{table.pk}/"),
        "workplace": (learner, "/workplace/"),
        "desk": (learner, "/desk/"),
        "contact": (learner, f"/desk/{at_desk.pk}/"),
        "contact, stopped": (learner, f"/desk/{stopped.pk}/"),
        "debrief": (learner, f"/desk/{ended.pk}/debrief/"),
        "safeguarding": (admin, "/centres/north-pier/settings/safeguarding/"),
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
        "answer, evidence not good": (assessor, f"/answers/{waiting.pk}/"),
        "answer, what changed": (assessor, f"/answers/{since.pk}/"),
        "answer, queried": (cast.second_assessor, f"/answers/{queried.pk}/"),
        "answer, queried, another answers": (assessor, f"/answers/{queried.pk}/"),
        "queried": (cast.other_learner, f"/attempts/{queried.pk}/"),
        "query": (cast.other_learner, f"/attempts/{decided.pk}/appeal/"),
        "query, not again": (cast.other_learner, f"/attempts/{queried.pk}/appeal/"),
        "classes": (cast.iqa, "/classes/"),
        "class": (cast.iqa, f"/classes/{cohort.pk}/{UNIT}/"),
        "search": (cast.iqa, "/answers/search/"),
        "search, found": (cast.iqa, "/answers/search/"),
        "several roles": (two_roles(cast), "/answers/"),
        "answer, read only": (cast.iqa, f"/answers/{decided.pk}/"),
        "settings": (cast.admin, "/centres/north-pier/settings/"),
        "units": (admin, "/centres/north-pier/settings/units/"),
        "periods": (admin, "/centres/north-pier/settings/retention/"),
        "periods, refused": (admin, "/centres/north-pier/settings/retention/"),
        "people": (admin, "/centres/north-pier/people/"),
        "people, links": (admin, "/centres/north-pier/people/"),
        "add person": (admin, "/centres/north-pier/people/add/"),
        "add person, refused": (admin, "/centres/north-pier/people/add/"),
        "person": (admin, f"/centres/north-pier/people/{learner.pk}/"),
        "import": (admin, "/centres/north-pier/people/import/"),
        "import, preview": (admin, "/centres/north-pier/people/import/"),
        "cohorts": (admin, "/centres/north-pier/cohorts/"),
        "cohort": (admin, f"/centres/north-pier/cohorts/{cohort.pk}/"),
        "invitation": (None, f"/invitations/{link}/"),
        "invitation, over": (None, "/invitations/none/"),
        "not found": (learner, "/nowhere/"),
        "not allowed": (assessor, "/centres/north-pier/settings/"),
        "task, two versions": (learner, f"/units/{UNIT}/tasks/poor-service-harms/"),
        "task, waits for a connection": (learner, f"/units/{UNIT}/tasks/key-duties/"),
        "signing out with unsent words": (learner, f"/units/{UNIT}/tasks/referral-methods/"),
    }


def hand_in(person: Any, kind: str, text: str = MET, unit: str = UNIT, point: str = POINT) -> Any:
    return submit_answer(
        person,
        unit=unit,
        point=point,
        text=text,
        kind=kind,
        key=" ".join(f"{kind}{text}".split())[:60],
        declaration="My own work." if kind == "assessment" else None,
        now=NOW,
    )


def desk_contacts(learner: Any) -> tuple[Any, Any, Any]:
    """One that goes on, one that words of danger stopped, and a second attempt that has ended."""
    said = {"begun": "You must have broken it.", "stopped": "I want to kill myself.", "ended": LONG}
    found = []
    for key, text in said.items():
        contact = begin_contact(learner, scenario="identity-before-account", key=key, seed="1", now=NOW)
        take_turn(learner, contact.pk, Taking(text=text), seen=0, now=NOW)
        found.append(contact)
    take_turn(learner, found[2].pk, Taking(deed="close"), seen=1, now=NOW)
    return found[0], found[1], found[2]


def review(cast: Cast, attempt: Any) -> None:
    from wellserved.actions.decide import decide
    from wellserved.actions.refer_back import refer_back
    from wellserved.assessment.evidence import Judgement

    refer_back(cast.assessor, attempt.pk, missing="Say more.", comment="", seen=0, now=NOW)
    reasons = {POINT: "Read again."}
    decide(
        cast.second_assessor,
        attempt.pk,
        decisions={POINT: "not_met"},
        reasons=reasons,
        evidence={"sufficient": Judgement(False, "One result only.")},
        comment="Nearly.",
        seen=1,
        now=NOW,
    )


def resubmission_and_query(cast: Cast) -> tuple[Any, Any]:
    """An answer handed in again after a referral, and a decision that the learner queries."""
    from wellserved.actions.appeal import appeal
    from wellserved.actions.decide import decide
    from wellserved.actions.refer_back import refer_back

    point = "internal-external-factors"
    first = hand_in(cast.other_learner, "assessment", "They are happy.", point=point)
    refer_back(cast.assessor, first.pk, missing="Say more.", comment="", seen=0, now=NOW)
    since = hand_in(cast.other_learner, "assessment", "They are happy because of it.", point=point)
    queried = hand_in(cast.other_learner, "assessment", "Nice.", point="key-duties")
    no = {"key-duties": "not_met"}
    decide(cast.assessor, queried.pk, decisions=no, reasons={}, evidence={}, comment="", seen=0, now=NOW)
    appeal(cast.other_learner, queried.pk, reason="It is all there.", seen=1, now=NOW)
    return since, queried


def two_roles(cast: Cast) -> Any:
    from wellserved.records.models import RoleHeld

    RoleHeld.objects.create(person=cast.second_assessor, centre=cast.centre, role="iqa", since=NOW)
    return cast.second_assessor


def first_link(cast: Cast) -> str:
    from django.utils import timezone

    from wellserved.actions.invite import invite

    return invite(cast.admin, cast.centre, [cast.other_learner], now=timezone.now())[0].token


PEOPLE = f"full_name,email,role,cohort,units\nNell New,nell@x.test,learner,Autumn,{UNIT}\nBad,nobody,king,,\n"


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
        page.locator("[data-sign-out] button").click()  # its name is in the language that the page is shown in
        page.get_by_role("dialog").wait_for()
    page.unroute_all()


def act(page: Page, name: str) -> None:
    """What has to be done on the page to bring it into the state that its name says."""
    if name == "people, links":
        page.get_by_label("Name or email").fill("Lena")
        page.get_by_role("button", name="Filter").click()
        page.get_by_role("button", name="Make 1 link").click()
        page.get_by_role("heading", name="1 link for").wait_for()
    if name in ("periods, refused", "add person, refused"):
        page.get_by_role("button", name="Save periods" if "periods" in name else "Add this person").click()
        page.get_by_role("alert").wait_for()
    if name == "import, preview":
        file = {"name": "people.csv", "mimeType": "text/csv", "buffer": PEOPLE.encode()}
        page.get_by_label("File", exact=True).set_input_files([file])
        page.get_by_role("button", name="Show what it would do").click()
        page.get_by_role("heading", name="What the import would do").wait_for()
    if name == "task, refused":
        page.get_by_role("button", name="Hand in as practice").click()
        page.get_by_role("alert").wait_for()
    if name in {"task, two versions", "task, waits for a connection", "signing out with unsent words"}:
        bring_about(page, name)
    if name == "answer, refused":
        page.get_by_role("button", name="Save decision").click()
        page.get_by_role("alert").wait_for()
    if name == "answer, evidence not good":
        page.get_by_role("radiogroup", name="Current").get_by_label("No", exact=True).check()
    if name == "search, found":
        page.get_by_label("Phrase").fill("customers come back")
        page.get_by_role("button", name="Search").click()
        page.locator("mark").first.wait_for()
    if name == "several roles":
        page.locator("details.badge summary").click()
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
        found += violations(page, name)
    assert not found, "\n".join(found)


def test_axe_finds_nothing_on_pages_of_the_demo(cast: Cast, open_as, settings) -> None:
    settings.DEMO = True
    page = open_as(bypass_csp=True)
    page.goto("/sign-in/")
    assert not violations(page, "demo, sign-in")
    page.get_by_role("button", name="Sign in as Lena").click()
    page.get_by_role("heading", name="Hello, Lena").wait_for()
    assert not violations(page, "demo, home")


def violations(page: Page, name: str) -> list[str]:
    page.evaluate(AXE)
    result = page.evaluate("(rules) => axe.run({ runOnly: rules })", RULES)
    return [
        f"{name}: {v['id']}: {n['target']}: {n['failureSummary']}" for v in result["violations"] for n in v["nodes"]
    ]


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


def test_the_largest_spaced_text_in_welsh_still_fits_at_400_percent(pages, open_as, live_server) -> None:
    """A window 1280 px wide at 400 % is one of 320 px."""
    found: list[str] = []
    devices: dict[Any, Page] = {}
    for name, (person, address) in pages.items():
        key = person.pk if person else None
        if key not in devices:
            devices[key] = open_as(person, allow_errors=True, viewport={"width": 320, "height": 640})
            chosen = {"name": COOKIE, "value": "largest.wide.cy", "url": live_server.url}
            devices[key].context.add_cookies([chosen])
        page = devices[key]
        page.goto(address)
        act(page, name)
        assert "text-largest" in str(page.locator("html").get_attribute("class")), name
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            found.append(f"{name}: {over} px too wide")
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
