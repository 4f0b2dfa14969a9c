"""Marks an answer: for each marking point a draft decision, and the learner's own words that earned it.

The marker decides nothing for good. It drafts; a named person decides. `unsure` says that the evidence is beyond
the engine's authority.
"""

from __future__ import annotations

from dataclasses import dataclass

from wellserved.marking import flags
from wellserved.marking.evidence import Answer, Evidence, calibrated, strength
from wellserved.marking.readers import Readers
from wellserved.marking.scheme import MarkScheme, Part, Point
from wellserved.marking.values import (
    Decision,
    Encoder,
    Marking,
    MisconceptionFound,
    PartMarking,
    PointMarking,
    Quote,
)

VERSION = "0.2"
UNSURE = (0.35, 0.65)  # point probabilities between these are left to a person
CLOSE = 0.2  # a part at least this likely is told "you are close", one below it "this is missing"
HOLDS = 0.75  # a misconception is shown from this probability on


@dataclass(frozen=True, slots=True)
class TrainedScheme:
    """A mark scheme with the readers that were trained for it."""

    scheme: MarkScheme
    readers: Readers

    def only(self, point_id: str) -> TrainedScheme:
        """The same scheme narrowed to one point; raises KeyError when there is no such point."""
        return TrainedScheme(self.scheme.only(point_id), self.readers)


@dataclass(frozen=True, slots=True)
class _PartView:
    part: Part
    evidence: list[Evidence]
    probability: float

    @property
    def reached(self) -> bool:
        return self.probability >= 0.5


def mark(answer: str, scheme: TrainedScheme, encoder: Encoder, *, decide: bool = False) -> Marking:
    """Mark `answer` on every point of `scheme`. With `decide`, no point is left `unsure`.

    Pure: the same answer, scheme and encoder give the same marking. Never raises for any text.
    """
    points = scheme.scheme.points
    read = Answer(answer, points, scheme.readers, encoder)
    found_flags = flags.of_answer(answer, read.sentences, points)
    return Marking(
        unit=scheme.scheme.unit,
        scheme=scheme.scheme.digest,
        engine=f"wellserved-marker-{VERSION}+{scheme.readers.version[:12]}",
        encoder=encoder.identity,
        points=tuple(_mark_point(read, point, found_flags, decide) for point in points),
        misconceptions=_misconceptions(read, scheme.scheme),
        flags=found_flags,
    )


def part_strength(read: Answer, point: Point, part: Part) -> float:
    """The raw log-odds on which a part's calibration stands; `training` fits the calibration on it."""
    return strength(read.evidence(point, part), part.at_least)


def _mark_point(read: Answer, point: Point, found_flags: tuple[str, ...], decide: bool) -> PointMarking:
    views = [_view(read, point, part) for part in point.parts]
    probability = min(view.probability for view in views)
    return PointMarking(
        point=point.id,
        decision=_decision(probability, found_flags, decide),
        probability=probability,
        parts=tuple(_part_marking(view) for view in views),
        missing=tuple(_missing(view) for view in views if not view.reached),
    )


def _view(read: Answer, point: Point, part: Part) -> _PartView:
    evidence = read.evidence(point, part)
    calibration = read.readers.calibration[read.readers.index(f"{point.id}/{part.id}")]
    return _PartView(part, evidence, calibrated(strength(evidence, part.at_least), calibration, read.length))


def _decision(probability: float, found_flags: tuple[str, ...], decide: bool) -> Decision:
    low, high = UNSURE
    warned = {"not_english", "instruction_to_marker", "repeated_text"} & set(found_flags)
    if not decide and (low <= probability < high or (warned and probability >= 0.5)):
        return "unsure"
    return "met" if probability >= 0.5 else "not_met"


def _part_marking(view: _PartView) -> PartMarking:
    needed = view.part.at_least
    if view.reached:
        earned = view.evidence[:needed]
        return PartMarking(view.part.id, needed, needed, tuple(_quote(evidence) for evidence in earned))
    return PartMarking(view.part.id, _items_reached(view), needed, ())


def _items_reached(view: _PartView) -> int:
    """How many of the needed items stand already; always fewer than needed, since the part is not reached."""
    good = sum(evidence.strength > 0 for evidence in view.evidence)
    return min(good, view.part.at_least - 1)


def _missing(view: _PartView) -> str:
    close = view.probability >= CLOSE or _items_reached(view) > 0
    return view.part.vague if close else view.part.missing


def _quote(evidence: Evidence) -> Quote:
    segment = evidence.candidate.segment
    return Quote(segment.start, segment.end, segment.text)


def _misconceptions(read: Answer, scheme: MarkScheme) -> tuple[MisconceptionFound, ...]:
    found = []
    for misconception in scheme.misconceptions:
        key = f"!{misconception.id}"
        if key not in read.readers.keys:
            continue
        calibration = read.readers.calibration[read.readers.index(key)]
        held = [e for e in read.judged_sentences(key) if calibrated(e.strength, calibration) >= HOLDS]
        if held:
            held.sort(key=lambda evidence: evidence.candidate.segment.start)
            found.append(MisconceptionFound(misconception.id, tuple(_quote(evidence) for evidence in held[:3])))
    return tuple(found)
