"""What a name, an address, a cohort's name and a reason must be before they can be stored."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from wellserved.actions.errors import Refused

LONGEST_NAME = 200
LONGEST_EMAIL = 254
LONGEST_REASON = 500
FORMULA = ("=", "+", "-", "@")  # a spreadsheet would run a cell that begins so


def name_from(text: str, *, field: str = "full_name", longest: int = LONGEST_NAME) -> str:
    """The name without spaces around it; raises Refused."""
    name = text.strip()
    if not name:
        raise Refused(field, "There is no name", "Write a name.")
    if len(name) > longest:
        raise Refused(field, f"The name has {len(name)} characters; {longest} is the most", "Shorten it.")
    if any(unicodedata.category(character) in ("Cc", "Cs", "Cn", "Co") for character in name):
        raise Refused(field, "The name holds characters that cannot be shown", "Type it again.")
    if name.startswith(FORMULA):
        raise Refused(field, f"The name begins with {name[0]}, as a spreadsheet formula does", "Remove that sign.")
    return name


def email_from(text: str) -> str:
    """The address in lower case, without spaces around it; raises Refused."""
    email = text.strip().lower()
    if len(email) > LONGEST_EMAIL:
        raise Refused("email", f"The address has {len(email)} characters; {LONGEST_EMAIL} is the most", "Check it.")
    try:
        validate_email(email)
    except ValidationError:
        raise Refused("email", "This is no email address", "Write one like name@example.org.") from None
    if email.startswith(FORMULA):
        raise Refused("email", f"The address begins with {email[0]}, as a spreadsheet formula does", "Check it.")
    return email


def reason_from(text: str, *, field: str = "reason") -> str:
    """The reason without spaces around it; raises Refused when there is none."""
    reason = text.strip()
    if not reason or "\0" in reason:
        raise Refused(field, "There is no reason", "Say why in a sentence: it is kept with your name.")
    if len(reason) > LONGEST_REASON:
        raise Refused(field, f"It has {len(reason)} characters; {LONGEST_REASON} is the most", "Shorten it.")
    return reason
