"""Fits the readers of a unit from its exemplar bank, reproducibly: fixed order, fixed seed, no randomness left.

Two linear heads for each part: one comes out of tuning the encoder, the other is a logistic regression on the
published vector and words. Then a calibration for each family of parts, fitted on the bank's whole answers, which
no head has seen.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from wellserved.curriculum.exemplars import (
    MisconceptionBank,
    PointBank,
    WholeAnswer,
    load_misconception_banks,
    load_point_bank,
)
from wellserved.curriculum.units import load_scheme
from wellserved.marking import lexical
from wellserved.marking.evidence import Answer, candidates
from wellserved.marking.marker import part_strength
from wellserved.marking.readers import WORD_SCALE, Floats, Readers
from wellserved.marking.scheme import MarkScheme, Part, Point
from wellserved.marking.segments import sentences
from wellserved.marking.sides import sided_items
from wellserved.marking.values import Encoder

BOTH_C = 3.0
WIDTH = 384
ARRAYS = ("vector_heads", "vector_bias", "both_vector_heads", "both_word_heads", "both_bias", "calibration")
# Near-misses of one part that say something of another part of the same point may be evidence for it.
HELD_OUT = 2  # every third whole answer, from this one on, trains nothing
Family = tuple[bool, bool]
LEAST = -6.0  # a part without any candidate stands here when the calibration is fitted
_MAY_COUNT_ELSEWHERE = {"other_part", "reversed", "wrong_side", "misconception"}


@dataclass(frozen=True, slots=True)
class TunedHead:
    """One key's head on the tuned columns, as it came out of tuning: (WIDTH,) and a bias."""

    head: Floats
    bias: float


class Examples:
    """Texts with 1 for "counts" and 0 for "does not"; a text keeps its first label."""

    def __init__(self) -> None:
        self._labels: dict[str, int] = {}

    @property
    def texts(self) -> list[str]:
        return list(self._labels)

    @property
    def labels(self) -> list[int]:
        return list(self._labels.values())

    def add(self, text: str, label: int) -> None:
        self._labels.setdefault(text, label)


@dataclass(frozen=True, slots=True)
class UnitBank:
    """A unit's scheme with all its exemplars."""

    scheme: MarkScheme
    points: dict[str, PointBank]
    misconceptions: dict[str, MisconceptionBank]

    def parts(self) -> list[tuple[Point, Part]]:
        return [(point, part) for point in self.scheme.points for part in point.parts]


def load_unit_bank(folder: Path) -> UnitBank:
    """Raises ContentInvalid when scheme or exemplars are not right."""
    scheme = load_scheme(folder)
    points = {point.id: load_point_bank(folder, scheme, point.id) for point in scheme.points}
    return UnitBank(scheme, points, load_misconception_banks(folder, scheme))


def unit_examples(bank: UnitBank, encoder: Encoder) -> dict[str, Examples]:
    """The labelled statements for each key of the unit: the bank's statements, then those of its whole answers.

    Nothing in an answer that misses a part is evidence for the part. In an answer that reaches it, the statement
    that a first reader finds strongest is taken as the evidence. Every third answer is left for the calibration.
    """
    examples = {key(point, part): part_examples(bank.points[point.id], part) for point, part in bank.parts()}
    for point, part in bank.parts():
        if part.at_least == 1:
            _add_answers(examples[key(point, part)], bank.points[point.id].answers, part, encoder)
    for id_, misconception in bank.misconceptions.items():
        examples[f"!{id_}"] = misconception_examples(misconception, bank)
    return examples


def fit_unit(bank: UnitBank, examples: dict[str, Examples], heads: dict[str, TunedHead], encoder: Encoder) -> Readers:
    """The unit's readers, not yet calibrated: the tuned heads on the tuned columns, and fitted ones on published
    columns and words."""
    fitted = [_fit(found, encoder) for found in examples.values()]
    beside = np.zeros((len(fitted), WIDTH))
    return _readers(
        keys=tuple(examples),
        vector_heads=np.hstack([beside, np.array([heads[name].head for name in examples])]),
        vector_bias=np.array([heads[name].bias for name in examples]),
        both_vector_heads=np.hstack([np.array([head[:WIDTH] for head, _ in fitted]), beside]),
        both_word_heads=np.array([head[WIDTH:] for head, _ in fitted]),
        both_bias=np.array([bias for _, bias in fitted]),
        calibration=np.tile([1.0, 0.0], (len(fitted), 1)),
    )


def calibrate(banks: list[UnitBank], readers: list[Readers], encoder: Encoder) -> list[Readers]:
    """The readers with a slope and offset for each key, fitted on the answers left out of training.

    Parts of one family share theirs, over all units; misconceptions keep (1, 0).
    """
    strengths: dict[Family, list[float]] = defaultdict(list)
    reached: dict[Family, list[int]] = defaultdict(list)
    for bank, read in zip(banks, readers, strict=True):
        for point in bank.scheme.points:
            for whole in bank.points[point.id].answers[HELD_OUT::3]:
                answer = Answer(whole.text, (point,), read, encoder)
                for part in point.parts:
                    strengths[_family(part)].append(max(part_strength(answer, point, part), LEAST))
                    reached[_family(part)].append(int(part.id in whole.reached))
    rows = {family: _logistic(strengths[family], reached[family]) for family in strengths}
    return [_with_calibration(bank, read, rows) for bank, read in zip(banks, readers, strict=True)]


def _with_calibration(bank: UnitBank, readers: Readers, rows: dict[Family, tuple[float, float]]) -> Readers:
    calibration = np.tile(np.array([1.0, 0.0]), (len(readers.keys), 1))
    for point, part in bank.parts():
        calibration[readers.index(key(point, part))] = rows[_family(part)]
    return _readers(**{**_arrays(readers), "keys": readers.keys, "calibration": calibration})


def key(point: Point, part: Part) -> str:
    return f"{point.id}/{part.id}"


def part_examples(bank: PointBank, part: Part) -> Examples:
    """Everything in the point's bank that is known to count, or not to, for the part."""
    found = Examples()
    own = bank.parts[part.id]
    for text in own.counts:
        _add(found, part, text, 1)
    for several in bank.several:
        _add(found, part, several.text, int(part.id in several.parts))
    for texts in own.near_misses.values():
        for text in texts:
            _add(found, part, text, 0)
    for other_id, other in bank.parts.items():
        if other_id == part.id:
            continue
        for text in other.counts:
            _add(found, part, text, 0)
        for kind, texts in other.near_misses.items():
            if kind not in _MAY_COUNT_ELSEWHERE:
                for text in texts:
                    _add(found, part, text, 0)
    return found


def misconception_examples(bank: MisconceptionBank, unit: UnitBank) -> Examples:
    """What holds it and what does not; statements that earn credit and answers that meet their point hold none."""
    found = Examples()
    for text in bank.holds:
        found.add(text, 1)
    for texts in bank.not_held.values():
        for text in texts:
            found.add(text, 0)
    for point, part in unit.parts():
        for text in unit.points[point.id].parts[part.id].counts:
            found.add(text, 0)
    for point in unit.scheme.points:
        for number, whole in enumerate(unit.points[point.id].answers):
            if number % 3 != HELD_OUT and len(whole.reached) == len(point.parts):
                for sentence in sentences(whole.text):
                    found.add(sentence.in_context, 0)
    return found


def _add_answers(found: Examples, answers: list[WholeAnswer], part: Part, encoder: Encoder) -> None:
    head, bias = _fit(found, encoder)
    for number, whole in enumerate(answers):
        if number % 3 == HELD_OUT:
            continue
        readings = [candidate.reading for candidate in candidates(whole.text, sentences(whole.text), part)]
        if part.id not in whole.reached:
            for reading in readings:
                found.add(reading, 0)
        elif readings:
            vectors = encoder.encode(readings)[:, :WIDTH]
            scores = vectors @ head[:WIDTH] + word_matrix(readings) @ head[WIDTH:] * float(WORD_SCALE) + bias
            found.add(readings[int(np.argmax(scores))], 1)


def _add(found: Examples, part: Part, text: str, label: int) -> None:
    """The statement as the marker will read it: for a part with sides, each item behind its side's name."""
    if part.side is None:
        found.add(text, label)
        return
    items = sided_items(text, sentences(text), part.side, counted=part.at_least > 1)
    here = [item for item in items if item.where == "here"]
    for item in here:
        found.add(item.reading, label)
    if not here and all(item.where == "unsaid" for item in items):
        found.add(text, label)


def _fit(examples: Examples, encoder: Encoder) -> tuple[Floats, float]:
    """Weights (published columns, then words) and bias of an L2-regularised logistic regression."""
    vectors = encoder.encode(examples.texts)[:, :WIDTH]
    both = hstack([csr_matrix(vectors), word_matrix(examples.texts) * float(WORD_SCALE)]).tocsr()
    fitted = _regression(BOTH_C).fit(both, examples.labels)
    return fitted.coef_[0], float(fitted.intercept_[0])


def _regression(c: float) -> LogisticRegression:
    return LogisticRegression(C=c, class_weight="balanced", max_iter=3000, solver="lbfgs")


def word_matrix(texts: list[str]) -> csr_matrix:
    """One row of 0 and 1 per text, shape (texts, lexical.width())."""
    features = [lexical.features(text) for text in texts]
    rows = np.repeat(np.arange(len(texts)), [len(found) for found in features])
    columns = np.concatenate(features) if features else np.zeros(0, dtype=np.int32)
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(texts), lexical.width()))


def _family(part: Part) -> Family:
    """Parts whose strengths can be compared: counted ones stand on a weaker statement, sided ones on short items."""
    return part.at_least > 1, part.side is not None


def _logistic(strengths: list[float], reached: list[int]) -> tuple[float, float]:
    fitted = LogisticRegression(C=1.0).fit(np.array(strengths)[:, None], reached)
    return float(fitted.coef_[0][0]), float(fitted.intercept_[0])


def _arrays(readers: Readers) -> dict[str, Any]:
    return {name: getattr(readers, name) for name in ARRAYS}


def _readers(keys: tuple[str, ...], **arrays: Any) -> Readers:
    """Readers whose version is the hash of all their numbers, which survive being stored as 16-bit floats."""
    stored = {name: np.asarray(arrays[name], dtype=np.float16).astype(np.float32) for name in ARRAYS}
    digest = hashlib.sha256("\n".join(keys).encode("utf-8"))
    for name in sorted(stored):
        digest.update(name.encode("utf-8") + stored[name].tobytes())
    return Readers(version=digest.hexdigest(), keys=keys, **stored)  # type: ignore[arg-type]
