"""The learner's pages: my work, a task and its draft."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellserved.actions import save_draft as drafts
from wellserved.actions.errors import DraftConflict, NotFound, Refused
from wellserved.actions.permission import attempt_for, enrolment_of
from wellserved.actions.submit_answer import submit_answer
from wellserved.actions.words import MOST_IN_DRAFT
from wellserved.curriculum import library
from wellserved.records.models import Attempt, Person
from wellserved.reports.attempt_line import AttemptLine
from wellserved.reports.attempt_result import attempt_result, attempt_text
from wellserved.reports.learner_coverage import learner_coverage
from wellserved.reports.learner_work import learner_work
from wellserved.reports.task_shown import TaskShown, task_shown
from wellserved.web import evidence_file
from wellserved.web.door import is_writer, not_the_writer, person_of, revision_in, signed_in, wants_json
from wellserved.web.offline import opens_offline
from wellserved.writing.coach import coach

DECLARATION = "This is my own work. I wrote it myself, and I say in the text what I took from somewhere else."


@dataclass(frozen=True, slots=True)
class Editor:
    """What stands in the form of the task page."""

    text: str
    revision: str
    key: str
    follows: str = ""
    started_from: AttemptLine | None = None
    draft_instead: bool = False  # an attempt was asked for, and the draft already begun stands here
    declared: bool = False
    missing: tuple[str, ...] = ()  # what was missing in the attempt that this one improves
    problems: dict[str, Refused] = field(default_factory=dict)
    conflict: dict[str, str] | None = None


@require_safe
@never_cache
@opens_offline
@signed_in
def learner_home(request: HttpRequest) -> HttpResponse:
    return render(request, "web/learner_home.html", {"work": learner_work(person_of(request), timezone.localdate())})


@require_safe
@opens_offline
@signed_in
def coverage(request: HttpRequest, unit: str) -> HttpResponse:
    person = person_of(request)
    enrolment_of(person, unit)
    return render(request, "web/coverage.html", {"coverage": learner_coverage(person, unit)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@opens_offline
@signed_in
def task(request: HttpRequest, unit: str, point: str) -> HttpResponse:
    person = person_of(request)
    shown = _task(person, unit, point)
    if request.method == "POST":
        return _hand_in(request, person, shown)
    return _page(request, shown, _opened(request, person, shown))


@never_cache
@require_POST
@signed_in
def save_draft(request: HttpRequest, unit: str, point: str) -> HttpResponse:
    """The page's script asks for JSON and stays where it is; without a script the page comes back."""
    person = person_of(request)
    if not is_writer(request, person):
        return not_the_writer(request)
    if wants_json(request):
        return _save_draft_for_script(request, person, unit, point)
    return _save_and_go_on(request, _task(person, unit, point), _sent(request))


def _save_and_go_on(request: HttpRequest, shown: TaskShown, editor: Editor) -> HttpResponse:
    person, unit, point = person_of(request), shown.unit.id, shown.point.id
    try:
        _save(person, unit, point, editor.text, editor.revision)
    except Refused as refused:
        return _page(request, shown, replace(editor, problems={refused.field: refused}), 422)
    except DraftConflict as conflict:
        both = {"theirs": conflict.stored}
        editor = replace(editor, revision=str(conflict.revision), conflict=both)
        return _page(request, shown, editor, 409)
    messages.success(request, "Draft saved.")
    return redirect(_after_saving(request, unit, point))


def _after_saving(request: HttpRequest, unit: str, point: str) -> str:
    """Where the button that saved the draft leads: the coach's questions, the table, or the task."""
    then = request.POST.get("then")
    if then == "table":
        return reverse("answer-table", args=[unit, point])
    return reverse("task", args=[unit, point]) + ("#coach" if then == "coach" else "")


@never_cache
@require_POST
def ask_coach(request: HttpRequest, unit: str, point: str) -> HttpResponse:
    """For the page's script: signed out, it gets no sign-in page to put beside the editor."""
    if not request.user.is_authenticated and "hx-request" in request.headers:
        return HttpResponse(status=401)
    return signed_in(_ask_coach)(request, unit, point)


def _ask_coach(request: HttpRequest, unit: str, point: str) -> HttpResponse:
    """The coach's questions on the words as they stand in the editor. Nothing is kept."""
    enrolment_of(person_of(request), unit)
    try:
        help_, marking_point = library.writing_help(unit)[point], library.scheme(unit).point(point)
    except KeyError:
        raise NotFound("no such task") from None
    text = request.POST.get("text", "")[:MOST_IN_DRAFT]
    return render(request, "web/_coach.html", {"advice": coach(text, marking_point, help_.checks)})


@never_cache
@require_POST
@signed_in
def take_from_workplace(request: HttpRequest, unit: str, point: str) -> HttpResponse:
    """Puts a note below the words in the editor and saves the draft; the page's script does it where the cursor is."""
    if not is_writer(request, person_of(request)):
        return not_the_writer(request)
    shown = _task(person_of(request), unit, point)
    note = next((note for note in shown.workplace.kept if note.field == request.POST.get("take")), None)
    if note is None:
        raise NotFound("no such note")
    editor = _sent(request)
    text = f"{editor.text}\n\n{note.text}" if editor.text.strip() else note.text
    return _save_and_go_on(request, shown, replace(editor, text=text))


@never_cache
@require_POST
@signed_in
def read_evidence(request: HttpRequest, unit: str, point: str) -> HttpResponse:
    """The text of a file: for the page's script to put into the editor, without a script added to the draft.

    The words that were typed are saved whether or not the file can be read.
    """
    if not is_writer(request, person_of(request)):
        return not_the_writer(request)
    shown, editor = _task(person_of(request), unit, point), _sent(request)
    read = evidence_file.read(request)
    if wants_json(request):
        return JsonResponse({"text": read.text, "said": read.said}, status=200 if read.text else 422)
    if not read.text:
        messages.error(request, read.said)
        return _save_and_go_on(request, shown, editor)
    messages.success(request, read.said)
    text = f"{editor.text}\n\n{read.text}" if editor.text.strip() else read.text
    return _save_and_go_on(request, shown, replace(editor, text=text))


def _save_draft_for_script(request: HttpRequest, person: Person, unit: str, point: str) -> HttpResponse:
    text, revision = request.POST.get("text", ""), request.POST.get("revision", "0")
    try:
        saved = _save(person, unit, point, text, revision)
    except Refused as refused:
        return _problem(refused)
    except DraftConflict as conflict:
        return JsonResponse({"text": conflict.stored, "revision": conflict.revision}, status=409)
    except NotFound:
        return JsonResponse({"problem": "This task is not open to you any more."}, status=404)
    return JsonResponse({"revision": saved})


def _save(person: Person, unit: str, point: str, text: str, revision: str) -> int:
    saved = drafts.save_draft(
        person, unit=unit, point=point, text=text, revision=revision_in(revision), now=timezone.now()
    )
    return saved.revision


def _hand_in(request: HttpRequest, person: Person, shown: TaskShown) -> HttpResponse:
    if not is_writer(request, person):
        return not_the_writer(request)
    editor = _sent(request)
    kind = request.POST.get("kind", "practice")
    try:
        evidence_file.refuse_unread(request)
        attempt = submit_answer(
            person,
            unit=shown.unit.id,
            point=shown.point.id,
            text=editor.text,
            kind=kind,
            key=editor.key,
            declaration=DECLARATION if editor.declared else None,
            follows=editor.follows or None,
            revision=revision_in(editor.revision),
            now=timezone.now(),
        )
    except Refused as refused:
        if wants_json(request):
            return _problem(refused)
        key = _new_key() if refused.field == "key" else editor.key
        editor = replace(editor, key=key, problems={refused.field: refused})
        return _page(request, shown, editor, 422)
    if wants_json(request):
        return JsonResponse({"place": reverse("attempt", args=[attempt.pk])})
    return redirect("attempt", attempt.pk)


def _problem(refused: Refused) -> HttpResponse:
    return JsonResponse({"problem": f"{refused.problem}. {refused.hint}"}, status=422)


def _task(person: Person, unit: str, point: str) -> TaskShown:
    enrolment_of(person, unit)
    try:
        return task_shown(person, unit, point)
    except KeyError:
        raise NotFound("no such task") from None


def _opened(request: HttpRequest, person: Person, shown: TaskShown) -> Editor:
    """The draft if there is one; else the attempt to improve that the address names; else an empty page."""
    editor = Editor(shown.draft_text, str(shown.draft_revision), _new_key())
    wanted = request.GET.get("from", "")
    if not wanted:
        return editor
    attempt = attempt_for(person, wanted)
    line = next((line for line in shown.attempts if line.id == attempt.pk), None)
    if line is None or attempt.learner_id != person.pk:
        raise NotFound("no such attempt of this task")
    editor = replace(editor, follows=str(attempt.pk), missing=attempt_result(attempt).missing)
    if shown.draft_text:
        return replace(editor, draft_instead=True)
    return _starting_from(editor, attempt, line)


def _starting_from(editor: Editor, attempt: Attempt, line: AttemptLine) -> Editor:
    return replace(editor, text=attempt_text(attempt), started_from=line)


def _sent(request: HttpRequest) -> Editor:
    return Editor(
        text=request.POST.get("text", ""),
        revision=request.POST.get("revision", "0"),
        key=request.POST.get("key", "") or _new_key(),
        follows=request.POST.get("follows", ""),
        declared=request.POST.get("declaration") == "yes",
    )


def _page(request: HttpRequest, shown: TaskShown, editor: Editor, status: int = 200) -> HttpResponse:
    page = {
        "task": shown,
        "editor": editor,
        "advice": coach(editor.text, shown.point, shown.help.checks),
        "declaration_words": DECLARATION,
    }
    return render(request, "web/task.html", page, status=status)


def _has_place(person: Person, unit: str) -> bool:
    try:
        enrolment_of(person, unit)
    except NotFound:
        return False
    return True


def _new_key() -> str:
    return uuid.uuid4().hex
