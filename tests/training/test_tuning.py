"""Tuning on a handful of passages: it learns them, and gives what the graph needs."""

from __future__ import annotations

import numpy as np
import pytest

from wellserved.training.passages import Passage, plain
from wellserved.training.tuning import Settings, tune_on_published

COUNTS = ["customers come back to us", "they buy again", "people stay loyal", "she returned the next week"]
MISSES = ["the shop is open late", "we wear a uniform", "staff should smile", "customers never come back"]


def alone(text: str, label: float) -> Passage:
    return plain(text, (), np.array([[label]], dtype=np.float32))


def whole(first: str, second: str, *, reached: float, needed: int = 1) -> Passage:
    """Two sentences of which nothing is known but what the whole amounts to."""
    text = f"{first}. {second}."
    return Passage(
        text=text,
        spans=((0, len(first) + 1), (len(first) + 2, len(text))),
        labels=np.full((2, 1), -1, dtype=np.float32),
        verdict=np.array([reached], dtype=np.float32),
        among=np.ones((2, 1), dtype=np.bool_),
        needed=np.array([needed], dtype=np.int8),
    )


@pytest.mark.encoder
def test_tuning_learns_what_counts() -> None:
    passages = [alone(text, 1) for text in COUNTS] + [alone(text, 0) for text in MISSES]
    passages += [whole(MISSES[0], COUNTS[0], reached=1), whole(COUNTS[1], COUNTS[2], reached=1, needed=2)]
    passages += [whole(MISSES[1], COUNTS[3], reached=0, needed=2), whole("long " * 300, "cut off", reached=1)]
    told: list[str] = []
    tuned = tune_on_published(passages, Settings(epochs=4, dropout=0.0), told.append)
    losses = [float(line.rsplit(" ", 1)[1]) for line in told]
    assert losses[-1] < losses[0]
    assert tuned.heads.shape == (1, 384)
    assert {name.split(".")[2] for name in tuned.layers} == {"3", "4", "5"}
    assert all(np.isfinite(array).all() for array in tuned.layers.values())
