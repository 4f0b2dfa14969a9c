"""Fits the readers of a unit from its exemplar bank, reproducibly: fixed order, fixed seed, no randomness left.

Two linear heads for each part (statement vector alone; vector and words), L2-regularised logistic regression, then
one calibration for all parts of the unit, fitted on the bank's whole answers, which no head has seen.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from wellserved.curriculum.exemplars import (
    MisconceptionBank,
    PointBank,
    load_misconception_banks,
    load_point_bank,
)
from wellserved.curriculum.units import load_scheme
from wellserved.marking import lexical
from wellserved.marking.evidence import Answer
from wellserved.marking.marker import part_strength
from wellserved.marking.readers import WORD_SCALE, Floats, Readers
from wellserved.marking.scheme import MarkScheme, Part
from wellserved.marking.segments import sentences
from wellserved.marking.sides import sided_items
from wellserved.marking.values import Encoder, Vectors

VECTOR_C = 10.0
BOTH_C = 3.0
# Near-misses of one part that say something of another part of the same point may be evidence for it.
LEAST = -6.0  # a part without any candidate stands here when the calibration is fitted
_MAY_COUNT_ELSEWHERE = {"other_part", "reversed", "wrong_side", "misconception"}


@dataclass(frozen=True, slots=True)
class Examples:
    """Texts with 1 for "counts" and 0 for "does not"."""

    texts: list[str]
    labels: list[int]

    def add(self, text: str, label: int) -> None:
        if text not in self.texts:
            self.texts.append(text)
            self.labels.append(label)


def train_unit(folder: Path, encoder: Encoder) -> Readers:
    """The readers of the unit in `folder`; raises ContentInvalid when scheme or bank are not right."""
    scheme = load_scheme(folder)
    banks = {point.id: load_point_bank(folder, scheme, point.id) for point in scheme.points}
    examples = {
        f"{point.id}/{part.id}": part_examples(banks[point.id], part) for point in scheme.points for part in point.parts
    }
    for id_, bank in load_misconception_banks(folder, scheme).items():
        examples[f"!{id_}"] = misconception_examples(bank)
    heads = [_fit(found, encoder) for found in examples.values()]
    plain = np.tile(np.array([1.0, 0.0], dtype=np.float32), (len(heads), 1))
    raw = _readers(tuple(examples), heads, plain)
    return _readers(raw.keys, heads, _calibrate(scheme, banks, raw, encoder))


def part_examples(bank: PointBank, part: Part) -> Examples:
    """Everything in the point's bank that is known to count, or not to, for the part."""
    found = Examples([], [])
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


def misconception_examples(bank: MisconceptionBank) -> Examples:
    found = Examples([], [])
    for text in bank.holds:
        found.add(text, 1)
    for texts in bank.not_held.values():
        for text in texts:
            found.add(text, 0)
    return found


def _add(found: Examples, part: Part, text: str, label: int) -> None:
    """The statement as the marker will read it: for a part with sides, each item behind its side's name."""
    if part.side is None:
        found.add(text, label)
        return
    items = sided_items(text, sentences(text), part.side)
    here = [item for item in items if item.where == "here"]
    for item in here:
        found.add(item.reading, label)
    if not here and all(item.where == "unsaid" for item in items):
        found.add(text, label)


def _fit(examples: Examples, encoder: Encoder) -> tuple[Floats, float, Floats, float]:
    vectors = encoder.encode(examples.texts)
    both = hstack([csr_matrix(vectors), word_matrix(examples.texts) * float(WORD_SCALE)]).tocsr()
    alone = _regression(VECTOR_C).fit(vectors, examples.labels)
    mixed = _regression(BOTH_C).fit(both, examples.labels)
    return alone.coef_[0], float(alone.intercept_[0]), mixed.coef_[0], float(mixed.intercept_[0])


def _regression(c: float) -> LogisticRegression:
    return LogisticRegression(C=c, class_weight="balanced", max_iter=3000, solver="lbfgs")


def word_matrix(texts: list[str]) -> csr_matrix:
    """One row of 0 and 1 per text, shape (texts, lexical.width())."""
    features = [lexical.features(text) for text in texts]
    rows = np.repeat(np.arange(len(texts)), [len(found) for found in features])
    columns = np.concatenate(features) if features else np.zeros(0, dtype=np.int32)
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(texts), lexical.width()))


def _calibrate(scheme: MarkScheme, banks: dict[str, PointBank], readers: Readers, encoder: Encoder) -> Floats:
    """A slope and offset for each key: shared by the parts of one family, and (1, 0) for misconceptions."""
    strengths: dict[tuple[bool, bool], list[float]] = defaultdict(list)
    reached: dict[tuple[bool, bool], list[int]] = defaultdict(list)
    for point in scheme.points:
        for whole in banks[point.id].answers:
            answer = Answer(whole.text, (point,), readers, encoder)
            for part in point.parts:
                strengths[_family(part)].append(max(part_strength(answer, point, part), LEAST))
                reached[_family(part)].append(int(part.id in whole.reached))
    calibration = np.tile(np.array([1.0, 0.0], dtype=np.float32), (len(readers.keys), 1))
    rows = {family: _logistic(strengths[family], reached[family]) for family in strengths}
    for point in scheme.points:
        for part in point.parts:
            calibration[readers.index(f"{point.id}/{part.id}")] = rows[_family(part)]
    return calibration


def _family(part: Part) -> tuple[bool, bool]:
    """Parts whose strengths can be compared: counted ones stand on a weaker statement, sided ones on short items."""
    return part.at_least > 1, part.side is not None


def _logistic(strengths: list[float], reached: list[int]) -> tuple[float, float]:
    fitted = LogisticRegression(C=1.0).fit(np.array(strengths)[:, None], reached)
    return float(fitted.coef_[0][0]), float(fitted.intercept_[0])


def _readers(keys: tuple[str, ...], heads: list[tuple[Floats, float, Floats, float]], calibration: Floats) -> Readers:
    width = len(heads[0][0])
    arrays = {
        "vector_heads": _block([head[0] for head in heads]),
        "vector_bias": _block([head[1] for head in heads]),
        "both_vector_heads": _block([head[2][:width] for head in heads]),
        "both_word_heads": _block([head[2][width:] for head in heads]),
        "both_bias": _block([head[3] for head in heads]),
        "calibration": _block(calibration),
    }
    digest = hashlib.sha256("\n".join(keys).encode("utf-8"))
    for name in sorted(arrays):
        digest.update(name.encode("utf-8") + arrays[name].tobytes())
    return Readers(
        version=digest.hexdigest(),
        keys=keys,
        vector_heads=arrays["vector_heads"],
        vector_bias=arrays["vector_bias"],
        both_vector_heads=arrays["both_vector_heads"],
        both_word_heads=arrays["both_word_heads"],
        both_bias=arrays["both_bias"],
        calibration=arrays["calibration"],
    )


def _block(values: object) -> Vectors:
    """As 32-bit floats that survive being stored as 16-bit ones, so that the artefact reads back unchanged."""
    return np.asarray(values, dtype=np.float16).astype(np.float32)
