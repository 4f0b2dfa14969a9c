"""PDF holds signs at places on a page and no paragraphs: lines that the page's width has cut are joined again."""

from __future__ import annotations

import re
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError

from wellserved.adapters.evidence.errors import Reason, Unreadable
from wellserved.adapters.evidence.limits import MOST_CHARACTERS
from wellserved.adapters.evidence.lines import ITEM

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": "", "\u200b": ""}
)
_BULLET = re.compile(r"^\s*(?:[•‣▪●○◦■□\uf0b7\uf0a7\uf0d8]|[-–*](?=\s))\s*")
_NUMBERED = re.compile(r"^\s*\(?(?:\d{1,2}|[a-hA-H])[.)]\s")
_ENDS = (".", "!", "?", ":", ";", ".”", ".’", '."', ".'", ".)", "?”", "!”")
_FULL = 0.6  # a line at least so long, as a share of the page's longest, was cut by the page's width


def read(content: bytes) -> str:
    try:
        return _read(PdfReader(BytesIO(content)))
    except (FileNotDecryptedError, DependencyError):
        raise Unreadable(Reason.LOCKED) from None


def _read(reader: PdfReader) -> str:
    """A PDF may be sealed with an empty password: anybody opens it, and so may we."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(Reason.LOCKED)
    pages: list[str] = []
    found = 0
    for page in reader.pages:
        pages.append(joined(page.extract_text().translate(_LIGATURES).splitlines()))
        found += len(pages[-1])
        if found > MOST_CHARACTERS * 2:
            raise Unreadable(Reason.TOO_LONG)
    return "\n".join(pages)


def joined(lines: list[str]) -> str:
    """The lines of a page with cut sentences made whole. A line that begins an item, or follows a stop, stays."""
    lines = [line.strip() for line in lines]
    longest = max(map(len, lines), default=0)
    made: list[str] = []
    before = ""  # the last line as it stood on the page
    for line in lines:
        marked = _BULLET.match(line)
        item = bool(marked) or bool(_NUMBERED.match(line))
        words = ITEM + line[marked.end() :] if marked else line
        if made and not item and _goes_on(made[-1], before, line, longest):
            made[-1] += ("" if made[-1].endswith(("-", " ")) else " ") + line
        else:
            made.append(words)
        before = line
    return "\n".join(made)


def _goes_on(made: str, before: str, line: str, longest: int) -> bool:
    if not made.strip() or not line:
        return False
    if made == ITEM:
        return True  # the sign of an item stood alone on its line
    if before.endswith(_ENDS):
        return False
    return line[0].islower() or len(before) >= _FULL * longest
