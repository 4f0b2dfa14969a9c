"""The exemplar banks of a unit as training material: what counts for each key, and what does not.

A key is `point/part`, or `!misconception`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from wellserved.curriculum.exemplars import (
    MisconceptionBank,
    PointBank,
    WholeAnswer,
    joined,
    load_authors_banks,
    load_misconception_banks,
)
from wellserved.curriculum.units import load_scheme
from wellserved.marking.scheme import MarkScheme, Part, Point
from wellserved.marking.segments import sentences
from wellserved.marking.sides import sided_items

Labels = npt.NDArray[np.float32]
UNKNOWN = -1.0
EVERY, HELD_OUT = 5, 4  # every fifth whole answer, from this one on, trains nothing
# Near-misses of one part that say something of another part of the same point may be evidence for it.
_MAY_COUNT_ELSEWHERE = {"other_part", "reversed", "wrong_side", "misconception"}


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
    by_author: tuple[PointBank, ...]

    def parts(self) -> list[tuple[Point, Part]]:
        return [(point, part) for point in self.scheme.points for part in point.parts]


def load_unit_bank(folder: Path) -> UnitBank:
    """Raises ContentInvalid when scheme or exemplars are not right."""
    scheme = load_scheme(folder)
    authors = {point.id: load_authors_banks(folder, scheme, point.id) for point in scheme.points}
    return UnitBank(
        scheme=scheme,
        points={point: joined(banks) for point, banks in authors.items()},
        misconceptions=load_misconception_banks(folder, scheme),
        by_author=tuple(bank for banks in authors.values() for bank in banks),
    )


def unit_examples(bank: UnitBank) -> dict[str, Examples]:
    """The bank's labelled statements for each key of the unit."""
    examples = {key(point, part): part_examples(bank.points[point.id], part) for point, part in bank.parts()}
    for id_, misconception in bank.misconceptions.items():
        examples[f"!{id_}"] = misconception_examples(misconception, bank)
    return examples


def training_answers(bank: UnitBank, point: Point) -> list[WholeAnswer]:
    """The point's whole answers that may train; the others calibrate."""
    return [whole for number, whole in enumerate(bank.points[point.id].answers) if number % EVERY != HELD_OUT]


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
    """What holds it and what does not; statements that earn credit hold none."""
    found = Examples()
    for text in bank.holds:
        found.add(text, 1)
    for texts in bank.not_held.values():
        for text in texts:
            found.add(text, 0)
    for point, part in unit.parts():
        for text in unit.points[point.id].parts[part.id].counts:
            found.add(text, 0)
    return found


def _add(found: Examples, part: Part, text: str, label: int) -> None:
    """The statement as the marker will read it: for a part with sides, each item behind its side's name."""
    if part.side is None or not part.is_sided:
        found.add(text, label)
        return
    items = sided_items(text, sentences(text), part.side, counted=part.at_least > 1)
    here = [item for item in items if item.where == "here"]
    for item in here:
        found.add(item.reading, label)
    if not here and all(item.where == "unsaid" for item in items):
        found.add(text, label)


def label_table(examples: list[Examples]) -> tuple[list[str], Labels]:
    """Every text once, and its labels (texts, keys): 1 counts, 0 does not, -1 unknown. One `Examples` a key."""
    rows: dict[str, int] = {}
    for found in examples:
        for text in found.texts:
            rows.setdefault(text, len(rows))
    labels = np.full((len(rows), len(examples)), -1, dtype=np.float32)
    for column, found in enumerate(examples):
        for text, label in zip(found.texts, found.labels, strict=True):
            labels[rows[text], column] = label
    return list(rows), labels
