"""An answer written as a comparison table: the same draft as on the task page, in cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wellserved.actions.errors import DraftConflict, NotFound, Refused
from wellserved.actions.permission import enrolment_of
from wellserved.actions.save_draft import save_draft
from wellserved.records.models import Person
from wellserved.reports.task_shown import TaskShown, task_shown
from wellserved.web.door import person_of, revision_in, signed_in, wants_json
from wellserved.writing.grid import Grid, read_grid, write_grid


@dataclass(frozen=True, slots=True)
class Box:
    """One cell to fill in: its field's name, its column in words, and what stands in it."""

    name: str
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands in the form of the table page."""

    names: tuple[Box, ...]
    rows: tuple[tuple[str, tuple[Box, ...]], ...]
    below: str
    revision: str
    problems: dict[str, Refused] = field(default_factory=dict)
    theirs: str = ""  # what another screen has saved meanwhile


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_table(request: HttpRequest, unit: str, point: str) -> HttpResponse:
    """The page's script asks for JSON and stays where it is; without a script saving leads back to the task."""
    if not request.user.is_authenticated and wants_json(request):
        return JsonResponse({"problem": "You are signed out. Your words are kept on this device."}, status=401)
    return signed_in(_answer_table)(request, unit, point)


def _answer_table(request: HttpRequest, unit: str, point: str) -> HttpResponse:
    person = person_of(request)
    enrolment_of(person, unit)
    try:
        shown = task_shown(person, unit, point)
    except KeyError:
        raise NotFound("no such task") from None
    grid = shown.help.table
    if grid is None:
        raise NotFound("this task offers no table")
    if request.method == "POST":
        return _save(request, person, shown, grid)
    return _page(request, person, shown, _opened(grid, shown))


def _save(request: HttpRequest, person: Person, shown: TaskShown, grid: Grid) -> HttpResponse:
    sheet = _sent(request, grid)
    text = _text(grid, sheet)
    known = revision_in(sheet.revision)
    unit, point = shown.unit.id, shown.point.id
    try:
        saved = save_draft(person, unit=unit, point=point, text=text, revision=known, now=timezone.now())
    except Refused as refused:
        if wants_json(request):
            return JsonResponse({"problem": f"{refused.problem}. {refused.hint}"}, status=422)
        return _page(request, person, shown, replace(sheet, problems={refused.field: refused}), 422)
    except DraftConflict as conflict:
        if wants_json(request):
            return JsonResponse({"problem": "It was also changed elsewhere. Press the button to see both."}, status=409)
        return _page(
            request, person, shown, replace(sheet, revision=str(conflict.revision), theirs=conflict.stored), 409
        )
    if wants_json(request):
        return JsonResponse({"revision": saved.revision})
    messages.success(request, "The table is in your answer, as text.")
    return redirect("task", unit, point)


def _opened(grid: Grid, shown: TaskShown) -> Sheet:
    filled = read_grid(grid, shown.draft_text)
    cells = [[cell.text if cell else "" for cell in row] for row in filled.cells]
    return _sheet(grid, filled.names, cells, filled.below, str(shown.draft_revision))


def _sent(request: HttpRequest, grid: Grid) -> Sheet:
    sent = request.POST
    names = [sent.get(f"name-{c}", "") for c in range(len(grid.columns))]
    cells = [[sent.get(f"cell-{r}-{c}", "") for c in range(len(grid.columns))] for r in range(len(grid.rows))]
    return _sheet(grid, names, cells, sent.get("below", ""), sent.get("revision", "0")[:9])


def _sheet(grid: Grid, names: Sequence[str], cells: Sequence[Sequence[str]], below: str, revision: str) -> Sheet:
    columns = [name.strip() or column for name, column in zip(names, grid.columns, strict=True)]
    rows = (
        (label, tuple(Box(f"cell-{r}-{c}", columns[c], text) for c, text in enumerate(row)))
        for r, (label, row) in enumerate(zip(grid.rows, cells, strict=True))
    )
    boxes = (Box(f"name-{c}", column, names[c]) for c, column in enumerate(grid.columns))
    return Sheet(tuple(boxes), tuple(rows), below, revision)


def _text(grid: Grid, sheet: Sheet) -> str:
    cells = [[box.text for box in boxes] for _, boxes in sheet.rows]
    return write_grid(grid, [box.text for box in sheet.names], cells, sheet.below)


def _page(request: HttpRequest, person: Person, shown: TaskShown, sheet: Sheet, status: int = 200) -> HttpResponse:
    page = {
        "task": shown,
        "grid": shown.help.table,
        "sheet": sheet,
        "device_key": table_key(person, shown.unit.id, shown.point.id),
    }
    return render(request, "web/answer_table.html", page, status=status)


def table_key(person: Person, unit: str, point: str) -> str:
    """Names the copy of the cells that the browser keeps on the device."""
    return f"wellserved:{person.pk}:{unit}:{point}:table"
