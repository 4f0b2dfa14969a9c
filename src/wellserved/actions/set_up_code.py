"""The one-time code that lets whoever sees the server's output, and nobody else, set the centre up."""

from __future__ import annotations

import hashlib
import secrets

from wellserved.actions.errors import NotAllowed
from wellserved.records.models import SetUp

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that look alike


def new_code() -> str:
    """Sixteen letters in groups of four: 80 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def digest_of(code: str) -> str:
    plain = "".join(character for character in code.upper() if character.isalnum())
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()


def is_set_up_code(code: str) -> bool:
    open_set_up = SetUp.objects.filter(finished_at=None).exclude(code_digest="").first()
    return open_set_up is not None and secrets.compare_digest(open_set_up.code_digest, digest_of(code))


def set_up_for(code: str) -> SetUp:
    """The set-up that the code opens, locked until the transaction ends; raises NotAllowed."""
    found = SetUp.objects.select_for_update().filter(finished_at=None).exclude(code_digest="").first()
    if found is None or not secrets.compare_digest(found.code_digest, digest_of(code)):
        raise NotAllowed("This set-up code does not work, or works no more. The server prints a new one at each start.")
    return found
