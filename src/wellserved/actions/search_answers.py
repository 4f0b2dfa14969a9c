"""Somebody searches the answers of their centres. The log tells that they did, and never for what."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wellserved.actions.errors import NotFound, Refused
from wellserved.actions.log import Happening, add_event
from wellserved.actions.permission import Role, centres_where
from wellserved.actions.words import check_comment
from wellserved.records.models import Person

SHORTEST, LONGEST = 3, 100  # characters of a phrase


@transaction.atomic
def search_answers(person: Person, phrase: str, *, now: datetime) -> str:
    """The phrase as it is searched for: its words with one space between them. A row in the log of each centre where
    the person is assessor or IQA. Raises NotFound for everybody else, and Refused (field `phrase`)."""
    roles = {role: centres_where(person, role) for role in (Role.IQA, Role.ASSESSOR)}
    by_centre = {centre.pk: (centre, role) for role, centres in roles.items() for centre in centres}
    if not by_centre:
        raise NotFound("no answers for this person")
    check_comment("phrase", phrase)
    words = " ".join(phrase.split())
    if not SHORTEST <= len(words) <= LONGEST:
        problem = f"The phrase has {len(words)} character{'' if len(words) == 1 else 's'}"
        raise Refused("phrase", problem, f"Search for {SHORTEST} to {LONGEST} characters.")
    for _, (centre, role) in sorted(by_centre.items()):
        happening = Happening("searched_answers", "centre", str(centre.pk), {"characters": len(words)})
        add_event(happening, centre=centre, actor=person, role=role, now=now)
    return words
