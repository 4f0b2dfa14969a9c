"""Importing people from a file: choose, look at what it would do, import, take back."""

from __future__ import annotations

import csv

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wellserved.actions.errors import NotFound, Refused
from wellserved.actions.import_people import StalePlan, import_people
from wellserved.actions.people_file import COLUMNS, MOST_BYTES, text_from
from wellserved.actions.permission import centre_of_admin
from wellserved.actions.person_details import FORMULA
from wellserved.actions.plan_import import plan_import
from wellserved.actions.undo_import import undo_import
from wellserved.records.models import Centre, Person
from wellserved.reports.people_imports import people_imports
from wellserved.reports.people_of_centre import choices_for_new
from wellserved.web.door import person_of, signed_in
from wellserved.web.views.people import ROWS


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def import_page(request: HttpRequest, centre: str) -> HttpResponse:
    admin = person_of(request)
    found = centre_of_admin(admin, centre)
    if request.method != "POST":
        return _choose(request, found)
    try:
        text = _sent(request)
        if request.POST.get("do") == "import":
            return _import(request, admin, found, text)
        return _preview(request, admin, found, text)
    except Refused as refused:
        return _choose(request, found, refused)


@never_cache
@require_POST
@signed_in
def errors(request: HttpRequest, centre: str) -> HttpResponse:
    """The lines that were left out, as a file to mend: each with what is wrong in a last column."""
    admin = person_of(request)
    found = centre_of_admin(admin, centre)
    try:
        plan = plan_import(admin, found, _sent(request))
    except Refused as refused:
        return _choose(request, found, refused)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="lines-to-mend.csv"'
    writer = csv.writer(response)
    writer.writerow([*COLUMNS, "line", "problem"])
    for line in plan.wrong:
        cells = [line.full_name, line.email, line.role, line.cohort, " ".join(line.units)]
        writer.writerow([safe_cell(cell) for cell in cells] + [str(line.number), safe_cell(" ".join(line.says))])
    return response


@never_cache
@require_POST
@signed_in
def undo(request: HttpRequest, centre: str, number: int) -> HttpResponse:
    admin = person_of(request)
    found = centre_of_admin(admin, centre)
    if number > ROWS:
        raise NotFound("no such import")
    try:
        undone = undo_import(admin, found, number, now=timezone.now())
    except Refused as refused:
        return _choose(request, found, refused)
    messages.success(
        request, f"Undone: {undone.removed} accounts removed, {undone.ended} roles and places ended and kept on record."
    )
    for why in undone.kept:
        messages.warning(request, f"Not taken back: {why}", extra_tags="care")
    return redirect("import-people", found.slug)


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith((*FORMULA, "\t", "\r", "\n")) else text


def _sent(request: HttpRequest) -> str:
    """The text of the file: as uploaded, or as the preview page carries it."""
    uploaded = request.FILES.get("file")
    if isinstance(uploaded, UploadedFile):
        return text_from(uploaded.read(MOST_BYTES + 1))
    typed = request.POST.get("text", "")
    return text_from(typed.encode("utf-8", "replace"))


def _import(request: HttpRequest, admin: Person, centre: Centre, text: str) -> HttpResponse:
    try:
        made = import_people(admin, centre, text=text, seen=request.POST.get("seen", ""), now=timezone.now())
    except StalePlan:
        return _preview(request, admin, centre, text, stale=True)
    count = made.people.count()
    messages.success(request, f"{count} {'person' if count == 1 else 'people'} imported. You can take this back below.")
    return redirect("import-people", centre.slug)


def _preview(request: HttpRequest, admin: Person, centre: Centre, text: str, *, stale: bool = False) -> HttpResponse:
    plan = plan_import(admin, centre, text)
    page = {"centre": centre, "plan": plan, "text": text, "stale": stale}
    return render(request, "web/import_preview.html", page, status=409 if stale else 200)


def _choose(request: HttpRequest, centre: Centre, refused: Refused | None = None) -> HttpResponse:
    page = {
        "centre": centre,
        "problems": {refused.field: refused} if refused else {},
        "imports": people_imports(centre),
        "columns": ",".join(COLUMNS),
        **choices_for_new(centre),
    }
    return render(request, "web/import_people.html", page, status=422 if refused else 200)
