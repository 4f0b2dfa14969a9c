"""Tuning on a handful of statements: it learns them, and gives what the graph needs."""

from __future__ import annotations

import numpy as np
import pytest

from wellserved.training.tuning import Settings, tune_on_published

COUNTS = ["customers come back to us", "they buy again", "people stay loyal", "she returned the next week"]
MISSES = ["the shop is open late", "we wear a uniform", "staff should smile", "customers never come back"]


@pytest.mark.encoder
def test_tuning_learns_what_counts() -> None:
    labels = np.array([[1]] * len(COUNTS) + [[0]] * len(MISSES), dtype=np.float32)
    told: list[str] = []
    tuned = tune_on_published(COUNTS + MISSES, labels, Settings(epochs=6, dropout=0.0), told.append)
    losses = [float(line.rsplit(" ", 1)[1]) for line in told]
    assert losses[-1] < losses[0]
    assert tuned.heads.shape == (1, 384)
    assert {name.split(".")[2] for name in tuned.layers} == {"3", "4", "5"}
    assert all(np.isfinite(array).all() for array in tuned.layers.values())
