"""May the engine's draft be seen beside this attempt? One rule for the screen and for the record."""

from __future__ import annotations

from wellserved.records.models import Attempt, Centre, EngineMarking


def draft_is_open(attempt: Attempt) -> bool:
    """Practice: always. Assessment: once a person has reviewed; before that only where the centre shows
    the draft before the assessor decides and the attempt was not drawn to be decided blind."""
    if attempt.kind == Attempt.Kind.PRACTICE or attempt.reviews.exists():
        return True
    return attempt.enrolment.centre.draft_shown == Centre.DraftShown.BEFORE and not attempt.blind


def draft_shown_for(attempt: Attempt) -> EngineMarking | None:
    """The draft that an assessor's screen shows now, or None."""
    return latest_marking(attempt) if draft_is_open(attempt) else None


def latest_marking(attempt: Attempt) -> EngineMarking | None:
    """The newest draft, whether or not anyone may see it; None while the attempt waits to be marked."""
    return attempt.engine_markings.order_by("-made_at", "-id").first()
