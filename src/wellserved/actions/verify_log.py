"""Checks the log: every row still says what it said, none is missing, and the records agree with it.

Rows cut off the end of a chain leave no gap in it; they are found where the records hold something
that the log does not tell of.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from wellserved.records.models import Appeal, Attempt, Event, Review

ATTEMPT_FIELDS = ("kind", "number", "scheme", "text_digest", "blind")
REVIEW_FIELDS = ("sequence", "decisions", "draft_was_shown", "blind", "evidence")


def verify_log() -> list[str]:
    """What is wrong, in plain sentences; an empty list when the log holds."""
    events = Event.objects.order_by("chain", "sequence").iterator()
    chains = (_verify_chain(chain, rows) for chain, rows in groupby(events, lambda event: event.chain))
    problems = [problem for chain in chains for problem in chain]
    return [*problems, *_verify_attempts(), *_verify_reviews(), *_verify_appeals()]


def _verify_chain(chain: str, rows: Iterable[Event]) -> Iterator[str]:
    expected, previous = 1, ""
    for event in rows:
        if event.sequence != expected:
            yield f"Chain {chain}: row {expected} is missing."
        elif event.previous != previous:
            yield f"Chain {chain}: row {event.sequence} does not seal the row before it."
        if event.digest != event.sealed():
            yield f"Chain {chain}: row {event.sequence} was changed after it was written."
        expected, previous = event.sequence + 1, event.digest


def _verify_attempts() -> Iterator[str]:
    told = {_told(event, ATTEMPT_FIELDS) for event in Event.objects.filter(verb="handed_in").iterator()}
    for attempt in Attempt.objects.select_related("attempt_text").iterator():
        fields = [attempt.kind, attempt.number, attempt.scheme_id, attempt.text_digest, attempt.blind]
        if _line("handed_in", attempt.pk, attempt.learner_id, fields) not in told:
            yield f"Attempt {attempt.pk} is not as the log tells of it."
        text = getattr(attempt, "attempt_text", None)
        if text and hashlib.sha256(text.text.encode("utf-8")).hexdigest() != attempt.text_digest:
            yield f"Attempt {attempt.pk}: its text is not the one that was handed in."


def _verify_reviews() -> Iterator[str]:
    verbs = Review.Outcome.values
    told = {_told(event, REVIEW_FIELDS) for event in Event.objects.filter(verb__in=verbs).iterator()}
    for review in Review.objects.prefetch_related("decisions", "judgements").iterator(chunk_size=500):
        decisions = {decision.point: decision.outcome for decision in review.decisions.all()}
        evidence = {judgement.quality: judgement.holds for judgement in review.judgements.all()}
        fields = [review.sequence, decisions, review.draft_was_shown, review.blind, evidence or None]
        if _line(review.outcome, review.attempt_id, review.by_id, fields) not in told:
            yield f"Review {review.sequence} of attempt {review.attempt_id} is not as the log tells of it."


def _verify_appeals() -> Iterator[str]:
    told = {_told(event, ("sequence",)) for event in Event.objects.filter(verb="appealed").iterator()}
    for appeal in Appeal.objects.select_related("attempt", "review").iterator():
        if _line("appealed", appeal.attempt_id, appeal.attempt.learner_id, [appeal.review.sequence]) not in told:
            yield f"The appeal on attempt {appeal.attempt_id} is not as the log tells of it."


def _told(event: Event, names: tuple[str, ...]) -> str:
    """What a row of the log says, whatever a tampering hand has put into its data."""
    data = event.data if isinstance(event.data, dict) else {}
    return _line(event.verb, event.subject_id, event.actor_id, [data.get(name) for name in names])


def _line(verb: str, subject: object, actor: object, fields: list[Any]) -> str:
    return json.dumps([verb, str(subject), str(actor), fields], sort_keys=True)
