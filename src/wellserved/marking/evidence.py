"""Which statements of an answer are evidence for a part, how strong, and which of them are distinct.

What does not count: a sentence of key words without sense, the task said again, an instruction to the marker, an
item on the wrong side, and a second statement that says the same again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from wellserved.marking import flags
from wellserved.marking.readers import Floats, Readers
from wellserved.marking.scheme import Part, Point
from wellserved.marking.segments import Segment, clauses, items, sentences, words
from wellserved.marking.sides import put_elsewhere, sided_items
from wellserved.marking.values import Encoder

SAME = 0.82  # cosine above which two statements say the same thing
UNLIKELY = -4.0  # log-odds below which a statement is not worth comparing with others
USUAL_SENTENCES = 4
NOTHING = -12.0  # log-odds of a part for which there is no candidate at all


@dataclass(frozen=True, slots=True)
class Candidate:
    """A segment that may earn a part, and its words with what governs them, such as a lead-in or a side."""

    segment: Segment
    reading: str

    @property
    def key(self) -> tuple[int, int, str]:
        return self.segment.start, self.segment.end, self.reading


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
    """An answer cut up and encoded once, however many points are marked in it.

    A statement's vector is read where it stands, in the answer around it; its words are read by themselves.
    """

    def __init__(self, text: str, points: tuple[Point, ...], readers: Readers, encoder: Encoder) -> None:
        if readers.encoder not in ("", encoder.identity):
            raise ValueError(f"the readers were trained with {readers.encoder}, not with {encoder.identity}")
        self.text = text
        self.readers = readers
        self.sentences = sentences(text)
        said = [s for s in self.sentences if not (flags.keyword_runs(s) or flags.instructs(s))]
        self.candidates: dict[tuple[str, str], list[Candidate]] = {}
        for point in points:
            readable = [sentence for sentence in said if not flags.copied(sentence, point)]
            for part in point.parts:
                self.candidates[point.id, part.id] = candidates(text, readable, part)
        self._encoder = encoder
        self._meanings: dict[str, Floats] = {}
        self._rows: dict[tuple[int, int, str], int] = {}
        for group in [*self.candidates.values(), [Candidate(s, s.in_context) for s in self.sentences]]:
            for candidate in group:
                self._rows.setdefault(candidate.key, len(self._rows))
        vectors = encoder.encode_spans(text, [(start, end) for start, end, _ in self._rows])
        self._alone, self._both = readers.read([reading for _, _, reading in self._rows], vectors)

    def evidence(self, point: Point, part: Part) -> list[Evidence]:
        """The part's distinct evidence, strongest first; overlapping and repeated statements are left out."""
        column = self.readers.index(f"{point.id}/{part.id}")
        found = [self._judged(candidate, column) for candidate in self.candidates[point.id, part.id]]
        if part.at_least > 1 and part.counted_by != "item":
            found = _clauses_before_sentences(found)
        found.sort(key=lambda evidence: (-evidence.strength, evidence.candidate.segment.start))
        if part.counted_by == "lead":
            found = _one_a_lead(found)
        return self._distinct(found, part.at_least)

    @property
    def length(self) -> float:
        """Natural logarithm of the number of sentences over that of a usual answer; 0 for a shorter one."""
        return float(np.log(max(len(self.sentences) / USUAL_SENTENCES, 1.0)))

    def judged_sentences(self, key: str) -> list[Evidence]:
        """Every sentence as evidence for a key of its own, such as a misconception's, in the answer's order."""
        column = self.readers.index(key)
        return [self._judged(Candidate(s, s.in_context), column) for s in self.sentences]

    def _judged(self, candidate: Candidate, column: int) -> Evidence:
        row = self._rows[candidate.key]
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
        if needed == 1 or other.strength <= UNLIKELY or one.strength <= UNLIKELY:
            return True
        return float(np.dot(self._meaning(one), self._meaning(other))) < SAME

    def _meaning(self, evidence: Evidence) -> Floats:
        """The statement's own published vector, of length 1, read outside the answer."""
        reading = evidence.candidate.reading
        if reading not in self._meanings:
            vector = self._encoder.encode([reading])[0, : self.readers.similarity_width]
            self._meanings[reading] = vector / max(float(np.linalg.norm(vector)), 1e-9)
        return self._meanings[reading]


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


_LEAD_GOES_ON = re.compile(r"[,;()]|\b(?:at|in|of|for|from|with|is|are)\b", re.IGNORECASE)
_SEVERAL = frozenset(
    ["two", "three", "four", "five", "six", "both", "several", "some", "many", "all", "these", "2", "3", "4", "5", "6"]
)


def _one_a_lead(found: list[Evidence]) -> list[Evidence]:
    """Only the strongest of the statements that one lead-in governs ("Waiter: ..."), unless it announces several."""
    kept: list[Evidence] = []
    taken: set[str] = set()
    for evidence in found:
        lead = evidence.candidate.segment.context
        if lead and not _announces_several(lead):
            if lead in taken:
                continue
            taken.add(lead)
        kept.append(evidence)
    return kept


def _announces_several(lead: str) -> bool:
    opening = words(_LEAD_GOES_ON.split(lead)[0])
    if any(word in _SEVERAL for word in opening):
        return True
    return bool(opening) and opening[-1].endswith("s") and opening[-1][-2:] not in ("ss", "us", "is")


def strength(evidence: list[Evidence], needed: int) -> float:
    """Log-odds of the n-th best distinct statement, the one on which the part stands or falls."""
    return evidence[needed - 1].strength if len(evidence) >= needed else NOTHING


def calibrated(raw: float, calibration: Floats, length: float = 0.0) -> float:
    """Chance, 0 to 1, that a human marker would call the part reached. `length` as of `Answer.length`: the more
    statements there are to choose from, the less the strongest of them says."""
    slope, offset, by_length = (float(number) for number in calibration)
    return float(1 / (1 + np.exp(-(slope * raw + offset + by_length * length))))


def candidates(text: str, readable: list[Segment], part: Part) -> list[Candidate]:
    """The segments of `readable` that may earn `part`, with the text that the readers judge each by."""
    if part.side is not None and part.is_sided:
        sided = sided_items(text, readable, part.side, counted=part.at_least > 1)
        return [Candidate(item.segment, item.reading) for item in sided if item.where != "there"]
    if part.at_least > 1 and part.counted_by == "item":
        return [Candidate(piece, piece.in_context) for s in readable for piece in items(text, s)]
    found = [
        Candidate(piece, piece.in_context)
        for s in readable
        for piece in [s, *clauses(text, s)]
        if part.side is None or not put_elsewhere(piece, s, part.side)
    ]
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
