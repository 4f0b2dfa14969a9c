"""The packed files that .docx and .odt are: one part is unpacked at a time, and never more than the limit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from wellserved.adapters.evidence.errors import Reason, Unreadable
from wellserved.adapters.evidence.limits import MOST_XML

_SEALED = 0x1  # the flag of a part that needs a password


@contextmanager
def opened(content: bytes) -> Iterator[ZipFile]:
    try:
        with ZipFile(BytesIO(content)) as parts:
            yield parts
    except BadZipFile:
        raise Unreadable(Reason.DAMAGED) from None


def has(parts: ZipFile, name: str) -> bool:
    return name in parts.NameToInfo


def part(parts: ZipFile, name: str) -> bytes:
    """What the part unpacks to, whatever size the archive claims for it. Raises Unreadable."""
    if not has(parts, name):
        raise Unreadable(Reason.DAMAGED)
    if parts.getinfo(name).flag_bits & _SEALED:
        raise Unreadable(Reason.LOCKED)
    with parts.open(name) as packed:
        content = packed.read(MOST_XML + 1)
    if len(content) > MOST_XML:
        raise Unreadable(Reason.DAMAGED)
    return content
