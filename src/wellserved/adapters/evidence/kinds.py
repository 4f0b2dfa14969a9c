"""Which kind of file is it? Its first bytes say so; its name is never asked."""

from __future__ import annotations

import re
import unicodedata

from wellserved.adapters.evidence import archive, opendocument, plain, word
from wellserved.adapters.evidence.errors import Reason, Unreadable
from wellserved.adapters.evidence.limits import MOST_CHARACTERS

_PDF_WITHIN = 1024  # bytes before the mark of a PDF that readers put up with
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_GAPS = re.compile(r"\n{3,}")
_SPACES_AT_END = re.compile(r"[ \t\xa0]+$", re.MULTILINE)


def text_of(content: bytes) -> str:
    """Raises Unreadable; any other exception means that the file is broken."""
    text = _tidy(_read(content))
    if not text:
        raise Unreadable(Reason.NO_TEXT)
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(Reason.TOO_LONG)
    return text


def _read(content: bytes) -> str:
    if content.startswith(_OLE):
        raise Unreadable(Reason.OLD_WORD)
    if content.startswith(_ZIP):
        return _read_archive(content)
    if b"%PDF-" in content[:_PDF_WITHIN]:
        from wellserved.adapters.evidence import pdf  # takes longer to load than any other kind takes to read

        return pdf.read(content)
    return plain.read(content)


def _read_archive(content: bytes) -> str:
    with archive.opened(content) as parts:
        if word.is_word(parts):
            return word.read(parts)
        if opendocument.is_opendocument(parts):
            return opendocument.read(parts)
    raise Unreadable(Reason.UNKNOWN_KIND)


def _tidy(text: str) -> str:
    """Line ends as one sign, no more than one empty line together, and nothing that cannot be shown or kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    text = "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))
    return _GAPS.sub("\n\n", _SPACES_AT_END.sub("", text)).strip("\n")
