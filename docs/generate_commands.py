"""Writes docs/commands.md from the command's own help:  .venv/bin/python docs/generate_commands.py"""

from __future__ import annotations

import os
import re
from contextlib import redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from wellserved.cli import main

PAGE = Path(__file__).with_name("commands.md")
HEAD = """# Commands

*Written by `docs/generate_commands.py` from the command's own help; a test fails when it is stale. Do not edit.*

`wellserved` is in `.venv/bin` (`.venv\\Scripts` on Windows) after the first `python start.py`. The exit status is 0
when all went well, 1 when it failed, 2 when the arguments are wrong, 3 when some lines could not be marked.
"""


def page() -> str:
    top = help_of()
    commands = re.findall(r"^    (\w+)  ", top, re.MULTILINE)
    sections = [("wellserved", top), *((f"wellserved {name}", help_of(name)) for name in commands)]
    return HEAD + "".join(f"\n## `{title}`\n\n```text\n{text}```\n" for title, text in sections)


def help_of(*command: str) -> str:
    """What `wellserved COMMAND --help` prints on a terminal 100 characters wide."""
    printed = StringIO()
    with patch.dict(os.environ, COLUMNS="100", NO_COLOR="1"), redirect_stdout(printed), suppress(SystemExit):
        main([*command, "--help"])
    return printed.getvalue()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
