"""How long has something waited for a person, against the centre's marking standard? The same words for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from wellserved.records.models import Appeal, Attempt

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MarkingClock:
    age: str  # "since today", "for 9 days"
    left: str  # "3 days left of 10", "last day of 10", "overdue by 2 days, the standard is 10 days"
    overdue: bool
    due: datetime


def marking_clock(since: datetime, standard_days: int, now: datetime) -> MarkingClock:
    due = since + timedelta(days=standard_days)
    waited = max(0, (now - since).days)
    age = f"for {_days(waited)}" if waited else "since today"
    return MarkingClock(age, _left(due - now, standard_days), now > due, due)


def clock_of(attempt: Attempt, now: datetime) -> MarkingClock:
    """From the learner's query where there is one, else from the hand-in; by the standard of the attempt's centre."""
    appeal: Appeal | None = getattr(attempt, "appeal", None)
    since = appeal.at if appeal else attempt.handed_in_at
    return marking_clock(since, attempt.enrolment.centre.marking_standard_days, now)


def _left(left: timedelta, standard_days: int) -> str:
    if left < timedelta(0):
        late = (-left).days
        return f"overdue{f' by {_days(late)}' if late else ''}, the standard is {_days(standard_days)}"
    if left <= DAY:
        return f"last day of {standard_days}"
    return f"{_days(-(-left // DAY))} left of {standard_days}"


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"
