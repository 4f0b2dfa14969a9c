"""What a learner types at the desk is kept while they write. As with other drafts, the log does not tell of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from wellserved.actions.errors import DraftConflict, Refused
from wellserved.actions.permission import contact_of
from wellserved.actions.words import check_comment, check_draft
from wellserved.records.models import ContactDraft, Person

MOST_FIELDS = 40


@transaction.atomic
def save_contact_draft(
    person: Person,
    contact_id: uuid.UUID | str,
    *,
    text: str,
    fields: Mapping[str, str] | None = None,
    revision: int,
    now: datetime,
) -> ContactDraft:
    """`revision` is the one that the screen last saw, 0 for none; `fields` None leaves what stands in the others.

    Raises DraftConflict when another screen has saved another message since, NotFound and Refused.
    """
    contact = contact_of(person, contact_id)
    check_draft(text)
    typed = {name: value for name, value in (fields or {}).items() if value}
    if len(typed) > MOST_FIELDS or any(len(name) > 80 for name in typed):
        raise Refused("deed", "It has too many fields", "Open the page again.")
    for name, value in typed.items():
        check_comment(name, value)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # one save of a learner at a time
    draft = ContactDraft.objects.filter(contact=contact).first() or ContactDraft(contact=contact, saved_at=now)
    wanted = draft.fields if fields is None else typed
    if draft.text == text and draft.fields == wanted and draft.revision:
        return draft
    if draft.text != text and draft.revision != revision:
        raise DraftConflict(stored=draft.text, sent=text, revision=draft.revision)
    draft.text, draft.fields, draft.revision, draft.saved_at = text, dict(wanted), draft.revision + 1, now
    draft.save()
    return draft
