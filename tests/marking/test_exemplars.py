"""The first statement that counts, in every part's bank, is a hard test of the shipped marker."""

from __future__ import annotations

import pytest
from _pytest.mark.structures import ParameterSet

from wellserved.adapters import load_encoder, load_scheme
from wellserved.curriculum import library
from wellserved.curriculum.exemplars import load_point_bank
from wellserved.marking import PartMarking, mark

PARTS = [
    (unit, point.id, part.id)
    for unit in library.unit_ids()
    for point in library.scheme(unit).points
    for part in point.parts
]

# Exemplars that these readers still miss. Strict: a training that credits one takes it off the list.
MISSED = {
    ("first-impressions-and-respect", "consequences", "negative_word"),
    ("service-environment", "good-service-pays", "repeat_business"),
}


def hard_tests() -> list[ParameterSet]:
    missed = pytest.mark.xfail(strict=True, reason="missed by the readers that ship")
    return [pytest.param(*key, marks=[missed] if key in MISSED else []) for key in PARTS]


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


def marked(unit: str, point: str, part: str, text: str, encoder) -> PartMarking:
    [found] = mark(text, load_scheme(unit).only(point), encoder, decide=True).points
    return next(p for p in found.parts if p.part == part)


@pytest.mark.encoder
@pytest.mark.parametrize(("unit", "point", "part"), hard_tests())
def test_credits_the_first_exemplar(unit: str, point: str, part: str, encoder) -> None:
    bank = load_point_bank(library.unit_folder(unit), library.scheme(unit), point).parts[part]
    text = bank.counts[0]
    found = marked(unit, point, part, text, encoder)
    at_least = found.needed
    if at_least == 1:
        assert found.is_reached, text
        assert all(quote.text in text for quote in found.quotes)
    else:  # one statement is one item of several: it is counted, and does not suffice alone
        assert found.reached >= 1, text
