"""A stand-in for the marking engine: a part is reached once wherever a given word stands in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wellserved.adapters.trained import ReadersWrong
from wellserved.marking.scheme import MarkScheme, Part, Point
from wellserved.marking.values import Decision, Marking, MisconceptionFound, PartMarking, PointMarking, Quote


@dataclass
class FakeEngine:
    """Met when `word` stands often enough, unsure when `doubt` stands, not met otherwise.

    The first misconception is found where `belief` stands. `broken` makes it raise an error that
    quotes the text; `untrained` makes it refuse as the shipped engine does for a unit without readers.
    """

    version: str = "fake-1"
    encoder: str = "fake:0000:none"
    word: str = "because"
    doubt: str = "perhaps"
    belief: str = "always right"
    broken: bool = False
    untrained: bool = False
    marked: list[str] = field(default_factory=list)  # every text that it was given

    def mark(self, text: str, scheme: MarkScheme) -> Marking:
        self.marked.append(text)
        if self.broken:
            raise RuntimeError(f"cannot mark {text!r}")
        if self.untrained:
            raise ReadersWrong(f"No readers for {scheme.unit} were found.")
        found = _quotes(self.belief, text)[:1]
        return Marking(
            unit=scheme.unit,
            scheme=scheme.digest,
            engine=self.version,
            encoder=self.encoder,
            points=tuple(self._point(point, text) for point in scheme.points),
            misconceptions=(MisconceptionFound(scheme.misconceptions[0].id, found),) if found else (),
            flags=("too_short",) if len(text.split()) < 3 else (),
        )

    def _point(self, point: Point, text: str) -> PointMarking:
        parts = tuple(self._part(part, text) for part in point.parts)
        missing = tuple(part.missing for part, marked in zip(point.parts, parts, strict=True) if not marked.is_reached)
        decision: Decision = "not_met" if missing else "met"
        if self.doubt in text.lower():
            decision = "unsure"
        return PointMarking(point.id, decision, 0.1 if missing else 0.9, parts, missing)

    def _part(self, part: Part, text: str) -> PartMarking:
        quotes = _quotes(self.word, text)
        return PartMarking(part.id, len(quotes), part.at_least, quotes)


def fake_engine() -> FakeEngine:
    return FakeEngine()


def _quotes(words: str, text: str) -> tuple[Quote, ...]:
    found = re.finditer(re.escape(words), text, re.IGNORECASE)
    return tuple(Quote(m.start(), m.end(), m.group()) for m in found)
