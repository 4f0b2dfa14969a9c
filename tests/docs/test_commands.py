"""The page of commands says what the command says."""

from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_page_is_what_the_command_says() -> None:
    generator = runpy.run_path(str(DOCS / "generate_commands.py"))
    assert words(generator["PAGE"].read_text(encoding="utf-8")) == words(generator["page"]()), (
        "docs/commands.md is stale: run `.venv/bin/python docs/generate_commands.py`"
    )


def words(page: str) -> list[str]:
    """The page without its line breaks, which differ between versions of Python."""
    return page.split()
