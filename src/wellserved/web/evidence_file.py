"""The file field of the task page: what is read from it, and what the page says of it. The file is never kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop, ngettext

from wellserved.actions.errors import Refused
from wellserved.adapters.evidence import Reason, Unreadable, read_evidence
from wellserved.adapters.evidence.limits import MOST_BYTES

PROBLEMS = {
    Reason.EMPTY: gettext_noop("There is no file, or nothing in it. Choose a file first."),
    Reason.TOO_BIG: gettext_noop(
        "The file is larger than 10 MB. Save it without its pictures, or copy its text and paste it."
    ),
    Reason.UNKNOWN_KIND: gettext_noop(
        "This kind of file cannot be read. Save it as .docx, .odt, .pdf or plain text, or copy its text and paste it."
    ),
    Reason.OLD_WORD: gettext_noop(
        "This is an older Word file (.doc), or one with a password. Save it as .docx without a password."
    ),
    Reason.LOCKED: gettext_noop("The file needs a password. Save a copy without one, or copy its text and paste it."),
    Reason.DAMAGED: gettext_noop(
        "The file could not be read; it may be damaged. Open it on your device and save it again, or copy its text "
        "and paste it."
    ),
    Reason.NO_TEXT: gettext_noop(
        "No text was found in the file. It may be a scan or a picture: type your answer instead."
    ),
    Reason.TOO_LONG: gettext_noop(
        "The file has more than 100,000 characters. Copy the part that answers this task and paste it."
    ),
    Reason.BUSY: gettext_noop("Too many files are being read just now. Wait a minute, then try again."),
}


@dataclass(frozen=True, slots=True)
class FileRead:
    text: str  # "" when it could not be read
    said: str


def read(request: HttpRequest) -> FileRead:
    try:
        text = _text(request)
    except Unreadable as found:
        return FileRead("", gettext(PROBLEMS[found.reason]))
    return FileRead(text, _said(text))


def refuse_unread(request: HttpRequest) -> None:
    """A file that was chosen and whose text is not in the answer would be lost without a word."""
    if request.POST.get("evidence"):
        raise Refused(
            "evidence",
            "The file you chose is not in your answer yet",
            "Choose it again and put its text into your answer, or hand in without it.",
        )


def _text(request: HttpRequest) -> str:
    sent = request.FILES.get("evidence")
    if sent is None:
        raise Unreadable(Reason.EMPTY)
    if sent.size is None or sent.size > MOST_BYTES:
        raise Unreadable(Reason.TOO_BIG)
    return read_evidence(sent.read())


def _said(text: str) -> str:
    count = len(text.split())
    return ngettext(
        "%(count)s word from your file is in your answer now. Check it, and change what you like.",
        "%(count)s words from your file are in your answer now. Check them, and change what you like.",
        count,
    ) % {"count": f"{count:,}"}
