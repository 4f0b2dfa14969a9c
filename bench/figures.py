"""Agreement figures and their intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np


def kappa(ours: Sequence[bool], theirs: Sequence[bool]) -> float:
    """Cohen's kappa (Cohen 1960) of two markers over the same yes/no decisions; nan when chance is certain."""
    a, b = np.asarray(ours, dtype=bool), np.asarray(theirs, dtype=bool)
    chance = a.mean() * b.mean() + (1 - a.mean()) * (1 - b.mean())
    return float("nan") if chance == 1 else float(((a == b).mean() - chance) / (1 - chance))


def kappa_interval(ours: Sequence[bool], theirs: Sequence[bool], draws: int = 2000) -> tuple[float, float]:
    """95 % interval of kappa by resampling answers, fixed seed."""
    a, b = np.asarray(ours, dtype=bool), np.asarray(theirs, dtype=bool)
    random = np.random.default_rng(1)
    found = [kappa(a[rows], b[rows]) for rows in random.integers(0, len(a), (draws, len(a)))]
    low, high = np.nanpercentile(found, [2.5, 97.5])
    return float(low), float(high)


def f1(ours: Sequence[bool], theirs: Sequence[bool]) -> float:
    """F1 of the yes decisions."""
    a, b = np.asarray(ours, dtype=bool), np.asarray(theirs, dtype=bool)
    total = a.sum() + b.sum()
    return float(2 * (a & b).sum() / total) if total else float("nan")


def precision_recall(ours: Sequence[bool], theirs: Sequence[bool]) -> tuple[float, float]:
    a, b = np.asarray(ours, dtype=bool), np.asarray(theirs, dtype=bool)
    both = (a & b).sum()
    return (float(both / a.sum()) if a.sum() else math.nan, float(both / b.sum()) if b.sum() else math.nan)


def calibration_error(probabilities: Sequence[float], truth: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error over equal-width bins (Guo et al. 2017)."""
    p, t = np.asarray(probabilities), np.asarray(truth, dtype=bool)
    place = np.minimum((p * bins).astype(int), bins - 1)
    gaps = [
        abs(p[place == b].mean() - t[place == b].mean()) * (place == b).mean()
        for b in range(bins)
        if (place == b).any()
    ]
    return float(sum(gaps))


def covered(spans: list[tuple[int, int]]) -> set[int]:
    return {index for start, end in spans for index in range(start, end)}
