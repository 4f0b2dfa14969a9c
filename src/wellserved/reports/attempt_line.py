"""What does one attempt say of itself in a list?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from wellserved.records.models import Attempt
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
    return AttemptLine(
        id=attempt.id,
        unit=attempt.unit_id,
        point=attempt.point,
        title=frozen_scheme(attempt.scheme_id).point(attempt.point).title,
        kind=attempt.kind,
        number=attempt.number,
        at=attempt.handed_in_at,
        words=attempt.words,
        outcome=_drafted(attempt) if practice else standing_outcome(last),
        by=last.by.full_name if last else "",
        decided_at=last.at if last else None,
    )


def _drafted(attempt: Attempt) -> str:
    markings = sorted(attempt.engine_markings.all(), key=lambda m: (m.made_at, m.pk))
    if not markings:
        return ""
    return next((p.decision for p in markings[-1].points.all() if p.point == attempt.point), "")
