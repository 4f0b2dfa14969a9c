"""OpenDocument text, .odt: paragraphs, headings and list items of its content; comments and notes are left out."""

from __future__ import annotations

from typing import Any
from zipfile import ZipFile

from wellserved.adapters.evidence import archive
from wellserved.adapters.evidence.errors import Reason, Unreadable
from wellserved.adapters.evidence.lines import Lines, Name, parse

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"
MIMETYPE = "mimetype"
_TEXT_DOCUMENT = b"application/vnd.oasis.opendocument.text"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_NOT_TEXT = {
    (_TEXT, "tracked-changes"),
    (_TEXT, "note"),
    (_OFFICE, "annotation"),
}
_MOST_SPACES = 100


def is_opendocument(parts: ZipFile) -> bool:
    return (
        archive.has(parts, CONTENT)
        and archive.has(parts, MIMETYPE)
        and archive.part(parts, MIMETYPE).strip().startswith(_TEXT_DOCUMENT)
    )


def read(parts: ZipFile) -> str:
    if archive.has(parts, MANIFEST) and b"encryption-data" in archive.part(parts, MANIFEST):
        raise Unreadable(Reason.LOCKED)
    return parse(archive.part(parts, CONTENT), _OpenDocument())


class _OpenDocument(Lines):
    def __init__(self) -> None:
        super().__init__()
        self._item_begins = False  # the next paragraph is the first of a list item
        self._items: list[bool] = []

    def leaves_out(self, name: Name) -> bool:
        return name in _NOT_TEXT

    def begin(self, name: Name, attrs: Any) -> None:
        space, kind = name
        if space != _TEXT:
            return
        if kind in ("p", "h"):
            self.begin_line()
            self._items.append(self._item_begins)
            self._item_begins = False
        elif kind == "list-item":
            self._item_begins = True
        elif kind == "tab":
            self.add("\t")
        elif kind == "line-break":
            self.add("\n")
        elif kind == "s":
            self.add(" " * _count(attrs.get((_TEXT, "c"), "1")))

    def end(self, name: Name) -> None:
        if name in ((_TEXT, "p"), (_TEXT, "h")):
            self.end_line(item=self._items.pop())
        elif name == (_TEXT, "list-item"):
            self._item_begins = False

    def characters(self, content: str) -> None:
        if not self._left_out:
            self.add(content.replace("\n", " "))  # line ends between elements are no line ends of the text


def _count(spaces: str) -> int:
    return min(int(spaces), _MOST_SPACES) if spaces.isascii() and spaces.isdigit() else 1
