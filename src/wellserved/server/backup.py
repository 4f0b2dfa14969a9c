"""`python -m wellserved.server.backup backup|restore FILE`: one file for everything that the records hold."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellserved.server.settings")
    import django

    django.setup()
    from wellserved.actions.errors import Refused

    try:
        return _back_up(asked.file) if asked.what == "backup" else _restore(asked.file, asked.replace)
    except Refused as refused:
        sys.stderr.write(f"{refused.problem}. {refused.hint}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m wellserved.server.backup", description=__doc__)
    parser.add_argument("what", choices=["backup", "restore"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--replace", action="store_true", help="restore over what is there")
    return parser


def _back_up(path: Path) -> int:
    from django.utils import timezone

    from wellserved.actions.back_up import back_up

    manifest = back_up(path, timezone.now())
    rows = sum(table.rows for table in manifest.tables)
    sys.stdout.write(
        f"{path}: {rows:,} rows of {len(manifest.tables)} tables. {_log_in_words(manifest.log_problems)}\n"
    )
    sys.stdout.write("It holds people's names and answers: keep it where only you can read it. The secret key is not\n")
    sys.stdout.write("in it: keep WELLSERVED_SECRET_KEY, or the file secret-key, somewhere else.\n")
    return 0


def _restore(path: Path, replace: bool) -> int:
    from wellserved.actions.restore import restore
    from wellserved.server.prepare import make_tables

    make_tables()
    manifest = restore(path, replace=replace)
    rows = sum(table.rows for table in manifest.tables)
    sys.stdout.write(f"{rows:,} rows are back as they were at {manifest.made_at}, each one checked. ")
    sys.stdout.write(f"{_log_in_words(manifest.log_problems)} Everybody has to sign in again.\n")
    return 0


def _log_in_words(problems: tuple[str, ...]) -> str:
    if not problems:
        return "The log holds."
    return f"The log had {len(problems)} problems when the backup was made; the first: {problems[0]}"


if __name__ == "__main__":
    sys.exit(main())
