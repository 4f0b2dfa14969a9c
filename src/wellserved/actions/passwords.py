"""What a password must be."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from wellserved.actions.errors import Refused
from wellserved.records.models import Person

LONGEST_PASSWORD = 1_000


def check_password(person: Person, password: str) -> None:
    """Django's validators, as the settings name them; raises Refused with everything that is wrong."""
    if "\0" in password or len(password) > LONGEST_PASSWORD:
        raise Refused("password", "This password cannot be stored", f"Use up to {LONGEST_PASSWORD:,} characters.")
    try:
        validate_password(password, person)
    except ValidationError as problems:
        said = " ".join(problems.messages).rstrip(".")
        raise Refused("password", said, "A sentence of four or five words is easy to keep in mind.") from None
