"""Word's .docx and .docm. The main part's paragraphs are read; macros, pictures, comments and notes never are.

Deleted and moved-away words of tracked changes do not count as text.
"""

from __future__ import annotations

from typing import Any
from zipfile import ZipFile

from wellserved.adapters.evidence import archive
from wellserved.adapters.evidence.lines import Lines, Name, parse

MAIN = "word/document.xml"
NO_LIST = "0"
_WORDS = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # the strict form
)
_CHOICES = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_GONE = ("del", "moveFrom", "pPrChange")  # as it was before a tracked change
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def is_word(parts: ZipFile) -> bool:
    return archive.has(parts, MAIN)


def read(parts: ZipFile) -> str:
    return parse(archive.part(parts, MAIN), _Word())


class _Word(Lines):
    def __init__(self) -> None:
        super().__init__()
        self._items: list[bool] = []  # whether each open paragraph is a list item
        self._in_text = False
        self._in_tabs = False  # where tab stops are defined, which are no tabs

    def leaves_out(self, name: Name) -> bool:
        return name == (_CHOICES, "Fallback") or (name[0] in _WORDS and name[1] in _GONE)

    def begin(self, name: Name, attrs: Any) -> None:
        space, kind = name
        if space not in _WORDS:
            return
        if kind == "p":
            self.begin_line()
            self._items.append(False)
        elif kind == "numId" and self._items:
            self._items[-1] = attrs.get((space, "val")) != NO_LIST
        elif kind == "tabs":
            self._in_tabs = True
        elif kind == "t":
            self._in_text = True
        elif kind in _BREAKS and not self._in_tabs:
            self.add(_BREAKS[kind])

    def end(self, name: Name) -> None:
        space, kind = name
        if space not in _WORDS:
            return
        if kind == "p" and self._items:
            self.end_line(item=self._items.pop())
        elif kind == "tabs":
            self._in_tabs = False
        elif kind == "t":
            self._in_text = False

    def characters(self, content: str) -> None:
        if self._in_text and not self._left_out:
            self.add(content)
