"""The answer sets that agreement is measured on. None of them trains anything."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

BENCH = Path(__file__).resolve().parent
SHARED = BENCH.parents[1] / "shared" / "data" / "answers" / "dev.jsonl"


@dataclass(frozen=True)
class MarkedAnswer:
    """An answer with what careful readers decided: parts reached, misconceptions held, and their quotes."""

    id: str
    unit: str
    point: str
    kind: str
    text: str
    met: bool
    parts: dict[str, bool]
    misconceptions: tuple[str, ...]
    quotes: dict[str, list[str]]


@dataclass(frozen=True)
class AnswerSet:
    name: str
    about: str
    answers: tuple[MarkedAnswer, ...]


def sets(units: tuple[str, ...], extra: Path | None = None) -> list[AnswerSet]:
    """The sets that are there, narrowed to `units`: our blind set, the development set, and a file of your own."""
    found = [
        (
            "blind",
            "our own blind set (bench/blind): its writers saw neither marker nor exemplars, two readers who wrote none "
            "of it marked it; written for this project, not by learners, not marked by a centre's assessors",
            sorted((BENCH / "blind").glob("*.jsonl")),
        ),
        (
            "dev",
            "the development answers handed to the project; written for this project, not by learners, not marked by a "
            "centre's assessors",
            [SHARED] if SHARED.is_file() else [],
        ),
        ("given", f"{extra}", [extra] if extra else []),
    ]
    loaded = [
        AnswerSet(name, about, tuple(a for path in paths for a in read(path) if a.unit in units))
        for name, about, paths in found
    ]
    return [answer_set for answer_set in loaded if answer_set.answers]


def read(path: Path) -> list[MarkedAnswer]:
    return [_answer(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _answer(row: dict[str, object]) -> MarkedAnswer:
    return MarkedAnswer(
        id=str(row["id"]),
        unit=str(row["unit"]),
        point=str(row["point"]),
        kind=str(row["kind"]),
        text=str(row["text"]),
        met=row["decision"] == "met",
        parts=dict(row["parts_reached"]),  # type: ignore[call-overload]
        misconceptions=tuple(row.get("misconceptions", ())),  # type: ignore[arg-type]
        quotes=dict(row.get("quotes", {})),  # type: ignore[call-overload]
    )
