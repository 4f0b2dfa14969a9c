"""The learner's own notes on their workplace."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wellserved.actions.errors import Refused, WorkplaceConflict
from wellserved.actions.permission import require_learner
from wellserved.actions.save_workplace import FIELDS, save_workplace
from wellserved.records.models import Person
from wellserved.reports.my_workplace import NOTES, MyWorkplace, my_workplace
from wellserved.web.door import person_of, revision_in, signed_in


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def workplace(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    require_learner(person)
    if request.method == "POST":
        return _save(request, person)
    return render(request, "web/workplace.html", {"workplace": my_workplace(person)})


def _save(request: HttpRequest, person: Person) -> HttpResponse:
    words = {field: request.POST.get(field, "") for field in FIELDS}
    revision = revision_in(request.POST.get("revision", "0"))
    try:
        save_workplace(person, words=words, revision=revision, now=timezone.now())
    except Refused as refused:
        page = {"workplace": _as_sent(words, revision), "problem": refused}
        return render(request, "web/workplace.html", page, status=422)
    except WorkplaceConflict as conflict:
        page = {"workplace": _as_sent(words, conflict.stored.revision), "theirs": my_workplace(person).kept}
        return render(request, "web/workplace.html", page, status=409)
    messages.success(request, "Your workplace is saved. Only you see it.")
    return redirect("workplace")


def _as_sent(words: dict[str, str], revision: int) -> MyWorkplace:
    """What stands in the form, so that a page that is refused loses no word."""
    return MyWorkplace(tuple(replace(note, text=words[note.field]) for note in NOTES), revision)
