"""What the tuning reads: passages with spans, and what is known of each span.

Three kinds. A statement alone is one span. Statements of one author's bank, put together as an answer would, teach
that a span is judged by its own words in their context. A whole answer of a bank teaches by its verdict: in one that
misses a part no span counts, in one that reaches it some span does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wellserved.curriculum.exemplars import PartBank, PointBank, WholeAnswer
from wellserved.marking.evidence import candidates
from wellserved.marking.scheme import Part, Point
from wellserved.marking.segments import Segment, sentences
from wellserved.training.augmenting import augmented
from wellserved.training.banks import UNKNOWN, Labels, UnitBank, key, training_answers

Spans = tuple[tuple[int, int], ...]
MOST_SPANS = 32
REWRITTEN, NONSENSE = 1, 2  # further passages made of each whole answer, and of each that reaches everything
RUN_TOGETHER = 0.5  # share of the rewritten that lose their punctuation; the others' sentences change places
LONGEST = 200  # characters of a statement that is put together with others
ALONE = 0.4  # share of the statements that are also read by themselves
RUN_ON, AS_LIST = 0.2, 0.2  # shares of the ways of putting statements together; sentences are the rest
SHUFFLED = 0.6  # share of nonsense that is shuffled words; denials are the rest
DENIALS = ("It is not true that", "I do not agree that", "It is wrong to say that", "Nobody thinks that")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, its spans (none means the whole text, as one), and what is known.

    `labels` (spans, keys): the span counts (1), does not (0), or nobody knows (-1). `verdict` (keys,): the whole text
    reaches the key (1), does not (0), or nobody knows (-1), by as many of the spans marked in `among` (spans, keys) as
    `needed` (keys,) says.
    """

    text: str
    spans: Spans
    labels: Labels
    verdict: Labels
    among: npt.NDArray[np.bool_]
    needed: npt.NDArray[np.int8]


def plain(text: str, spans: Spans, labels: Labels) -> Passage:
    """A passage of whose whole nothing is known."""
    rows, keys = labels.shape
    nothing = np.full(keys, UNKNOWN, dtype=np.float32)
    return Passage(text, spans, labels, nothing, np.zeros((rows, keys), dtype=np.bool_), np.ones(keys, dtype=np.int8))


@dataclass(frozen=True, slots=True)
class Lessons:
    """The labelled statements of all units: `labels` (texts, keys), and each key's column."""

    texts: list[str]
    labels: Labels
    columns: dict[tuple[str, str], int]


def passages(banks: list[UnitBank], lessons: Lessons, seed: int) -> list[Passage]:
    """All that the tuning reads; the same banks and seed give the same passages."""
    random = np.random.default_rng(seed)
    found = _alone(lessons, random)
    rows = {text: row for row, text in enumerate(lessons.texts)}
    for bank in banks:
        for author in bank.by_author:
            found += _composed(bank, author, lessons, rows, random)
        for misconception in bank.misconceptions.values():
            said = [*misconception.holds, *(text for texts in misconception.not_held.values() for text in texts)]
            found += [plain(*_labelled(taken, lessons, rows, random)) for taken in _shared_out(said, random)]
        for point in bank.scheme.points:
            for whole in training_answers(bank, point):
                found += _of_whole(bank, point, whole, lessons, random)
    return found


def _alone(lessons: Lessons, random: np.random.Generator) -> list[Passage]:
    """What is made of the statements, and a share of the statements, by themselves."""
    texts, labels = augmented(lessons.texts, lessons.labels, random)
    made = np.arange(len(texts)) >= len(lessons.texts)
    kept = np.flatnonzero(made | (random.random(len(texts)) < ALONE))
    return [plain(texts[row], (), labels[row][None, :]) for row in kept]


def _composed(
    bank: UnitBank, author: PointBank, lessons: Lessons, rows: dict[str, int], random: np.random.Generator
) -> list[Passage]:
    """Every statement of an author's bank once, two to six of them together."""
    sided = [pair for pair in bank.parts() if pair[0].id == author.point and pair[1].is_sided]
    made = []
    for taken in _shared_out(_statements(author), random):
        text, spans, labels = _labelled(taken, lessons, rows, random)
        found = list(zip(spans, labels, strict=True))
        for point, part in sided:
            column = lessons.columns[bank.scheme.unit, key(point, part)]
            labels[:, column] = UNKNOWN
            told = list(zip(spans, taken, strict=True))
            found += _sided(text, told, author.parts[part.id], part, column, len(lessons.columns))
        made.append(plain(text, tuple(span for span, _ in found), np.array([label for _, label in found])))
    return made


def _shared_out(statements: list[str], random: np.random.Generator) -> Iterator[list[str]]:
    """Every statement that is not too long once, two to six at a time, in random order."""
    texts = [text for text in statements if len(text) <= LONGEST]
    order = [texts[place] for place in random.permutation(len(texts))]
    while order:
        size = int(random.integers(2, 7))
        yield order[:size]
        order = order[size:]


def _labelled(
    statements: list[str], lessons: Lessons, rows: dict[str, int], random: np.random.Generator
) -> tuple[str, Spans, Labels]:
    """The statements together, and what is known of each."""
    text, spans = _together(statements, random)
    labels = np.full((len(spans), len(lessons.columns)), UNKNOWN, dtype=np.float32)
    for place, statement in enumerate(statements):
        if statement in rows:
            labels[place] = lessons.labels[rows[statement]]
    return text, spans, labels


def _sided(
    text: str, statements: list[tuple[tuple[int, int], str]], bank: PartBank, part: Part, column: int, keys: int
) -> Iterator[tuple[tuple[int, int], Labels]]:
    """The items that a statement puts on the part's side, each with the statement's label."""
    counts = set(bank.counts)
    misses = {miss for texts in bank.near_misses.values() for miss in texts}
    for (start, end), statement in statements:
        label = 1.0 if statement in counts else 0.0 if statement in misses else UNKNOWN
        if label == UNKNOWN:
            continue
        for candidate in candidates(text, [s for s in sentences(text) if start <= s.start and s.end <= end], part):
            known = np.full(keys, UNKNOWN, dtype=np.float32)
            known[column] = label
            yield (candidate.segment.start, candidate.segment.end), known


def _statements(bank: PointBank) -> list[str]:
    found: dict[str, None] = {}
    for part in bank.parts.values():
        found.update(dict.fromkeys(part.counts))
        for texts in part.near_misses.values():
            found.update(dict.fromkeys(texts))
    found.update(dict.fromkeys(several.text for several in bank.several))
    return list(found)


def _together(statements: list[str], random: np.random.Generator) -> tuple[str, Spans]:
    """The statements as one text: run together without punctuation, as a list, or as sentences."""
    style = random.random()
    text, spans = "", []
    for place, statement in enumerate(" ".join(statement.split()) for statement in statements):
        if style < RUN_ON:
            glue = (" ", " and ", " also ", " then ")[random.integers(4)] if text else ""
            plain = statement.rstrip(".!?").lower().replace(",", "").replace(";", "")
        elif style < RUN_ON + AS_LIST:
            glue = ("\n" if text else "") + (f"{place + 1}. " if style < RUN_ON + AS_LIST / 2 else "- ")
            plain = statement
        else:
            glue = " " if text else ""
            plain = statement if statement.endswith((".", "!", "?")) else f"{statement}."
        text += glue
        spans.append((len(text), len(text) + len(plain)))
        text += plain
    return text, tuple(spans)


def _of_whole(
    bank: UnitBank, point: Point, whole: WholeAnswer, lessons: Lessons, random: np.random.Generator
) -> list[Passage]:
    """A whole answer as it is, twice rewritten, and, where it reaches everything, twice made nonsense of."""
    reached = frozenset(whole.reached)
    texts = [whole.text, *(_rewritten(whole.text, random) for _ in range(REWRITTEN))]
    found = [of_answer(bank, point, text, reached, lessons) for text in texts]
    if len(reached) == len(point.parts):
        found += [of_answer(bank, point, _nonsense(whole.text, random), None, lessons) for _ in range(NONSENSE)]
    return found


def of_answer(bank: UnitBank, point: Point, text: str, reached: frozenset[str] | None, lessons: Lessons) -> Passage:
    """A whole answer with its verdict; `reached` is None for a text that is none.

    Nothing in an answer that misses a part is evidence for it; in one that reaches it, some span is, or as many
    distinct ones as it needs. An answer that meets its point holds no misconception.
    """
    pieces = sentences(text)
    keys = len(lessons.columns)
    rows: dict[tuple[int, int], int] = {}
    cells: list[tuple[tuple[int, int], int]] = []
    needed = np.ones(keys, dtype=np.int8)
    verdict = np.full(keys, UNKNOWN, dtype=np.float32)
    refused: set[int] = set()
    for part in point.parts:
        column = lessons.columns[bank.scheme.unit, key(point, part)]
        needed[column] = part.at_least
        verdict[column] = reached is not None and part.id in reached
        if not verdict[column] and (part.at_least == 1 or reached is None):
            refused.add(column)
        cells += [((s.start, s.end), column) for s in to_count(text, pieces, part)]
    if reached is None or len(reached) == len(point.parts):
        for id_ in bank.misconceptions:
            column = lessons.columns[bank.scheme.unit, f"!{id_}"]
            refused.add(column)
            cells += [((piece.start, piece.end), column) for piece in pieces]
    for span, _ in cells:
        if len(rows) < MOST_SPANS:
            rows.setdefault(span, len(rows))
    labels = np.full((max(len(rows), 1), keys), UNKNOWN, dtype=np.float32)
    among = np.zeros(labels.shape, dtype=np.bool_)
    for span, column in cells:
        if span in rows:
            among[rows[span], column] = True
            if column in refused:
                labels[rows[span], column] = 0
    verdict[list(refused)] = UNKNOWN
    return Passage(text, tuple(rows) or ((0, 0),), labels, verdict, among, needed)


def to_count(text: str, pieces: list[Segment], part: Part) -> list[Segment]:
    """What may earn the part; where several are needed, without the sentences whose clauses stand there too."""
    found = [candidate.segment for candidate in candidates(text, pieces, part)]
    if part.at_least == 1:
        return found
    return [s for s in found if not any(o is not s and s.start <= o.start and o.end <= s.end for o in found)]


def _rewritten(text: str, random: np.random.Generator) -> str:
    """The answer without punctuation, or with its sentences in another order."""
    told = [piece.in_context for piece in sentences(text)]
    if random.random() < RUN_TOGETHER:
        return re.sub(r"[.,;:!?\"]", "", " ".join(told))
    return " ".join(told[place] for place in random.permutation(len(told)))


def _nonsense(text: str, random: np.random.Generator) -> str:
    """The answer's words in random order, or each of its sentences denied: it counts for nothing."""
    if random.random() < SHUFFLED:
        words = text.split()
        return " ".join(words[place] for place in random.permutation(len(words)))
    opening = DENIALS[random.integers(len(DENIALS))]
    told = [piece.in_context.strip(" .!?") for piece in sentences(text)]
    return " ".join(f"{opening} {plain[:1].lower()}{plain[1:]}." for plain in told)
