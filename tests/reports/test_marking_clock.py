"""Ages in words against the centre's marking standard."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import NOW
from wellserved.reports.marking_clock import marking_clock


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(hours=2), ("since today", "10 days left of 10", False)),
        (timedelta(days=1, hours=1), ("for 1 day", "9 days left of 10", False)),
        (timedelta(days=7), ("for 7 days", "3 days left of 10", False)),
        (timedelta(days=8, hours=23), ("for 8 days", "2 days left of 10", False)),
        (timedelta(days=9), ("for 9 days", "last day of 10", False)),
        (timedelta(days=10), ("for 10 days", "last day of 10", False)),
        (timedelta(days=10, hours=1), ("for 10 days", "overdue, the standard is 10 days", True)),
        (timedelta(days=11, hours=1), ("for 11 days", "overdue by 1 day, the standard is 10 days", True)),
        (timedelta(days=12), ("for 12 days", "overdue by 2 days, the standard is 10 days", True)),
        (timedelta(hours=-1), ("since today", "11 days left of 10", False)),
    ],
)
def test_age_and_what_is_left(age: timedelta, words: tuple[str, str, bool]) -> None:
    clock = marking_clock(NOW - age, 10, NOW)
    assert (clock.age, clock.left, clock.overdue) == words
    assert clock.due == NOW - age + timedelta(days=10)
