"""A comparison table as plain text, and back: an answer is one text, however it was written.

    First job: Retail assistant
    Second job: Call centre agent

    What the person usually does:
    - Retail assistant: serves people at the till
    - Call centre agent: answers calls about bills

    Whatever else the learner wrote stands below, as it is.

A cell names its column, so that each line can be read on its own. What does not fit the form is never dropped: it
is the text below the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_INDENT = "  "  # before each further line of a cell
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table that a task offers: what its columns and rows are, and what may be said below it."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    below: str


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` as the learner wrote it; `start` and `end` are its place in the answer."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FilledGrid:
    names: tuple[str, ...]  # what each column is about, in the learner's words; "" where they named nothing
    cells: tuple[tuple[Cell | None, ...], ...]  # by row, then by column
    below: str
    below_start: int

    @property
    def is_empty(self) -> bool:
        return not any(self.names) and not any(cell for row in self.cells for cell in row)


def write_grid(grid: Grid, names: Sequence[str], cells: Sequence[Sequence[str]], below: str) -> str:
    """The answer's text. Empty cells and rows are left out; outer spaces of cells and names are too."""
    tidy = [" ".join(name.split()) for name in names]
    headings = _headings(grid, tidy)
    blocks = ["\n".join(f"{column}: {name}" for column, name in zip(grid.columns, tidy, strict=True) if name)]
    for row, written in zip(grid.rows, cells, strict=True):
        lines = [
            f"- {heading}: {_indented(text)}" for heading, text in zip(headings, written, strict=True) if text.strip()
        ]
        blocks.append("\n".join([f"{row}:", *lines]) if lines else "")
    return "\n\n".join(block for block in (*blocks, _plain(below).strip("\n")) if block)


def read_grid(grid: Grid, text: str) -> FilledGrid:
    """The table at the start of the text, as far as it reaches; the rest is what stands below it."""
    return _Reader(grid, text).read()


class _Reader:
    def __init__(self, grid: Grid, text: str) -> None:
        self.grid = grid
        self.text = text
        self.place = 0

    def read(self) -> FilledGrid:
        names = tuple(self._name(column) for column in self.grid.columns)
        headings = _headings(self.grid, names)
        cells = tuple(self._row(row, headings) for row in self.grid.rows)
        start = self._after_blank_lines()
        return FilledGrid(names, cells, self.text[start:], start)

    def _name(self, column: str) -> str:
        line, after = self._line(self.place)
        if not line.startswith(f"{column}: ") or not line[len(column) + 2 :].strip():
            return ""
        self.place = after
        return line[len(column) + 2 :].strip()

    def _row(self, row: str, headings: tuple[str, ...]) -> tuple[Cell | None, ...]:
        before = self.place
        line, self.place = self._line(self._after_blank_lines())
        cells = tuple(self._cell(heading) for heading in headings) if line.rstrip() == f"{row}:" else ()
        if not any(cells):
            self.place = before
            return tuple(None for _ in headings)
        return cells

    def _cell(self, heading: str) -> Cell | None:
        line, after = self._line(self.place)
        begin = f"- {heading}: "
        if not line.startswith(begin) or not line[len(begin) :].strip():
            return None
        start, end = self.place + len(begin), self.place + len(line)
        self.place = after
        while self.place < len(self.text):
            line, after = self._line(self.place)
            if not line.startswith(_INDENT):
                break
            end, self.place = self.place + len(line), after
        written = self.text[start:end]
        return Cell(re.sub(rf"(\r\n|\r|\n){_INDENT}", "\n", written), start, end)

    def _after_blank_lines(self) -> int:
        place = self.place
        while place < len(self.text):
            line, after = self._line(place)
            if line.strip():
                break
            place = after
        return place

    def _line(self, start: int) -> tuple[str, int]:
        match = _LINE.match(self.text, start)
        return (match[1], match.end()) if match else ("", start)


def _headings(grid: Grid, names: Sequence[str]) -> tuple[str, ...]:
    """What each column is called in its cells: its name, or its label where it has none or shares it."""
    return tuple(
        name if name and list(names).count(name) == 1 and name not in grid.columns else column
        for column, name in zip(grid.columns, names, strict=True)
    )


def _indented(cell: str) -> str:
    return f"\n{_INDENT}".join(_plain(cell).strip().split("\n"))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
