"""What a text must be before it can be stored. Nothing is normalised: it is stored as sent, or refused."""

from __future__ import annotations

import re

from wellserved.actions.errors import NotFound, Refused

MOST_IN_ANSWER = 20_000  # code points
MOST_IN_DRAFT = 100_000  # a draft may be too long to hand in and must still be kept
MOST_IN_COMMENT = 4_000
SLUG = re.compile(r"[a-z0-9_-]{1,80}")


def check_answer(text: str) -> None:
    check_storable("text", text)
    if not text.strip():
        raise Refused("text", "There are no words in it yet", "Write your answer, then hand it in.")
    if len(text) > MOST_IN_ANSWER:
        raise Refused(
            "text",
            f"The answer has {len(text):,} characters; {MOST_IN_ANSWER:,} is the most",
            "Shorten it. Your words are still in the box.",
        )


def check_draft(text: str) -> None:
    check_storable("text", text)
    _check_length("text", text, MOST_IN_DRAFT)


def check_comment(field: str, text: str) -> None:
    check_storable(field, text)
    _check_length(field, text, MOST_IN_COMMENT)


def require_slug(text: str) -> None:
    """Raises NotFound for an id that no unit and no point can have, before a database has to read it."""
    if not SLUG.fullmatch(text):
        raise NotFound(f"{text[:80]!r} is no id")


def _check_length(field: str, text: str, most: int) -> None:
    if len(text) > most:
        raise Refused(field, f"It has {len(text):,} characters; {most:,} is the most", "Shorten it.")


def check_storable(field: str, text: str) -> None:
    for place, character in enumerate(text, 1):
        if character == "\0":
            raise Refused(field, f"Character {place:,} is a NUL", "Remove it: it cannot be shown or kept.")
        if "\ud800" <= character <= "\udfff":
            raise Refused(
                field,
                f"Character {place:,} is half of a broken symbol",
                "Delete that symbol and type it again.",
            )
