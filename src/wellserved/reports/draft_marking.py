"""What did the engine's draft say about this attempt, part by part, in words for people?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wellserved.assessment.judge import CriterionOutcome, DecidedPoint, judge
from wellserved.marking.scheme import MarkScheme, Part, Point
from wellserved.marking.values import Marking, PartMarking, PointMarking, Quote
from wellserved.records.models import Attempt, EngineMarking
from wellserved.reports.evidence_in_text import Run, evidence_in_text
from wellserved.reports.frozen_scheme import frozen_scheme

FLAG_WORDS = {
    "copied_task": "Much of this repeats the task. Its words earn nothing: say it in your own words.",
    "keyword_list": "This reads like a list of key words. Write sentences that say what happens and why.",
    "too_short": "This is very short. Write a few full sentences so that there is something to mark.",
    "not_english": "This does not read as English. Answers can be marked in English only.",
    "repeated_text": "The same words come again and again. Each thing counts once.",
    "instruction_to_marker": "Part of this speaks to the marker and not to the task. It earns nothing.",
    "invisible_characters": "There are invisible characters in the text. They often come from copying; "
    "type the sentence again if something looks wrong.",
}

# How far the draft's probability lies from the middle, and what is said of it. A percentage would promise more than a
# calibration on a few hundred answers can keep.
SURE = (
    (0.4, "The engine is quite sure of this."),
    (0.25, "The engine is fairly sure of this."),
    (0.0, "The engine is not very sure of this."),
)


@dataclass(frozen=True, slots=True)
class PartShown:
    """One part of the point: its number on the page, what was found and what would earn it."""

    number: int
    title: str
    reached: int
    needed: int
    is_reached: bool
    quotes: tuple[Quote, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BeliefShown:
    belief: str
    correction: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class DraftMarking:
    """The engine's draft, never a decision."""

    id: int
    decision: str
    sure: str  # how sure the engine is, in words; "" where it leaves the decision to a person
    criterion: CriterionOutcome  # provisional: nobody decided it
    parts: tuple[PartShown, ...]
    missing: tuple[str, ...]  # what would earn the point and belongs to no single part
    misconceptions: tuple[BeliefShown, ...]
    flags: tuple[str, ...]
    runs: tuple[Run, ...]
    engine: str
    encoder: str
    scheme: str
    made_at: datetime

    @property
    def all_missing(self) -> tuple[str, ...]:
        return tuple(line for part in self.parts for line in part.missing) + self.missing

    @property
    def reached(self) -> int:
        return sum(part.is_reached for part in self.parts)


def draft_marking(attempt: Attempt, text: str) -> DraftMarking | None:
    """The newest draft on the attempt, or None while the engine has not marked it."""
    row = attempt.engine_markings.prefetch_related("points").order_by("made_at", "id").last()
    return None if row is None else _shown(row, attempt, text)


def _shown(row: EngineMarking, attempt: Attempt, text: str) -> DraftMarking:
    marking = row.value(text)
    scheme = frozen_scheme(row.scheme_id)
    point = scheme.point(attempt.point)
    marked = _point_marking(marking, point)
    parts = tuple(_part(n, part, marked) for n, part in enumerate(point.parts, start=1))
    beliefs = _beliefs(marking, scheme)
    return DraftMarking(
        id=row.pk,
        decision=marked.decision,
        sure=how_sure(marked),
        criterion=judge([DecidedPoint(marked.point, marked.decision)]),
        parts=parts,
        missing=_missing_elsewhere(point, marked),
        misconceptions=beliefs,
        flags=tuple(FLAG_WORDS.get(flag, flag) for flag in marking.flags),
        runs=evidence_in_text(
            text,
            tuple((part.number, part.quotes) for part in parts),
            tuple(quote for belief in beliefs for quote in belief.quotes),
        ),
        engine=row.engine,
        encoder=row.encoder,
        scheme=row.scheme_id,
        made_at=row.made_at,
    )


def how_sure(marked: PointMarking) -> str:
    if marked.decision == "unsure":
        return ""
    return next(words for least, words in SURE if abs(marked.probability - 0.5) >= least)


def _point_marking(marking: Marking, point: Point) -> PointMarking:
    for marked in marking.points:
        if marked.point == point.id:
            return marked
    return PointMarking(point.id, "unsure", 0.5, ())


def _part(number: int, part: Part, marked: PointMarking) -> PartShown:
    found = next((p for p in marked.parts if p.part == part.id), PartMarking(part.id, 0, part.at_least))
    return PartShown(
        number=number,
        title=part.title,
        reached=found.reached,
        needed=found.needed,
        is_reached=found.is_reached,
        quotes=found.quotes,
        missing=() if found.is_reached else _missing(part, marked),
    )


def _missing(part: Part, marked: PointMarking) -> tuple[str, ...]:
    """The draft's own words for this part, or else what the scheme says would earn it."""
    own = tuple(line for line in marked.missing if line in (part.missing, part.vague))
    return own or (part.missing,)


def _missing_elsewhere(point: Point, marked: PointMarking) -> tuple[str, ...]:
    by_part = {line for part in point.parts for line in (part.missing, part.vague)}
    return tuple(line for line in marked.missing if line not in by_part)


def _beliefs(marking: Marking, scheme: MarkScheme) -> tuple[BeliefShown, ...]:
    known = {misconception.id: misconception for misconception in scheme.misconceptions}
    return tuple(
        BeliefShown(known[found.misconception].belief, known[found.misconception].correction, found.quotes)
        for found in marking.misconceptions
        if found.misconception in known
    )
