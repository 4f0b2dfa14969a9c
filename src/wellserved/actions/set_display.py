"""A person says how pages are shown to them: size of text, spacing, and the language of the interface.

It is no part of anybody's record, and may hint at a disability: it is kept with the person and never in the log.
"""

from __future__ import annotations

from wellserved.actions.errors import Refused
from wellserved.records.models import Person


def set_display(person: Person, *, text_size: str, spacing: str, language: str) -> Person:
    """Raises Refused for a choice that does not exist."""
    check_display(text_size=text_size, spacing=spacing, language=language)
    person.text_size, person.spacing, person.language = text_size, spacing, language
    person.save(update_fields=["text_size", "spacing", "language"])
    return person


def check_display(*, text_size: str, spacing: str, language: str) -> None:
    _check("text_size", text_size, Person.TextSize.values)
    _check("spacing", spacing, Person.Spacing.values)
    _check("language", language, Person.Language.values)


def _check(field: str, chosen: str, known: list[str]) -> None:
    if chosen not in known:
        raise Refused(field, f"{chosen[:40]!r} is no choice", f"Choose one of: {', '.join(known)}.")
