"""The first statement that counts, in every part's bank, is a hard test of the shipped marker."""

from __future__ import annotations

import pytest

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


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


def marked(unit: str, point: str, part: str, text: str, encoder) -> PartMarking:
    [found] = mark(text, load_scheme(unit).only(point), encoder, decide=True).points
    return next(p for p in found.parts if p.part == part)


@pytest.mark.encoder
@pytest.mark.parametrize(("unit", "point", "part"), PARTS)
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
