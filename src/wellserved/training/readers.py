"""Fits the readers of a unit from its exemplar bank, reproducibly: fixed order, fixed seed, no randomness left.

Two linear heads for each part: one comes out of tuning the encoder, the other is a logistic regression on the
published vector and words. Then a calibration for each family of parts, fitted on the bank's whole answers, which
no head has seen.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from wellserved.marking import lexical
from wellserved.marking.evidence import Answer
from wellserved.marking.marker import part_strength
from wellserved.marking.readers import WORD_SCALE, Floats, Readers
from wellserved.marking.scheme import Part, Point
from wellserved.marking.values import Encoder
from wellserved.training.banks import EVERY, HELD_OUT, UnitBank, key
from wellserved.training.passages import Passage

BOTH_C = 3.0
WIDTH = 384
ARRAYS = ("vector_heads", "vector_bias", "both_vector_heads", "both_word_heads", "both_bias", "calibration")
Family = tuple[bool, bool]
UNCALIBRATED = np.array([1.0, 0.0, 0.0])
TOGETHER = 5  # answers to different points in one text, when the calibration learns what length does
LEAST = -6.0  # a part without any candidate stands here when the calibration is fitted


@dataclass(frozen=True, slots=True)
class TunedHead:
    """One key's head on the tuned columns, as it came out of tuning: (WIDTH,) and a bias."""

    head: Floats
    bias: float


@dataclass(frozen=True, slots=True)
class Spans:
    """Spans read in their passages: published vectors (spans, WIDTH), words, and labels (spans, keys) as of
    `Passage`."""

    vectors: Floats
    words: csr_matrix
    labels: Floats

    def fit(self, column: int) -> tuple[Floats, Floats, float]:
        """A head on the vectors, one on the words, and a bias, by L2-regularised logistic regression."""
        known = np.flatnonzero(self.labels[:, column] >= 0)
        both = hstack([csr_matrix(self.vectors[known]), self.words[known] * float(WORD_SCALE)]).tocsr()
        fitted = LogisticRegression(C=BOTH_C, class_weight="balanced", max_iter=3000, solver="lbfgs")
        fitted.fit(both, self.labels[known, column])
        return fitted.coef_[0][:WIDTH], fitted.coef_[0][WIDTH:], float(fitted.intercept_[0])


def read_spans(passages: list[Passage], heads: list[TunedHead], encoder: Encoder) -> Spans:
    """What the word readers learn from: every span of which something is known. Where only the whole is known to
    reach a key, the span that the tuned head finds strongest counts."""
    weights = np.array([head.head for head in heads]).T
    bias = np.array([head.bias for head in heads])
    vectors, labels, texts = [], [], []
    for passage in passages:
        if not passage.spans:
            continue
        rows = encoder.encode_spans(passage.text, list(passage.spans))
        known = _with_strongest(passage, rows[:, WIDTH:] @ weights + bias)
        kept = np.flatnonzero((known >= 0).any(axis=1))
        vectors.append(rows[kept, :WIDTH])
        labels.append(known[kept])
        texts += [passage.text[slice(*passage.spans[place])] for place in kept]
    return Spans(np.concatenate(vectors), word_matrix(texts), np.concatenate(labels))


def _with_strongest(passage: Passage, logits: Floats) -> Floats:
    """The passage's labels, and 1 for the strongest spans (as many as are needed) of each key that it reaches."""
    labels = passage.labels.copy()
    for column in np.flatnonzero(passage.verdict == 1):
        among = np.flatnonzero(passage.among[:, column])
        strongest = among[np.argsort(-logits[among, column])][: passage.needed[column]]
        labels[strongest, column] = 1
    return labels


def fit_unit(keys: list[str], columns: list[int], spans: Spans, heads: list[TunedHead]) -> Readers:
    """A unit's readers, not yet calibrated: the tuned heads on the tuned columns, and fitted ones on published
    columns and words. `columns`: where each key stands among the labels and heads."""
    fitted = [spans.fit(column) for column in columns]
    beside = np.zeros((len(fitted), WIDTH))
    return _readers(
        keys=tuple(keys),
        vector_heads=np.hstack([beside, np.array([heads[column].head for column in columns])]),
        vector_bias=np.array([heads[column].bias for column in columns]),
        both_vector_heads=np.hstack([np.array([vector for vector, _, _ in fitted]), beside]),
        both_word_heads=np.array([words for _, words, _ in fitted]),
        both_bias=np.array([bias for _, _, bias in fitted]),
        calibration=np.tile(UNCALIBRATED, (len(fitted), 1)),
    )


def calibrate(banks: list[UnitBank], readers: list[Readers], encoder: Encoder, seed: int) -> list[Readers]:
    """The readers with a slope, an offset and an offset by length for each key, fitted on the answers left out of
    training, one by one and several together as in an assignment.

    Parts of one family share theirs, over all units; misconceptions keep (1, 0, 0).
    """
    random = np.random.default_rng(seed)
    seen: dict[Family, list[tuple[float, float, bool]]] = defaultdict(list)
    for bank, read in zip(banks, readers, strict=True):
        for text, answered in _to_calibrate(bank, random):
            answer = Answer(text, tuple(point for point, _ in answered), read, encoder)
            for point, reached in answered:
                for part in point.parts:
                    strength = max(part_strength(answer, point, part), LEAST)
                    seen[_family(part)].append((strength, answer.length, part.id in reached))
    rows = {family: _logistic(found) for family, found in seen.items()}
    return [_with_calibration(bank, read, rows) for bank, read in zip(banks, readers, strict=True)]


def _to_calibrate(bank: UnitBank, random: np.random.Generator) -> Iterator[tuple[str, list[tuple[Point, list[str]]]]]:
    """Texts with the points that they answer and the parts that they reach: each answer, then several in one."""
    left_out = {point.id: bank.points[point.id].answers[HELD_OUT::EVERY] for point in bank.scheme.points}
    for point in bank.scheme.points:
        for whole in left_out[point.id]:
            yield whole.text, [(point, list(whole.reached))]
    for _ in range(max(len(found) for found in left_out.values())):
        chosen = [bank.scheme.points[n] for n in random.permutation(len(bank.scheme.points))[:TOGETHER]]
        taken = [left_out[point.id][random.integers(len(left_out[point.id]))] for point in chosen]
        text = "\n\n".join(whole.text.strip() for whole in taken)
        yield text, [(point, list(whole.reached)) for point, whole in zip(chosen, taken, strict=True)]


def _with_calibration(bank: UnitBank, readers: Readers, rows: dict[Family, Floats]) -> Readers:
    calibration = np.tile(UNCALIBRATED, (len(readers.keys), 1))
    for point, part in bank.parts():
        calibration[readers.index(key(point, part))] = rows[_family(part)]
    return _readers(**{**_arrays(readers), "keys": readers.keys, "calibration": calibration})


def word_matrix(texts: list[str]) -> csr_matrix:
    """One row of 0 and 1 per text, shape (texts, lexical.width())."""
    features = [lexical.features(text) for text in texts]
    rows = np.repeat(np.arange(len(texts)), [len(found) for found in features])
    columns = np.concatenate(features) if features else np.zeros(0, dtype=np.int32)
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(texts), lexical.width()))


def _family(part: Part) -> Family:
    """Parts whose strengths can be compared: counted ones stand on a weaker statement, sided ones on short items."""
    return part.at_least > 1, part.is_sided


def _logistic(seen: list[tuple[float, float, bool]]) -> Floats:
    """Slope, offset and offset by length."""
    rows = np.array(seen, dtype=np.float64)
    fitted = LogisticRegression(C=1.0).fit(rows[:, :2], rows[:, 2].astype(int))
    return np.array([fitted.coef_[0][0], fitted.intercept_[0], fitted.coef_[0][1]], dtype=np.float32)


def _arrays(readers: Readers) -> dict[str, Any]:
    return {name: getattr(readers, name) for name in ARRAYS}


def _readers(keys: tuple[str, ...], **arrays: Any) -> Readers:
    """Readers whose version is the hash of all their numbers, which survive being stored as 16-bit floats."""
    stored = {name: np.asarray(arrays[name], dtype=np.float16).astype(np.float32) for name in ARRAYS}
    digest = hashlib.sha256("\n".join(keys).encode("utf-8"))
    for name in sorted(stored):
        digest.update(name.encode("utf-8") + stored[name].tobytes())
    return Readers(version=digest.hexdigest(), keys=keys, **stored)  # type: ignore[arg-type]
