"""A learner's words are kept while they write."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wellserved.actions.errors import DraftConflict, NotFound
from wellserved.actions.permission import enrolment_of
from wellserved.actions.words import check_draft, require_slug
from wellserved.records.models import Criterion, Draft, Person


@transaction.atomic
def save_draft(person: Person, *, unit: str, point: str, text: str, revision: int, now: datetime) -> Draft:
    """`revision` is the one that the screen last saw, 0 for none. The stored words again are no conflict.

    Raises DraftConflict when another screen has saved other words since, NotFound and Refused.
    """
    check_draft(text)
    require_slug(point)
    enrolment_of(person, unit)
    if not Criterion.objects.filter(outcome__unit_id=unit, slug=point).exists():
        raise NotFound(f"no marking point {point!r} in unit {unit!r}")
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # one save of a learner at a time
    draft = Draft.objects.filter(person=person, unit_id=unit, point=point).first() or Draft(
        person=person, unit_id=unit, point=point
    )
    if draft.text == text and draft.pk:
        return draft
    if draft.revision != revision:
        raise DraftConflict(stored=draft.text, sent=text, revision=draft.revision)
    draft.text, draft.revision, draft.saved_at = text, revision + 1, now
    draft.save()
    return draft
