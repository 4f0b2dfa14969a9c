"""The engine drafts a marking of one attempt. A draft is no decision."""

from __future__ import annotations

import logging
import traceback
from datetime import datetime

from django.db import transaction

from wellserved.actions.engine import Engine, engine_in_use
from wellserved.actions.errors import EngineFailed, NotTrained
from wellserved.actions.log import Happening, add_event
from wellserved.adapters.trained import ReadersWrong
from wellserved.curriculum.units import scheme_from_json
from wellserved.marking.values import Marking, Quote
from wellserved.records.models import Attempt, EngineMarking, EnginePoint

logger = logging.getLogger(__name__)


def mark_attempt(attempt: Attempt, engine: Engine | None, now: datetime) -> EngineMarking:
    """The draft, stored; the one already there when the same engine, encoder and scheme have made it.

    An engine of None is the one in use. Raises NotTrained when it has not learned to mark this, and EngineFailed
    when it cannot mark just now: the attempt stays handed in, and `try_marking` tries again.
    """
    try:
        text = attempt.attempt_text.text
        marking = (engine or engine_in_use()).mark(text, scheme_from_json(attempt.scheme.text).only(attempt.point))
        _check(marking, attempt, text)
        return _store(attempt, marking, now)
    except ReadersWrong:
        logger.info("attempt %s is for a person: no readers are trained for %s", attempt.pk, attempt.unit_id)
        raise NotTrained(f"attempt {attempt.pk} is for a person: the engine cannot mark {attempt.unit_id}") from None
    except Exception as error:
        _log_without_words(attempt, error)
        raise EngineFailed(f"attempt {attempt.pk} waits to be marked: {type(error).__name__}") from None


def _check(marking: Marking, attempt: Attempt, text: str) -> None:
    """A draft that cannot explain itself is not stored."""
    if marking.scheme != attempt.scheme_id or [p.point for p in marking.points] != [attempt.point]:
        raise ValueError("the marking is of another scheme or point")
    quotes = [q for point in marking.points for part in point.parts for q in part.quotes]
    quotes += [q for found in marking.misconceptions for q in found.quotes]
    if any(text[q.start : q.end] != q.text for q in quotes):
        raise ValueError("a quote is not the text at its offsets")


@transaction.atomic
def _store(attempt: Attempt, marking: Marking, now: datetime) -> EngineMarking:
    stored, new = EngineMarking.objects.get_or_create(
        attempt=attempt,
        engine=marking.engine,
        encoder=marking.encoder,
        scheme_id=marking.scheme,
        defaults={
            "made_at": now,
            "flags": list(marking.flags),
            "misconceptions": [
                {"misconception": found.misconception, "quotes": _offsets(found.quotes)}
                for found in marking.misconceptions
            ],
        },
    )
    if not new:
        return stored
    for point in marking.points:
        EnginePoint.objects.create(
            marking=stored,
            point=point.point,
            decision=point.decision,
            probability=round(point.probability, 4),
            parts=[
                {"part": p.part, "reached": p.reached, "needed": p.needed, "quotes": _offsets(p.quotes)}
                for p in point.parts
            ],
            missing=list(point.missing),
        )
    data = {
        "engine": marking.engine,
        "encoder": marking.encoder,
        "scheme": marking.scheme,
        "drafts": {point.point: point.decision for point in marking.points},
    }
    add_event(
        Happening("marked", "attempt", str(attempt.pk), data),
        centre=attempt.enrolment.centre,
        actor=None,
        now=now,
    )
    return stored


def _offsets(quotes: tuple[Quote, ...]) -> list[dict[str, int]]:
    return [{"start": q.start, "end": q.end} for q in quotes]


def _log_without_words(attempt: Attempt, error: Exception) -> None:
    """An error's message may hold the learner's words; its type and its places cannot."""
    places = " < ".join(f"{f.name}:{f.lineno}" for f in reversed(traceback.extract_tb(error.__traceback__)))
    logger.error("attempt %s could not be marked: %s at %s", attempt.pk, type(error).__name__, places)
