"""Nobody reaches another's things by address: every route is walked with the fixed cast.

A new route with an object in it fails `test_every_route_is_walked` until it is listed here.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.conftest import NOW, POINT, UNIT, Cast
from wellserved.actions.begin_contact import begin_contact
from wellserved.actions.take_turn import Taking, take_turn
from wellserved.records.models import Cohort, PeopleImport

pytestmark = pytest.mark.django_db

# Routes without an object in the address: whom they are for is tested in test_pages.
OPEN = {
    "home",
    "how-marking-works",
    "accessibility",
    "display",
    "sign-in",
    "sign-in-demo",
    "sign-out",
    "switch-role",
    "offline",
    "service-worker",
    "learner-home",
    "queue",
    "library",
    "complaint-models",
    "roles",
    "compare-roles",
    "progression",
    "factors",
    "workplace",
    "desk",
    "search",
    "classes",
    "set-up",
}
# Unit pages and the library are published content: every person signed in may read them, and they hold nobody's work.
PUBLISHED = {"unit", "unit-section", "service-model", "map", "role"}
# One's own things, by unit: the address names nobody's, so another's can only leak into the page itself.
OWN_BY_UNIT = {"answer-table", "coach", "coverage", "read-evidence", "save-draft", "take-from-workplace"}
# Whoever holds the link may open it: tested in test_invitations.
LINKS = {"invitation"}
CENTRE = {  # for the centre's admins
    "centre-settings",
    "centre-units",
    "centre-retention",
    "centre-safeguarding",
    "people",
    "add-person",
    "person",
    "invite",
    "import-people",
    "import-errors",
    "undo-import",
    "cohorts",
    "cohort",
}
DRAFTS = {"review-draft", "contact-draft", "what-if"}
POSTED = {"invite", "import-errors", "undo-import"}  # no page of their own
DESK = {"contact", "contact-draft", "debrief", "what-if"}  # the learner's alone
OWNED = OWN_BY_UNIT | CENTRE | DESK | {"task", "attempt", "appeal", "compare", "answer", "review-draft", "class"}


def routes() -> dict[str, URLPattern]:
    found: dict[str, URLPattern] = {}

    def walk(patterns: Any) -> None:
        for entry in patterns:
            if isinstance(entry, URLPattern):
                assert entry.name, f"the route {entry.pattern} needs a name"
                found[entry.name] = entry
            else:
                walk(entry.url_patterns)

    walk(get_resolver().url_patterns)
    return found


def test_every_route_is_walked() -> None:
    known = OPEN | PUBLISHED | LINKS | OWNED
    assert set(routes()) == known, "list the new route here, and say whom it is for"
    for name, route in routes().items():
        assert (name in OPEN) == (not route.pattern.converters), name


@pytest.fixture
def addresses(cast: Cast, hand_in) -> dict[tuple[str, str], str]:
    """One address per owned route and per kind of answer, all of them belonging to Lena or her centre."""
    practice = hand_in(cast.learner)
    again = hand_in(cast.learner, text="Again, because it matters.")
    assessed = hand_in(cast.learner, kind="assessment")
    contact = begin_contact(cast.learner, scenario="wrong-order-twice", key="desk", now=NOW)
    take_turn(cast.learner, contact.pk, Taking(deed="stop"), seen=0, now=NOW)
    imported = PeopleImport.objects.create(centre=cast.centre, by=cast.admin, at=NOW, digest="0" * 64)
    objects = {
        "person": [cast.learner.pk],
        "undo-import": [imported.pk],
        "cohort": [cast.centre.cohorts.get().pk],
    }
    return {
        **{(name, "practice"): reverse(name, args=[contact.pk]) for name in DESK},
        ("attempt", "practice"): reverse("attempt", args=[practice.pk]),
        ("attempt", "assessment"): reverse("attempt", args=[assessed.pk]),
        ("compare", "practice"): reverse("compare", args=[practice.pk, again.pk]),
        ("compare", "assessment"): reverse("compare", args=[practice.pk, assessed.pk]),
        ("appeal", "practice"): reverse("appeal", args=[practice.pk]),
        ("appeal", "assessment"): reverse("appeal", args=[assessed.pk]),
        ("review-draft", "practice"): reverse("review-draft", args=[practice.pk]),
        ("review-draft", "assessment"): reverse("review-draft", args=[assessed.pk]),
        ("answer", "practice"): reverse("answer", args=[practice.pk]),
        ("answer", "assessment"): reverse("answer", args=[assessed.pk]),
        ("class", ""): reverse("class", args=[Cohort.objects.get(centre=cast.centre).pk, UNIT]),
        **{(name, ""): reverse(name, args=["north-pier", *objects.get(name, [])]) for name in CENTRE},
        ("task", "from"): reverse("task", args=[UNIT, POINT]) + f"?from={practice.pk}",
    }


def test_the_walk_covers_every_owned_route(addresses) -> None:
    assert {name for name, _ in addresses} | OWN_BY_UNIT == OWNED


@pytest.mark.parametrize("method", ["get", "post"])
def test_outsiders_find_nothing(cast: Cast, sign_in, addresses, method: str) -> None:
    """Another learner of the centre, and a learner and an assessor of another centre."""
    for person in (cast.other_learner, cast.outsider_learner, cast.outsider_assessor):
        client = sign_in(person)
        for (name, what), address in addresses.items():
            if method == "post" and name == "task":
                continue  # posting there hands in one's own answer
            sent = [{"do": "decide", "outcome": "met"}] if method == "post" else []
            status = getattr(client, method)(address, *sent).status_code
            inside = name in CENTRE and person == cast.other_learner
            allowed = {403} if inside else {404} if method == "get" and name not in DRAFTS else {404, 405}
            allowed |= {405} if name in (POSTED if method == "get" else {"people"}) else set()
            assert status in allowed, (person.full_name, name, what, method, status)


def test_nothing_was_decided_by_the_outsiders(cast: Cast, sign_in, addresses) -> None:
    from wellserved.records.models import Review

    for person in (cast.learner, cast.other_learner, cast.outsider_assessor, cast.admin, cast.iqa):
        sign_in(person).post(addresses["answer", "assessment"], {"outcome": "met", "seen": "0"})
    assert not Review.objects.exists()


def test_staff_of_the_centre_never_reach_practice(cast: Cast, sign_in, addresses) -> None:
    for person in (cast.assessor, cast.iqa, cast.admin):
        client = sign_in(person)
        for (name, what), address in addresses.items():
            if what == "practice":
                method = client.post if name in DRAFTS else client.get
                assert method(address).status_code == 404, (person.full_name, name)


def test_anonymous_people_are_sent_to_sign_in(cast: Cast, addresses) -> None:
    client = Client()
    everywhere = [*addresses.values(), reverse("unit", args=[UNIT]), reverse("task", args=[UNIT, POINT])]
    everywhere += [reverse("read-evidence", args=[UNIT, POINT]), reverse("save-draft", args=[UNIT, POINT])]
    everywhere += [reverse("learner-home"), reverse("queue"), reverse("home")]
    everywhere += [reverse(name) for name in ("library", "complaint-models", "roles", "compare-roles", "progression")]
    everywhere += [reverse("factors"), reverse("unit-section", args=[UNIT, "ideas"])]
    everywhere += [reverse("service-model", args=["last"]), reverse("map", args=["impact-chain"])]
    everywhere += [reverse("role", args=["waiter"])]
    everywhere += [reverse("coverage", args=[UNIT])]
    for address in everywhere:
        for response in (client.get(address), client.post(address)):
            assert response.status_code in {302, 405}, address
            if response.status_code == 302:
                assert response.headers["Location"].startswith(reverse("sign-in"))


def test_a_learner_of_another_centre_cannot_hand_in_following_my_attempt(cast: Cast, sign_in, hand_in) -> None:
    mine = hand_in(cast.learner)
    address = reverse("task", args=[UNIT, POINT])
    sent = {"text": "Words.", "kind": "practice", "key": "k", "follows": str(mine.pk)}
    assert sign_in(cast.outsider_learner).post(address, sent).status_code == 404


def test_people_without_a_place_on_the_unit_find_no_task(cast: Cast, sign_in) -> None:
    for person in (cast.assessor, cast.admin, cast.outsider_assessor):
        client = sign_in(person)
        assert client.get(reverse("task", args=[UNIT, POINT])).status_code == 404
        for route in ("save-draft", "read-evidence"):
            address = reverse(route, args=[UNIT, POINT])
            assert client.post(address, {"text": "x"}, headers={"accept": "application/json"}).status_code == 404
            assert client.post(address, {"text": "x"}).status_code == 404


def test_coverage_is_for_people_with_a_place_and_shows_only_their_own(cast: Cast, sign_in, hand_in) -> None:
    mine = hand_in(cast.learner)
    address = reverse("coverage", args=[UNIT])
    assert str(mine.pk) in sign_in(cast.learner).get(address).content.decode()
    for person in (cast.other_learner, cast.outsider_learner):
        assert str(mine.pk) not in sign_in(person).get(address).content.decode()
    for person in (cast.assessor, cast.admin, cast.iqa):
        assert sign_in(person).get(address).status_code == 404
    assert sign_in(cast.learner).get(reverse("coverage", args=["no-such-unit"])).status_code == 404


def test_coach_table_and_notes_are_for_people_with_a_place_on_the_unit(cast: Cast, sign_in) -> None:
    addresses = [reverse(name, args=[UNIT, POINT]) for name in ("coach", "answer-table", "take-from-workplace")]
    for person in (cast.assessor, cast.iqa, cast.admin, cast.outsider_assessor):
        for address in addresses:
            assert sign_in(person).post(address, {"text": "x", "take": "job"}).status_code == 404, address
    for address in addresses:
        assert Client().post(address).headers["Location"].startswith(reverse("sign-in"))


def test_a_workplace_is_the_learners_alone(cast: Cast, sign_in) -> None:
    from wellserved.actions.save_workplace import save_workplace
    from wellserved.records.models import Workplace

    save_workplace(cast.learner, words={"job": "Tram conductor"}, revision=0, now=NOW)
    address, task = reverse("workplace"), reverse("task", args=[UNIT, POINT])
    assert "Tram conductor" in sign_in(cast.learner).get(task).content.decode()
    for person in (cast.other_learner, cast.outsider_learner):
        for page in (address, task):
            assert "Tram conductor" not in sign_in(person).get(page).content.decode()
        taken = sign_in(person).post(reverse("take-from-workplace", args=[UNIT, POINT]), {"take": "job"})
        assert taken.status_code == 404
    for person in (cast.assessor, cast.iqa, cast.admin):
        assert sign_in(person).get(address).status_code == 404
        assert sign_in(person).post(address, {"job": "Mine"}).status_code == 404
    assert Client().get(address).headers["Location"].startswith(reverse("sign-in"))
    assert list(Workplace.objects.values_list("person", "job")) == [(cast.learner.pk, "Tram conductor")]


def test_the_queue_shows_only_the_own_centre(cast: Cast, sign_in, addresses) -> None:
    assert "Lena" in sign_in(cast.assessor).get(reverse("queue")).content.decode()
    assert "Lena" not in sign_in(cast.outsider_assessor).get(reverse("queue")).content.decode()
    assert sign_in(cast.learner).get(reverse("queue")).status_code == 404
