"""An answer written as a comparison table: the same draft as on the task page, in cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wellserved.actions.errors import DraftConflict, NotFound, Refused
from wellserved.actions.permission import enrolment_of
from wellserved.actions.save_draft import save_draft
from wellserved.records.models import Person
from wellserved.reports.task_shown import TaskShown, task_shown
from wellserved.web.door import is_writer, not_the_writer, person_of, revision_in, signed_in
from wellserved.web.offline import opens_offline
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
    text: str  # the answer that the cells amount to
    problems: dict[str, Refused] = field(default_factory=dict)
    theirs: str = ""  # what another screen has saved meanwhile


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@opens_offline
@signed_in
def answer_table(request: HttpRequest, unit: str, point: str) -> HttpResponse:
    """With a script the cells are kept and saved as the answer's text; without, saving leads back to the task."""
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
        if not is_writer(request, person):
            return not_the_writer(request)
        return _save(request, person, shown, grid)
    return _page(request, shown, _opened(grid, shown))


def _save(request: HttpRequest, person: Person, shown: TaskShown, grid: Grid) -> HttpResponse:
    sheet = _sent(request, grid)
    known = revision_in(sheet.revision)
    unit, point = shown.unit.id, shown.point.id
    try:
        save_draft(person, unit=unit, point=point, text=sheet.text, revision=known, now=timezone.now())
    except Refused as refused:
        return _page(request, shown, replace(sheet, problems={refused.field: refused}), 422)
    except DraftConflict as conflict:
        both = replace(sheet, revision=str(conflict.revision), theirs=conflict.stored)
        return _page(request, shown, both, 409)
    messages.success(request, "The table is in your answer, as text.")
    return redirect("task", unit, point)


def _opened(grid: Grid, shown: TaskShown) -> Sheet:
    filled = read_grid(grid, shown.draft_text)
    cells = [[cell.text if cell else "" for cell in row] for row in filled.cells]
    names, rows = _boxes(grid, filled.names, cells)
    return Sheet(names, rows, filled.below, str(shown.draft_revision), shown.draft_text)


def _sent(request: HttpRequest, grid: Grid) -> Sheet:
    sent = request.POST
    written = [sent.get(f"name-{c}", "") for c in range(len(grid.columns))]
    cells = [[sent.get(f"cell-{r}-{c}", "") for c in range(len(grid.columns))] for r in range(len(grid.rows))]
    below = sent.get("below", "")
    names, rows = _boxes(grid, written, cells)
    return Sheet(names, rows, below, sent.get("revision", "0")[:9], write_grid(grid, written, cells, below))


def _boxes(
    grid: Grid, names: Sequence[str], cells: Sequence[Sequence[str]]
) -> tuple[tuple[Box, ...], tuple[tuple[str, tuple[Box, ...]], ...]]:
    columns = [name.strip() or column for name, column in zip(names, grid.columns, strict=True)]
    rows = (
        (label, tuple(Box(f"cell-{r}-{c}", columns[c], text) for c, text in enumerate(row)))
        for r, (label, row) in enumerate(zip(grid.rows, cells, strict=True))
    )
    boxes = (Box(f"name-{c}", column, names[c]) for c, column in enumerate(grid.columns))
    return tuple(boxes), tuple(rows)


def _page(request: HttpRequest, shown: TaskShown, sheet: Sheet, status: int = 200) -> HttpResponse:
    return render(
        request, "web/answer_table.html", {"task": shown, "grid": shown.help.table, "sheet": sheet}, status=status
    )
