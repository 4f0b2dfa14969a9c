"""What goes into a marking and what comes out, as frozen values.

Offsets count Unicode code points of the answer's text, so `text[quote.start:quote.end] == quote.text` always holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

Decision = Literal["met", "not_met", "unsure"]
Vectors = npt.NDArray[np.float32]

FLAGS = (
    "copied_task",
    "keyword_list",
    "too_short",
    "not_english",
    "repeated_text",
    "instruction_to_marker",
    "invisible_characters",
)


class Encoder(Protocol):
    """Turns sentences into vectors. `adapters` implements it; tests use a fake."""

    @property
    def identity(self) -> str:
        """Name, weights hash and precision, for example `all-MiniLM-L6-v2:53aa5117:fp32`."""

    def encode(self, sentences: list[str]) -> Vectors:
        """One row per sentence: shape (len(sentences), width), float32. An empty list gives zero rows."""

    def encode_spans(self, text: str, spans: list[tuple[int, int]]) -> Vectors:
        """One row per span of `text`, read in the context of the whole: shape (len(spans), width), float32."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the answer: `text == answer[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class PartMarking:
    """How often a part was reached, how often it must be, and the words that earned it."""

    part: str
    reached: int
    needed: int
    quotes: tuple[Quote, ...] = ()

    @property
    def is_reached(self) -> bool:
        return self.reached >= self.needed


@dataclass(frozen=True, slots=True)
class PointMarking:
    """The draft decision on one marking point. A person decides; this only drafts.

    `probability` is the estimated chance, 0 to 1, that a human marker would say *met*.
    """

    point: str
    decision: Decision
    probability: float
    parts: tuple[PartMarking, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MisconceptionFound:
    misconception: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Marking:
    """One answer marked under one scheme by one version of the engine."""

    unit: str
    scheme: str
    engine: str
    encoder: str
    points: tuple[PointMarking, ...]
    misconceptions: tuple[MisconceptionFound, ...] = ()
    flags: tuple[str, ...] = ()

    def as_contract(self) -> dict[str, object]:
        """The output shape of `wellserved mark`, without `id`; probabilities rounded to 4 places."""
        return {
            "unit": self.unit,
            "scheme": self.scheme,
            "engine": self.engine,
            "points": [_point_as_contract(point) for point in self.points],
            "misconceptions": [
                {"misconception": found.misconception, "quotes": _quotes_as_contract(found.quotes)}
                for found in self.misconceptions
            ],
            "flags": list(self.flags),
        }


def _point_as_contract(point: PointMarking) -> dict[str, object]:
    return {
        "point": point.point,
        "decision": point.decision,
        "probability": round(point.probability, 4),
        "parts": [
            {
                "part": p.part,
                "reached": p.reached,
                "needed": p.needed,
                "quotes": _quotes_as_contract(p.quotes),
            }
            for p in point.parts
        ],
        "missing": list(point.missing),
    }


def _quotes_as_contract(quotes: tuple[Quote, ...]) -> list[dict[str, object]]:
    return [{"start": q.start, "end": q.end, "text": q.text} for q in quotes]
