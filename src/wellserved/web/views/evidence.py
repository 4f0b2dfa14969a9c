"""A learner's file becomes text in the editor. The file is read and dropped; the text is a draft as any other."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext, gettext_noop, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from wellserved.actions.errors import NotFound
from wellserved.actions.permission import enrolment_of
from wellserved.adapters import evidence
from wellserved.adapters.evidence import Reason, Unreadable
from wellserved.adapters.evidence.limits import MOST_BYTES
from wellserved.web.door import person_of, signed_in
from wellserved.web.views.learning import editor_sent, save_and_show, wants_json

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


@never_cache
@require_POST
def read_evidence(request: HttpRequest, unit: str, point: str) -> HttpResponse:
    """The page's script asks for JSON and puts the text into the editor; without a script it is added to the draft."""
    if not wants_json(request):
        return signed_in(_add_to_draft)(request, unit, point)
    if not request.user.is_authenticated:
        return JsonResponse(
            {"problem": gettext("You are signed out. Sign in again, then choose the file.")}, status=401
        )
    return _for_script(request, unit)


def _for_script(request: HttpRequest, unit: str) -> HttpResponse:
    try:
        enrolment_of(person_of(request), unit)
        text = _text(request)
    except NotFound:
        return JsonResponse({"problem": gettext("This task is not open to you any more.")}, status=404)
    except Unreadable as found:
        return JsonResponse({"problem": gettext(PROBLEMS[found.reason])}, status=422)
    return JsonResponse({"text": text, "said": _said(text)})


def _add_to_draft(request: HttpRequest, unit: str, point: str) -> HttpResponse:
    """The words that were typed are saved whether or not the file can be read."""
    enrolment_of(person_of(request), unit)
    editor = editor_sent(request)
    try:
        text = _text(request)
    except Unreadable as found:
        messages.error(request, gettext(PROBLEMS[found.reason]))
    else:
        messages.success(request, _said(text))
        editor = replace(editor, text=f"{editor.text}\n\n{text}" if editor.text.strip() else text)
    return save_and_show(request, unit, point, editor)


def _text(request: HttpRequest) -> str:
    sent = request.FILES.get("evidence")
    if sent is None:
        raise Unreadable(Reason.EMPTY)
    if sent.size is None or sent.size > MOST_BYTES:
        raise Unreadable(Reason.TOO_BIG)
    return evidence.read_evidence(sent.read())


def _said(text: str) -> str:
    count = len(text.split())
    return ngettext(
        "%(count)s word from your file is in your answer now. Check it, and change what you like.",
        "%(count)s words from your file are in your answer now. Check them, and change what you like.",
        count,
    ) % {"count": f"{count:,}"}
