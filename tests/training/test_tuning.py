"""Tuning on a handful of passages: it learns them, and gives what the graph needs."""

from __future__ import annotations

import numpy as np
import pytest

from wellserved.training.passages import Passage
from wellserved.training.tuning import Settings, tune_on_published

COUNTS = ["customers come back to us", "they buy again", "people stay loyal", "she returned the next week"]
MISSES = ["the shop is open late", "we wear a uniform", "staff should smile", "customers never come back"]
NOTHING = np.array([-1], dtype=np.float32)


def alone(text: str, label: float) -> Passage:
    return Passage(text, (), np.array([[label]], dtype=np.float32), NOTHING)


def together(first: str, second: str, *, some: float) -> Passage:
    """Two sentences of which nothing is known but whether one of them counts."""
    text = f"{first}. {second}."
    spans = ((0, len(first) + 1), (len(first) + 2, len(text)))
    unknown = np.full((2, 1), -1 if some else 0, dtype=np.float32)
    return Passage(text, spans, unknown, np.array([1 if some else -1], dtype=np.float32))


@pytest.mark.encoder
def test_tuning_learns_what_counts() -> None:
    passages = [alone(text, 1) for text in COUNTS] + [alone(text, 0) for text in MISSES]
    passages += [together(MISSES[0], COUNTS[0], some=1), together(MISSES[1], MISSES[2], some=0)]
    passages.append(together("long " * 300, "cut off", some=0))
    told: list[str] = []
    tuned = tune_on_published(passages, Settings(epochs=4, dropout=0.0), told.append)
    losses = [float(line.rsplit(" ", 1)[1]) for line in told]
    assert losses[-1] < losses[0]
    assert tuned.heads.shape == (1, 384)
    assert {name.split(".")[2] for name in tuned.layers} == {"3", "4", "5"}
    assert all(np.isfinite(array).all() for array in tuned.layers.values())
