"""An answer written as a comparison table, cell by cell, with the evidence that stands in each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wellserved.curriculum import library
from wellserved.reports.evidence_in_text import Run
from wellserved.writing.grid import Cell, FilledGrid, Grid, read_grid


@dataclass(frozen=True, slots=True)
class CellShown:
    column: str
    runs: tuple[Run, ...]
    parts: tuple[int, ...]  # numbers of the parts with evidence in the cell


@dataclass(frozen=True, slots=True)
class RowShown:
    label: str
    cells: tuple[CellShown, ...]


@dataclass(frozen=True, slots=True)
class TableMarked:
    columns: tuple[str, ...]
    rows: tuple[RowShown, ...]
    below: tuple[Run, ...]


def table_marked(unit: str, point: str, text: str, runs: tuple[Run, ...]) -> TableMarked | None:
    """`runs` are the text cut at its evidence, joined the text again. None where the answer is no table."""
    help_ = library.writing_help(unit).get(point)
    grid = help_.table if help_ else None
    if grid is None:
        return None
    filled = read_grid(grid, text)
    return None if filled.is_empty else _shown(grid, filled, runs, len(text))


def _shown(grid: Grid, filled: FilledGrid, runs: tuple[Run, ...], length: int) -> TableMarked:
    columns = tuple(name or column for name, column in zip(filled.names, grid.columns, strict=True))
    rows = (
        RowShown(label, tuple(_cell(column, cell, runs) for column, cell in zip(columns, cells, strict=True)))
        for label, cells in zip(grid.rows, filled.cells, strict=True)
    )
    return TableMarked(columns, tuple(rows), tuple(_between(runs, filled.below_start, length)))


def _cell(column: str, cell: Cell | None, runs: tuple[Run, ...]) -> CellShown:
    inside = tuple(_between(runs, cell.start, cell.end)) if cell else ()
    return CellShown(column, inside, tuple(sorted({number for run in inside for number in run.parts})))


def _between(runs: tuple[Run, ...], start: int, end: int) -> Iterable[Run]:
    place = 0
    for run in runs:
        begin, finish = max(place, start), min(place + len(run.text), end)
        if begin < finish:
            cut = run.text[begin - place : finish - place]
            fresh = begin == place  # a run that began before the cell has its numbers there
            yield Run(cut, run.parts, run.begins if fresh else (), run.believed, run.belief_begins and fresh)
        place += len(run.text)
