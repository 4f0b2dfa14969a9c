"""What does one attempt say of itself in a list?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from wellserved.marking.scheme import MarkScheme
from wellserved.records.models import Attempt, EngineMarking, EnginePoint
from wellserved.reports.frozen_scheme import frozen_scheme
from wellserved.reports.standing_outcome import standing_outcome


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """`outcome`: the engine's draft for practice, the standing human one for assessment; "" for none."""

    id: UUID
    unit: str
    point: str
    title: str
    kind: str
    number: int
    at: datetime
    words: int
    outcome: str
    by: str = ""
    decided_at: datetime | None = None
    simulated: bool = False  # evidence from the simulated service desk
    parts: tuple[tuple[str, bool], ...] = ()  # practice only: each part's id, and whether the draft found it
    beliefs: tuple[str, ...] = ()  # practice only: misconceptions that the draft found

    @property
    def kind_words(self) -> str:
        return "Practice" if self.kind == "practice" else "Assessment"


def attempt_lines(attempts: QuerySet[Attempt]) -> tuple[AttemptLine, ...]:
    """One line per attempt, in the order given, in a fixed number of queries."""
    rows = attempts.prefetch_related("engine_markings__points", "reviews__decisions", "reviews__by")
    return tuple(_line(attempt) for attempt in rows)


def _line(attempt: Attempt) -> AttemptLine:
    last = max(attempt.reviews.all(), key=lambda review: review.sequence, default=None)
    practice = attempt.kind == Attempt.Kind.PRACTICE
    scheme = frozen_scheme(attempt.scheme_id)
    marking = _newest(attempt) if practice else None
    drafted = _drafted(marking, attempt.point)
    return AttemptLine(
        id=attempt.id,
        unit=attempt.unit_id,
        point=attempt.point,
        title=scheme.point(attempt.point).title,
        kind=attempt.kind,
        number=attempt.number,
        at=attempt.handed_in_at,
        words=attempt.words,
        outcome=(drafted.decision if drafted else "") if practice else standing_outcome(last),
        by=last.by.full_name if last else "",
        decided_at=last.at if last else None,
        simulated=attempt.simulated,
        parts=tuple((p["part"], p["reached"] >= p["needed"]) for p in drafted.parts) if drafted else (),
        beliefs=_beliefs(marking, scheme),
    )


def _newest(attempt: Attempt) -> EngineMarking | None:
    return max(attempt.engine_markings.all(), key=lambda marking: (marking.made_at, marking.pk), default=None)


def _drafted(marking: EngineMarking | None, point: str) -> EnginePoint | None:
    return next((p for p in marking.points.all() if p.point == point), None) if marking else None


def _beliefs(marking: EngineMarking | None, scheme: MarkScheme) -> tuple[str, ...]:
    found = {entry["misconception"] for entry in marking.misconceptions} if marking else set()
    return tuple(known.belief for known in scheme.misconceptions if known.id in found)
