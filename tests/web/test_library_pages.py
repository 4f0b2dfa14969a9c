"""The library: models to put in order, roles to compare, moves told apart, factors to sort."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from tests.conftest import Cast
from wellserved.curriculum import library

pytestmark = pytest.mark.django_db


def body(response) -> str:
    assert response.status_code == 200
    return unescape(response.content.decode())


def places(model: str, *steps: str) -> dict[str, str]:
    return {f"place-{step}": str(place) for place, step in enumerate(steps, 1)}


@pytest.mark.parametrize("model", library.service_models())
def test_model_shows_its_steps_and_never_in_the_right_order_to_sort(cast: Cast, sign_in, model: str) -> None:
    found = library.service_models()[model]
    page = body(sign_in(cast.learner).get(reverse("service-model", args=[model])))
    for step in found.steps:
        assert step.name in page
        assert step.example in page
    offered = re.findall(r'id="line-([a-z-]+)"', page)
    assert sorted(offered) == sorted(step.id for step in found.steps)
    assert offered != [step.id for step in found.steps]
    assert "All in the right order" not in page
    assert "Not all in order yet" not in page


@pytest.mark.parametrize("model", library.service_models())
def test_right_order_is_called_right(cast: Cast, sign_in, model: str) -> None:
    order = places(model, *(step.id for step in library.service_models()[model].steps))
    assert "All in the right order" in body(sign_in(cast.learner).get(reverse("service-model", args=[model]), order))


@pytest.mark.parametrize(
    ("sent", "right", "clash"),
    [
        (places("last", "apologise", "listen", "solve", "thank"), 2, False),
        ({"place-listen": "1"}, 1, True),
        ({"place-listen": "1", "place-apologise": "1", "place-solve": "3", "place-thank": "4"}, 3, True),
        ({"place-listen": "-1", "place-apologise": "x", "place-solve": "999", "place-thank": "²"}, 0, True),
    ],
)
def test_wrong_order_says_which_lines_stand_right(cast: Cast, sign_in, sent, right: int, clash: bool) -> None:
    page = body(sign_in(cast.learner).get(reverse("service-model", args=["last"]), sent))
    assert "Not all in order yet" in page
    assert page.count("Right place:") == right
    assert ("Each line needs a place of its own" in page) == clash


def test_listen_is_shown_as_given_with_the_note(cast: Cast, sign_in) -> None:
    page = body(sign_in(cast.learner).get(reverse("service-model", args=["listen"])))
    assert "The word has six letters, and the aid has four steps" in page


def test_table_holds_every_complaint_model_and_step(cast: Cast, sign_in) -> None:
    page = body(sign_in(cast.learner).get(reverse("complaint-models")))
    models = [model for model in library.service_models().values() if model.kind == "complaint"]
    assert len(models) == 5
    for model in models:
        for number, step in enumerate(model.steps, 1):
            assert f"{number}. {step.name}" in page
    assert "SMART" not in page


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ({}, "Waiter", "No role here"),
        ({"industry": "retail"}, "Retail assistant", "Checks guests in and out"),
        ({"level": "specialist"}, "Complaints specialist", "Checks guests in and out"),
        ({"industry": "retail", "level": "senior"}, "No role here has both", "Helps people in a shop"),
        ({"industry": "'; DROP", "level": "x"}, "No role here has both", "Helps people in a shop"),
    ],
)
def test_roles_are_narrowed(cast: Cast, sign_in, query, there: str, not_there: str) -> None:
    page = body(sign_in(cast.learner).get(reverse("roles"), query))
    assert there in page
    assert not_there not in page


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        ("waiter", "head-waiter", "from the first to the second would be a move <strong>up"),
        ("head-waiter", "waiter", "from the second to the first would be a move <strong>up"),
        ("waiter", "bus-driver", "from one to the other would be a move <strong>sideways"),
        ("waiter", "waiter", "the same role twice"),
    ],
)
def test_two_roles_are_compared(cast: Cast, sign_in, first: str, second: str, says: str) -> None:
    page = body(sign_in(cast.learner).get(reverse("compare-roles"), {"first": first, "second": second}))
    assert says in page
    for role in (library.roles()[first], library.roles()[second]):
        for shown in (role.autonomy, role.responsibility, *role.skills):
            assert shown in page


def test_comparing_asks_for_both_and_knows_no_other(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    assert "Choose two" in body(client.get(reverse("compare-roles"), {"first": "waiter"}))
    sent = {"first": "waiter", "second": "astronaut"}
    assert client.get(reverse("compare-roles"), sent).status_code == 404


@pytest.mark.parametrize(("route", "name"), [("service-model", "no"), ("map", "no"), ("role", "no")])
def test_what_is_not_in_the_library_is_not_found(cast: Cast, sign_in, route: str, name: str) -> None:
    assert sign_in(cast.learner).get(reverse(route, args=[name])).status_code == 404


def test_every_move_is_on_the_map_in_words_and_drawn(cast: Cast, sign_in) -> None:
    page = body(sign_in(cast.learner).get(reverse("progression")))
    moves = library.progression().moves
    assert page.count('class="move up"') == sum(move.direction == "up" for move in moves)
    assert page.count('class="move sideways"') == sum(move.direction == "sideways" for move in moves)
    for move in moves:
        assert move.adds in page
    for role in library.roles().values():
        assert f">{role.title}</text>" in page


@pytest.mark.parametrize("map_id", library.maps())
def test_map_shows_every_thread(cast: Cast, sign_in, map_id: str) -> None:
    page = body(sign_in(cast.learner).get(reverse("map", args=[map_id])))
    for thread in library.maps()[map_id].threads:
        assert thread.start in page
        assert thread.why in page
        assert all(line in page for line in thread.then)


def test_rounds_hold_every_factor_once() -> None:
    factors = library.factors()
    dealt = [factor.id for number in range(1, factors.rounds + 1) for factor in factors.in_round(number)]
    assert sorted(dealt) == sorted(factor.id for factor in factors.factors)


def round_of(factor_id: str) -> int:
    factors = library.factors()
    numbers = range(1, factors.rounds + 1)
    return next(n for n in numbers if factor_id in [factor.id for factor in factors.in_round(n)])


@pytest.mark.parametrize(
    ("factor", "corner", "fits"),
    [
        ("customer-expectations", "external-uncontrollable", True),
        ("customer-expectations", "internal-controllable", False),
        ("technology", "internal-controllable", True),
        ("technology", "external-uncontrollable", True),
        ("technology", "external-controllable", False),
        ("choice-of-courier", "external-controllable", True),
        ("sickness-in-the-team", "internal-uncontrollable", True),
    ],
)
def test_factor_is_sorted_with_an_explanation(cast: Cast, sign_in, factor: str, corner: str, fits: bool) -> None:
    sent = {factor: corner, "round": round_of(factor)}
    page = body(sign_in(cast.learner).get(reverse("factors"), sent))
    assert ("It fits" in page) == fits
    assert ("Look again" in page) != fits
    [found] = [entry for entry in library.factors().factors if entry.id == factor]
    assert all(reading.because in page for reading in found.readings)


@pytest.mark.parametrize("number", ["0", "-1", "x", "999", "99999999", "²", ""])
def test_any_round_that_is_asked_for_deals_some_factors(cast: Cast, sign_in, number: str) -> None:
    page = body(sign_in(cast.learner).get(reverse("factors"), {"round": number}))
    assert page.count("Choose a corner") > 0


def test_nothing_sorted_is_not_judged(cast: Cast, sign_in) -> None:
    for sent in ({}, {"weather": ""}, {"weather": "nowhere", "staff-training": "nowhere"}):
        assert "stand in a corner that fits" not in body(sign_in(cast.learner).get(reverse("factors"), sent))
