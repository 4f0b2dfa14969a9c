"""Ages in words against the centre's marking standard."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import NOW
from wellserved.reports.assessor_queue import age_of


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(hours=2), ("today", "10 days left", False)),
        (timedelta(days=1, hours=1), ("1 day", "9 days left", False)),
        (timedelta(days=9, hours=23), ("9 days", "1 day left", False)),
        (timedelta(days=10), ("10 days", "due today", False)),
        (timedelta(days=10, hours=1), ("10 days", "over the 10-day standard", True)),
        (timedelta(days=11, hours=1), ("11 days", "over the 10-day standard by 1 day", True)),
        (timedelta(days=12), ("12 days", "over the 10-day standard by 2 days", True)),
        (timedelta(hours=-1), ("today", "11 days left", False)),
    ],
)
def test_age_and_what_is_left(age: timedelta, words: tuple[str, str, bool]) -> None:
    assert age_of(NOW - age, 10, NOW) == words
