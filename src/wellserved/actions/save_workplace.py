"""A learner keeps notes on their own workplace, to write from. As with drafts, the log does not tell of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from wellserved.actions.errors import WorkplaceConflict
from wellserved.actions.permission import require_learner
from wellserved.actions.words import check_comment
from wellserved.records.models import Person, Workplace

FIELDS = ("job", "organisation", "deciders", "procedures", "customers")


@transaction.atomic
def save_workplace(person: Person, *, words: Mapping[str, str], revision: int, now: datetime) -> Workplace:
    """`words` by the names in FIELDS; `revision` is the one that the screen last saw, 0 for none.

    Raises WorkplaceConflict when another screen has saved other words since, NotFound and Refused.
    """
    require_learner(person)
    given = {field: words.get(field, "") for field in FIELDS}
    for field, text in given.items():
        check_comment(field, text)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # one save of a learner at a time
    stored = Workplace.objects.filter(person=person).first() or Workplace(person=person, saved_at=now)
    if all(getattr(stored, field) == text for field, text in given.items()):
        return stored
    if stored.revision != revision:
        raise WorkplaceConflict(stored)
    for field, text in given.items():
        setattr(stored, field, text)
    stored.revision, stored.saved_at = revision + 1, now
    stored.save()
    return stored
