"""The drawing of the progression map: where each role's box stands and how the lines between them run.

Levels are columns, from entry on the left; industries are bands of rows. All numbers are units of the drawing.
"""

from __future__ import annotations

from dataclasses import dataclass

from wellserved.curriculum import library
from wellserved.curriculum.roles import LEVELS, RANK, Industry, Move, Role

BOX_WIDTH, BOX_HEIGHT, ROW, COLUMN, TOP, LEFT, BAND_HEAD = 186, 38, 50, 262, 40, 70, 30


@dataclass(frozen=True, slots=True)
class Box:
    role: Role
    x: int
    y: int
    width: int = BOX_WIDTH
    height: int = BOX_HEIGHT

    @property
    def middle(self) -> int:
        return self.y + BOX_HEIGHT // 2

    @property
    def text_x(self) -> int:
        return self.x + BOX_WIDTH // 2


@dataclass(frozen=True, slots=True)
class Line:
    direction: str
    path: str


@dataclass(frozen=True, slots=True)
class Label:
    text: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    columns: tuple[Label, ...]
    bands: tuple[Label, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def progression_map() -> Drawing:
    boxes: list[Box] = []
    bands: list[Label] = []
    y = TOP
    for industry in library.industries():
        bands.append(Label(industry.title, 0, y + 18))
        boxes += _band(industry, y + BAND_HEAD)
        y = max(box.y for box in boxes) + ROW
    placed = {box.role.id: box for box in boxes}
    return Drawing(
        width=LEFT + 3 * COLUMN + BOX_WIDTH + 10,
        height=y,
        columns=tuple(Label(words, LEFT + column * COLUMN, 20) for column, words in enumerate(_column_words())),
        bands=tuple(bands),
        boxes=tuple(boxes),
        lines=tuple(_line(move, placed) for move in library.progression().moves),
    )


def _band(industry: Industry, top: int) -> list[Box]:
    boxes: list[Box] = []
    for role in industry.roles:
        above = sum(1 for box in boxes if box.role.rank == role.rank)
        boxes.append(Box(role, LEFT + (role.rank - 1) * COLUMN, top + above * ROW))
    return boxes


def _line(move: Move, placed: dict[str, Box]) -> Line:
    """Upward from right edge to left edge; sideways in a bow on the left, since both boxes stand in one column."""
    start, end = placed[move.start], placed[move.end]
    if move.direction == "up":
        x1, x2 = start.x + BOX_WIDTH, end.x - 3
        bend = (x2 - x1) // 2
        path = f"M{x1} {start.middle} C{x1 + bend} {start.middle} {x2 - bend} {end.middle} {x2} {end.middle}"
        return Line("up", path)
    bow = start.x - min(64, 24 + abs(end.middle - start.middle) // 8)
    path = f"M{start.x} {start.middle + 6} C{bow} {start.middle} {bow} {end.middle} {end.x - 3} {end.middle - 6}"
    return Line("sideways", path)


def _column_words() -> list[str]:
    """The levels of each rank, from the lowest: supervisors and specialists share a column."""
    return [
        " or ".join(LEVELS[level] for level in LEVELS if RANK[level] == rank) for rank in sorted(set(RANK.values()))
    ]
