"""Which answers that this person may see hold a phrase, word for word? Capitals and line breaks make no difference.

The database narrows the answers down, and this module reads the phrase in them: SQLite knows capital letters of
English only. Nothing is copied: a snippet is cut out of the answer while the page is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wellserved.records.models import Attempt, Person
from wellserved.reports.assessor_queue import answers_of_my_centres
from wellserved.reports.frozen_scheme import frozen_scheme
from wellserved.reports.standing_outcome import standing_outcome

PAGE = 20
MOST = 500  # answers that one search finds
AROUND = 60  # characters of a snippet on either side
SNIPPETS = 3  # of one answer


@dataclass(frozen=True, slots=True)
class Snippet:
    """`start` and `end` count code points of the answer; `found` is the answer's own words there."""

    start: int
    end: int
    before: str
    found: str
    after: str


@dataclass(frozen=True, slots=True)
class AnswerFound:
    id: UUID
    learner: str
    unit: str
    point: str
    number: int
    at: datetime
    outcome: str
    count: int  # how often the phrase stands in it
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class AnswersFound:
    phrase: str
    count: int
    more: bool  # there are more answers than one search finds
    page: int
    pages: int
    answers: tuple[AnswerFound, ...]  # newest first

    @property
    def page_numbers(self) -> range:
        return range(1, self.pages + 1)


def answers_with(person: Person, phrase: str, page: int = 1) -> AnswersFound:
    """`phrase` has been checked by `actions/search_answers.py`."""
    pattern = _pattern(phrase)
    ids = _holding(person, phrase, pattern)
    pages = max(1, -(-min(len(ids), MOST) // PAGE))
    page = min(max(1, page), pages)
    shown = ids[:MOST][(page - 1) * PAGE : page * PAGE]
    rows = (
        Attempt.objects.filter(pk__in=shown)
        .select_related("learner", "unit", "attempt_text")
        .prefetch_related("reviews__decisions", "reviews__by")
        .order_by("-handed_in_at", "-id")
    )
    return AnswersFound(
        phrase=phrase,
        count=min(len(ids), MOST),
        more=len(ids) > MOST,
        page=page,
        pages=pages,
        answers=tuple(_found(attempt, pattern) for attempt in rows),
    )


def _pattern(phrase: str) -> re.Pattern[str]:
    """The words of the phrase in their order, with any white space between them."""
    return re.compile(r"\s+".join(map(re.escape, phrase.split())), re.IGNORECASE)


def _holding(person: Person, phrase: str, pattern: re.Pattern[str]) -> list[UUID]:
    """Newest first, one more than MOST at most."""
    answers = answers_of_my_centres(person).exclude(attempt_text=None).order_by("-handed_in_at", "-id")
    for run in re.findall(r"[!-~]+", phrase):  # what every database compares without regard to capitals
        answers = answers.filter(attempt_text__text__icontains=run)
    found: list[UUID] = []
    for pk, text in answers.values_list("pk", "attempt_text__text").iterator():
        if pattern.search(text):
            found.append(pk)
            if len(found) > MOST:
                break
    return found


def _found(attempt: Attempt, pattern: re.Pattern[str]) -> AnswerFound:
    text = attempt.attempt_text.text
    matches = list(pattern.finditer(text))
    last = max(attempt.reviews.all(), key=lambda review: review.sequence, default=None)
    return AnswerFound(
        id=attempt.id,
        learner=attempt.learner.full_name,
        unit=attempt.unit.title,
        point=frozen_scheme(attempt.scheme_id).point(attempt.point).title,
        number=attempt.number,
        at=attempt.handed_in_at,
        outcome=standing_outcome(last),
        count=len(matches),
        snippets=tuple(_snippets(text, matches[:SNIPPETS])),
    )


def _snippets(text: str, matches: list[re.Match[str]]) -> Iterator[Snippet]:
    for match in matches:
        start, end = match.span()
        before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        if start > AROUND:
            before = "…" + before.partition(" ")[2]
        if end + AROUND < len(text):
            after = after.rpartition(" ")[0] + "…"
        yield Snippet(start, end, before, text[start:end], after)
