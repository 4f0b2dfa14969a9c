"""A comparison table becomes text that can be marked, and comes back as the table it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wellserved.writing.grid import Grid, read_grid, write_grid

GRID = Grid(("First job", "Second job"), ("What they do", "Autonomy", "Skills"), "Anything else")
NAMES = ("Retail assistant", "Call centre agent")
CELLS = (("serves people\nat the till", "answers calls"), ("", "follows a script"), ("", ""))
TEXT = """\
First job: Retail assistant
Second job: Call centre agent

What they do:
- Retail assistant: serves people
  at the till
- Call centre agent: answers calls

Autonomy:
- Call centre agent: follows a script

They differ in pace."""

PIECES = st.sampled_from(
    [
        "First job: ",
        "What they do:",
        "- ",
        "Waiter",
        ": ",
        "\n",
        "\r\n",
        "  ",
        " ",
        "Autonomy:",
        "é",
        "😀",
        "",
        "a",
        "-",
    ]
)
SCRAPS = st.lists(PIECES, max_size=25).map("".join)
WORDS = st.lists(st.sampled_from(["serves", "tea", "é", ":", "-", "1.", "\n", "Autonomy:"]), max_size=6).map(" ".join)


def shown(text: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], str]:
    found = read_grid(GRID, text)
    return found.names, tuple(tuple(cell.text if cell else "" for cell in row) for row in found.cells), found.below


def test_cells_are_lines_that_name_their_column() -> None:
    assert write_grid(GRID, NAMES, CELLS, "They differ in pace.") == TEXT


def test_the_text_is_read_back_as_the_table() -> None:
    assert shown(TEXT) == (NAMES, CELLS, "They differ in pace.")
    assert shown(TEXT.replace("\n", "\r\n")) == (NAMES, CELLS, "They differ in pace.")


def test_every_cell_knows_its_place_in_the_text() -> None:
    found = read_grid(GRID, TEXT)
    cell = found.cells[0][0]
    assert cell is not None
    assert TEXT[cell.start : cell.end] == "serves people\n  at the till"
    assert TEXT[found.below_start :] == "They differ in pace."


def test_a_column_without_a_name_or_with_a_shared_one_goes_by_its_label() -> None:
    for names in (("", ""), ("Waiter", "Waiter"), ("Second job", "")):
        text = write_grid(GRID, names, CELLS, "")
        assert "- First job: serves people" in text
        assert shown(text)[:2] == (names, CELLS)


def test_a_name_with_a_colon_is_read_back() -> None:
    names = ("Agent: calls", "Agent")
    assert shown(write_grid(GRID, names, CELLS, ""))[:2] == (names, CELLS)


def test_free_text_is_no_table_and_stands_below_it() -> None:
    text = "A waiter serves. An agent calls.\n\nAutonomy:\n- First job: none"
    assert shown(text) == (("", ""), (("", ""), ("", ""), ("", "")), text)
    assert read_grid(GRID, text).is_empty
    assert read_grid(GRID, "").is_empty


def test_a_row_of_another_task_is_kept_below() -> None:
    text = TEXT.replace("Autonomy:", "Pay:")
    assert shown(text)[2].startswith("Pay:\n- Call centre agent: follows a script")


def test_an_empty_table_is_no_text() -> None:
    assert write_grid(GRID, ("", " "), (("", " "), ("", ""), ("", "\n")), "") == ""


@given(SCRAPS)
def test_no_word_is_lost_by_opening_and_saving_any_text(text: str) -> None:
    found = read_grid(GRID, text)
    cells = [[cell.text if cell else "" for cell in row] for row in found.cells]
    again = write_grid(GRID, found.names, cells, found.below)
    assert again.split() == text.split()
    for cell in (cell for row in found.cells for cell in row if cell):
        assert text[cell.start : cell.end].split() == cell.text.split()


@given(st.tuples(WORDS, WORDS), st.lists(st.tuples(WORDS, WORDS), min_size=3, max_size=3), WORDS)
def test_whatever_is_in_the_boxes_every_word_is_in_the_text(names, cells, below) -> None:
    text = write_grid(GRID, names, cells, below)
    kept = set(text.split())
    for written in (*names, below, *(cell for row in cells for cell in row)):
        assert set(written.split()) <= kept
