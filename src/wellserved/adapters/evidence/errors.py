"""Why a file could not be read. The door puts it into words."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    EMPTY = "empty"  # nothing was sent
    TOO_BIG = "too_big"
    UNKNOWN_KIND = "unknown_kind"
    OLD_WORD = "old_word"  # .doc, or a .docx with a password: both are the same kind of container
    LOCKED = "locked"  # needs a password
    DAMAGED = "damaged"  # broken, or made to do harm
    NO_TEXT = "no_text"  # pages and no words: a scan
    TOO_LONG = "too_long"  # more words than a draft can hold
    BUSY = "busy"  # too many files are being read just now


class Unreadable(Exception):
    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.value)
