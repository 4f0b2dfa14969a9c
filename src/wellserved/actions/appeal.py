"""A learner queries a decision, once and with a reason: stage 1 of an appeal. Another assessor answers."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from wellserved.actions.errors import NotAllowed, Refused
from wellserved.actions.log import Happening, add_event
from wellserved.actions.permission import Role, attempt_for
from wellserved.actions.review import require_fresh
from wellserved.actions.words import check_comment
from wellserved.assessment.appeals import why_no_appeal
from wellserved.assessment.judge import DecidedPoint, judge
from wellserved.records.models import Appeal, Attempt, Person, Review


@transaction.atomic
def appeal(person: Person, attempt_id: uuid.UUID | str, *, reason: str, seen: int, now: datetime) -> Appeal:
    """`seen` is the number of the last review that the learner's screen showed.

    Raises NotFound, NotAllowed, StaleScreen and Refused (field `reason`).
    """
    check_comment("reason", reason)
    attempt = attempt_for(person, attempt_id)
    if attempt.learner_id != person.pk:
        raise NotAllowed("Only the learner queries a decision on their answer.")
    Attempt.objects.select_for_update(no_key=True).get(pk=attempt.pk)
    require_fresh(attempt, seen)
    standing = attempt.reviews.order_by("sequence").last()
    if why := _why_not(attempt, standing):
        raise Refused("reason", why, "Talk to your assessor if something is still wrong.")
    if standing is None or not reason.strip():
        raise Refused("reason", "It does not say why", "Say what the decision overlooks, in a sentence or two.")
    stored = Appeal.objects.create(attempt=attempt, review=standing, reason=reason.strip(), at=now)
    happening = Happening("appealed", "attempt", str(attempt.pk), {"sequence": standing.sequence})
    add_event(happening, centre=attempt.enrolment.centre, actor=person, role=Role.LEARNER, now=now)
    return stored


def _why_not(attempt: Attempt, standing: Review | None) -> str:
    newer = Attempt.objects.filter(
        learner=attempt.learner_id, unit=attempt.unit_id, point=attempt.point, kind=attempt.kind
    ).filter(number__gt=attempt.number)
    return why_no_appeal(
        _outcome(standing),
        appealed=Appeal.objects.filter(attempt=attempt).exists(),
        handed_in_again=newer.exists(),
    )


def _outcome(standing: Review | None) -> str:
    if standing is None:
        return ""
    decided = [DecidedPoint(d.point, d.outcome, standing.by.full_name) for d in standing.decisions.all()]
    return judge(decided).outcome or Review.Outcome.REFERRED_BACK
