"""Reads XML as a stream and gathers its paragraphs as lines, so that neither depth nor size of a file can hurt.

Document types and entities are refused: no word processor writes them.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler, feature_namespaces

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from wellserved.adapters.evidence.errors import Reason, Unreadable
from wellserved.adapters.evidence.limits import MOST_CHARACTERS

ITEM = "- "
Name = tuple[str | None, str]


class Lines(ContentHandler):
    """The lines of a document. What an element means is for the two methods `begin` and `end` of a format.

    A paragraph inside another (a text box) becomes a line of its own, before the one that holds it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[str] = []
        self._open: list[list[str]] = []  # paragraphs begun and not ended, the innermost last
        self._left_out = 0  # depth of elements whose words are not the learner's text
        self._found = 0

    def startElementNS(self, name: Name, qname: str | None, attrs: Any) -> None:
        if self._left_out or self.leaves_out(name):
            self._left_out += 1
        else:
            self.begin(name, attrs)

    def endElementNS(self, name: Name, qname: str | None) -> None:
        if self._left_out:
            self._left_out -= 1
        else:
            self.end(name)

    def leaves_out(self, name: Name) -> bool:
        raise NotImplementedError

    def begin(self, name: Name, attrs: Any) -> None:
        raise NotImplementedError

    def end(self, name: Name) -> None:
        raise NotImplementedError

    def begin_line(self) -> None:
        self._open.append([])

    def add(self, text: str) -> None:
        """Words of the line that is open; outside a paragraph nothing is text."""
        if self._open:
            self._found += len(text)
            if self._found > MOST_CHARACTERS * 2:
                raise Unreadable(Reason.TOO_LONG)
            self._open[-1].append(text)

    def end_line(self, *, item: bool) -> None:
        line = "".join(self._open.pop())
        self._lines.append(ITEM + line.lstrip() if item and line.strip() else line)

    def text(self) -> str:
        return "\n".join(self._lines)


def parse(content: bytes, lines: Lines) -> str:
    """Raises Unreadable for XML that is broken, or that defines entities."""
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(lines)
    try:
        parser.parse(BytesIO(content))
    except (SAXParseException, DefusedXmlException, UnicodeError):
        raise Unreadable(Reason.DAMAGED) from None
    return lines.text()
