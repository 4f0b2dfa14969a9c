"""`python -m wellserved.server.history`: make up a centre with years of work, to measure pages with."""

from __future__ import annotations

import argparse
import os
import sys


def main(arguments: list[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellserved.server.settings")
    from django.utils import timezone

    from wellserved.server.prepare import make_tables

    make_tables()
    from wellserved.actions.errors import Refused
    from wellserved.actions.load_content import load_content
    from wellserved.actions.make_history import make_history

    load_content(timezone.now())
    try:
        made = make_history(learners=asked.learners, years=asked.years, seed=asked.seed, now=timezone.now())
    except Refused as refused:
        sys.stderr.write(f"{refused.problem}. {refused.hint}\n")
        return 1
    sys.stdout.write(
        f"Made up {made.learners:,} learners, {made.attempts:,} answers, {made.reviews:,} reviews and "
        f"{made.events:,} rows of the log.\n"
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m wellserved.server.history", description=__doc__)
    for name, default in (("learners", 500), ("years", 3), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    return parser


if __name__ == "__main__":
    sys.exit(main())
