"""What we show as a model must not be drafted as not met, and must sound like no misconception."""

from __future__ import annotations

import pytest

from wellserved.adapters.engine import default_engine
from wellserved.curriculum import library


@pytest.mark.encoder
@pytest.mark.parametrize("unit", library.unit_ids())
def test_engine_finds_what_the_model_answers_show(unit: str) -> None:
    for point, answer in library.model_answers(unit).items():
        marking = default_engine().mark(answer.text, library.scheme(unit).only(point))
        assert marking.points[0].decision != "not_met", point
        assert all(part.is_reached for part in marking.points[0].parts), point
        assert (marking.misconceptions, marking.flags) == ((), ()), point
