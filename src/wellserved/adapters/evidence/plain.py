"""Plain text: UTF-8 or UTF-16, and what Windows wrote before those. Anything with control codes is no text."""

from __future__ import annotations

import codecs
import re

from wellserved.adapters.evidence.errors import Reason, Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_RICH_TEXT = b"{\\rtf"


def read(content: bytes) -> str:
    if content.lstrip().startswith(_RICH_TEXT):
        raise Unreadable(Reason.UNKNOWN_KIND)
    text = _decoded(content)
    if _CONTROL.search(text):
        raise Unreadable(Reason.UNKNOWN_KIND)
    return text


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _as(encoding, content)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _as("cp1252", content)


def _as(encoding: str, content: bytes) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(Reason.UNKNOWN_KIND) from None
