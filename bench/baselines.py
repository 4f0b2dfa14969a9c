"""Three simple markers to compare with: key words, tf-idf with ridge, and plain embedding similarity.

All three choose their threshold on the exemplar banks' whole answers, as ours is calibrated there, and are measured
on answers that they never saw.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import RidgeClassifier
from sklearn.pipeline import make_pipeline

from bench.answers import AnswerSet, MarkedAnswer
from bench.figures import kappa
from wellserved.adapters import load_scheme
from wellserved.adapters.encoder import published_encoder
from wellserved.curriculum import library
from wellserved.curriculum.exemplars import load_point_bank
from wellserved.marking import Encoder, Point, mark
from wellserved.marking.flags import FUNCTION_WORDS
from wellserved.marking.segments import sentences, words

Marker = Callable[[MarkedAnswer], bool]


@dataclass(frozen=True)
class Compared:
    """One marker's agreement and cost: kappa, and CPU milliseconds an answer."""

    name: str
    kappa: float
    cost: float


def compare(answer_set: AnswerSet, encoder: Encoder) -> list[Compared]:
    markers: dict[str, Callable[[Point, str], Marker]] = {
        "key words": _keyword_marker,
        "tf-idf ridge": _ridge_marker,
        "embedding similarity": _similarity_marker(published_encoder()),
        "ours": _our_marker(encoder),
    }
    return [_measured(name, make, answer_set) for name, make in markers.items()]


def _measured(name: str, make: Callable[[Point, str], Marker], answer_set: AnswerSet) -> Compared:
    asked = dict.fromkeys((a.unit, a.point) for a in answer_set.answers)
    ready = {(unit, point): make(load_scheme(unit).scheme.point(point), unit) for unit, point in asked}
    begun = time.process_time()
    ours = [ready[a.unit, a.point](a) for a in answer_set.answers]
    taken = time.process_time() - begun
    return Compared(name, kappa(ours, [a.met for a in answer_set.answers]), taken / len(ours) * 1000)


def _bank_answers(point: Point, unit: str) -> tuple[list[str], list[bool]]:
    found = load_point_bank(library.unit_folder(unit), library.scheme(unit), point.id).answers
    return [answer.text for answer in found], [len(answer.reached) == len(point.parts) for answer in found]


def _thresholded(score: Callable[[str], float], point: Point, unit: str) -> Marker:
    texts, met = _bank_answers(point, unit)
    scores = [score(text) for text in texts]
    best = max(sorted(set(scores)), key=lambda t: sum((s >= t) == m for s, m in zip(scores, met, strict=True)))
    return lambda answer: score(answer.text) >= best


def _keyword_marker(point: Point, unit: str) -> Marker:
    keys = [{word for word in words(part.counts) if word not in FUNCTION_WORDS} for part in point.parts]

    def score(text: str) -> float:
        present = set(words(text))
        return min(len(wanted & present) / len(wanted) for wanted in keys)

    return _thresholded(score, point, unit)


def _ridge_marker(point: Point, unit: str) -> Marker:
    texts, met = _bank_answers(point, unit)
    fitted = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), RidgeClassifier()).fit(texts, met)
    return lambda answer: bool(fitted.predict([answer.text])[0])


def _similarity_marker(encoder: Encoder) -> Callable[[Point, str], Marker]:
    def make(point: Point, unit: str) -> Marker:
        wanted = encoder.encode([part.counts for part in point.parts])

        def score(text: str) -> float:
            found = [sentence.text for sentence in sentences(text)]
            return float(np.min(np.max(encoder.encode(found) @ wanted.T, axis=0))) if found else 0.0

        return _thresholded(score, point, unit)

    return make


def _our_marker(encoder: Encoder) -> Callable[[Point, str], Marker]:
    def make(point: Point, unit: str) -> Marker:
        scheme = load_scheme(unit).only(point.id)
        return lambda answer: mark(answer.text, scheme, encoder, decide=True).points[0].decision == "met"

    return make
