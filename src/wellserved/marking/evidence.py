"""Which statements of an answer are evidence for a part, how strong, and which of them are distinct.

What does not count: a sentence of key words without sense, the task said again, an instruction to the marker, an
item on the wrong side, and a second statement that says the same again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from wellserved.marking import flags
from wellserved.marking.readers import Floats, Readers
from wellserved.marking.scheme import Part, Point
from wellserved.marking.segments import Segment, clauses, items, sentences
from wellserved.marking.sides import sided_items
from wellserved.marking.values import Encoder, Vectors

SAME = 0.82  # cosine above which two statements say the same thing
NOTHING = -12.0  # log-odds of a part for which there is no candidate at all


@dataclass(frozen=True, slots=True)
class Candidate:
    """A segment that may earn a part, and the text that the readers judge it by."""

    segment: Segment
    reading: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate with what the two readers say of it, in log-odds."""

    candidate: Candidate
    alone: float
    both: float

    @property
    def strength(self) -> float:
        return (self.alone + self.both) / 2


class Answer:
    """An answer cut up and encoded once, however many points are marked in it."""

    def __init__(self, text: str, points: tuple[Point, ...], readers: Readers, encoder: Encoder) -> None:
        if readers.encoder not in ("", encoder.identity):
            raise ValueError(f"the readers were trained with {readers.encoder}, not with {encoder.identity}")
        self.text = text
        self.readers = readers
        self.sentences = sentences(text)
        self.candidates = {
            (point.id, part.id): candidates(text, self._readable(point), part)
            for point in points
            for part in point.parts
        }
        self._rows: dict[str, int] = {}
        for group in [*self.candidates.values(), [Candidate(s, s.in_context) for s in self.sentences]]:
            for candidate in group:
                self._rows.setdefault(candidate.reading, len(self._rows))
        readings = list(self._rows)
        self._vectors: Vectors = encoder.encode(readings)
        self._alone, self._both = readers.read(readings, self._vectors)

    def evidence(self, point: Point, part: Part) -> list[Evidence]:
        """The part's distinct evidence, strongest first; overlapping and repeated statements are left out."""
        column = self.readers.index(f"{point.id}/{part.id}")
        found = [self._judged(candidate, column) for candidate in self.candidates[point.id, part.id]]
        if part.at_least > 1 and part.counted_by == "clause":
            found = _clauses_before_sentences(found)
        found.sort(key=lambda evidence: (-evidence.strength, evidence.candidate.segment.start))
        return self._distinct(found, part.at_least)

    def judged_sentences(self, key: str) -> list[Evidence]:
        """Every sentence as evidence for a key of its own, such as a misconception's, in the answer's order."""
        column = self.readers.index(key)
        return [self._judged(Candidate(s, s.in_context), column) for s in self.sentences]

    def _readable(self, point: Point) -> list[Segment]:
        return [
            sentence
            for sentence in self.sentences
            if not (flags.keyword_runs(sentence) or flags.instructs(sentence) or flags.copied(sentence, point))
        ]

    def _judged(self, candidate: Candidate, column: int) -> Evidence:
        row = self._rows[candidate.reading]
        return Evidence(candidate, float(self._alone[row, column]), float(self._both[row, column]))

    def _distinct(self, found: list[Evidence], needed: int) -> list[Evidence]:
        kept: list[Evidence] = []
        for evidence in found:
            if all(self._differ(evidence, other, needed) for other in kept):
                kept.append(evidence)
            if len(kept) >= needed + 3:
                break
        return kept

    def _differ(self, one: Evidence, other: Evidence, needed: int) -> bool:
        a, b = one.candidate.segment, other.candidate.segment
        if a.start < b.end and b.start < a.end:
            return False
        if needed == 1:
            return True
        width = self.readers.similarity_width
        first, second = (self._vectors[self._rows[e.candidate.reading], :width] for e in (one, other))
        return float(np.dot(first, second)) < SAME * float(np.linalg.norm(first) * np.linalg.norm(second))


def _clauses_before_sentences(found: list[Evidence]) -> list[Evidence]:
    """Without the sentences in which two or more clauses stand as evidence of their own."""
    by_sentence: dict[int, list[Evidence]] = defaultdict(list)
    for evidence in found:
        by_sentence[evidence.candidate.segment.sentence].append(evidence)
    kept: list[Evidence] = []
    for members in by_sentence.values():
        whole = max(members, key=lambda evidence: len(evidence.candidate.segment.text))
        parts = [evidence for evidence in members if evidence is not whole]
        kept += parts if sum(evidence.strength > 0 for evidence in parts) > 1 else members
    return kept


def strength(evidence: list[Evidence], needed: int) -> float:
    """Log-odds of the n-th best distinct statement, the one on which the part stands or falls."""
    return evidence[needed - 1].strength if len(evidence) >= needed else NOTHING


def calibrated(raw: float, calibration: Floats) -> float:
    """Chance, 0 to 1, that a human marker would call the part reached."""
    return float(1 / (1 + np.exp(-(float(calibration[0]) * raw + float(calibration[1])))))


def candidates(text: str, readable: list[Segment], part: Part) -> list[Candidate]:
    """The segments of `readable` that may earn `part`, with the text that the readers judge each by."""
    if part.side is not None:
        sided = sided_items(text, readable, part.side, counted=part.at_least > 1)
        return [Candidate(item.segment, item.reading) for item in sided if item.where != "there"]
    if part.at_least > 1 and part.counted_by == "item":
        return [Candidate(piece, piece.in_context) for s in readable for piece in items(text, s)]
    found = [Candidate(piece, piece.in_context) for s in readable for piece in [s, *clauses(text, s)]]
    return found + [Candidate(piece, piece.in_context) for piece in _windows(text, readable, part.window)]


def _windows(text: str, readable: list[Segment], size: int) -> list[Segment]:
    """Every run of 2 to `size` neighbouring sentences as one segment."""
    found = []
    for length in range(2, size + 1):
        for first, last in zip(readable, readable[length - 1 :], strict=False):
            if last.sentence - first.sentence == length - 1:
                joined = text[first.start : last.end]
                found.append(Segment(first.start, last.end, joined, first.sentence, first.context))
    return found
