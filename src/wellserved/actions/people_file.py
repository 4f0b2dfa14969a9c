"""Reads a file of people as a spreadsheet saves it: lines out, or a refusal that says what would do."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO

from wellserved.actions.errors import Refused

COLUMNS = ("full_name", "email", "role", "cohort", "units")
NEEDED = ("full_name", "email", "role")
MOST_BYTES = 500_000
MOST_LINES = 2_000
LONGEST_CELL = 1_000
CSV_HINT = "Save the sheet as CSV and choose that file."


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file, cells as they stand. `problem` says why its cells cannot be told apart."""

    number: int
    cells: dict[str, str]
    problem: str = ""


def text_from(content: bytes) -> str:
    """UTF-8 (with or without Excel's mark), UTF-16 with its mark, else Windows-1252. Raises Refused (`file`)."""
    if not content.strip():
        raise Refused("file", "The file is empty", CSV_HINT)
    if len(content) > MOST_BYTES:
        raise Refused("file", f"The file has {len(content):,} bytes; {MOST_BYTES:,} is the most", "Split it in two.")
    text = _decoded(content)
    if "\0" in text or content.startswith(b"PK\x03\x04"):
        raise Refused("file", "This is no CSV file", CSV_HINT)
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")


def lines_from(text: str) -> tuple[Line, ...]:
    """Raises Refused (`file`) when the file as a whole cannot be read."""
    head, separator = _head(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        hint = "Look for a quotation mark that is not closed."
        raise Refused("file", f"Line {reader.line_num} cannot be read ({error})", hint) from None
    lines = tuple(_line(number, row, head) for number, row in rows[1:] if any(cell.strip() for cell in row))
    if not lines:
        raise Refused("file", "There is nobody in the file", "Write one person in each line below the headings.")
    if len(lines) > MOST_LINES:
        raise Refused("file", f"The file has {len(lines):,} lines; {MOST_LINES:,} is the most", "Split it in two.")
    return lines


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    for attempt in (encoding, "cp1252"):
        try:
            return content.decode(attempt)
        except UnicodeDecodeError:
            continue
    raise Refused("file", "The letters in the file cannot be read", "Save it as CSV UTF-8 and choose it again.")


def _head(text: str) -> tuple[list[str], str]:
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    head = [cell.strip().strip('"').strip().lower().replace(" ", "_") for cell in first.split(separator)]
    wrong = [cell for cell in head if cell not in COLUMNS]
    missing = [name for name in NEEDED if name not in head]
    if missing:
        raise Refused("file", f"The first line names no column {missing[0]}", f"It has to be: {','.join(COLUMNS)}.")
    if wrong or len(set(head)) != len(head):
        said = f"a column {wrong[0][:40]!r} that is not known" if wrong else "a column twice"
        raise Refused("file", f"The first line names {said}", f"It has to be: {','.join(COLUMNS)}.")
    return head, separator


def _line(number: int, row: list[str], head: list[str]) -> Line:
    trimmed = row
    while len(trimmed) > len(head) and not trimmed[-1].strip():
        trimmed = trimmed[:-1]
    cells = dict(zip(head, [*trimmed, *[""] * len(head)], strict=False))
    if len(trimmed) > len(head):
        return Line(number, cells, f"It has {len(trimmed)} cells and the first line {len(head)}.")
    if any(len(cell) > LONGEST_CELL for cell in trimmed):
        return Line(number, cells, f"A cell has more than {LONGEST_CELL:,} characters.")
    return Line(number, cells)
