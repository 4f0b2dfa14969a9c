"""`python -m bench`: measure agreement and cost, print them, and write bench/RESULTS.md and
docs/how-the-marker-decides.md.

`--answers FILE` adds a set of your own (fields as in bench/blind), `--wrong` prints the wrongly decided answers.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from bench import agreement, assignments, baselines, cost, page
from bench.answers import BENCH, sets
from bench.attacks import suite
from wellserved.adapters import load_encoder, load_scheme
from wellserved.curriculum import library

CAUTION = (
    "Written by `python -m bench`. Agreement with the readers of these sets is not agreement with a centre's assessors "
    "on learners' work."
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--answers", type=Path, help="a further set to measure on, JSON lines")
    parser.add_argument("--units", nargs="*", default=list(library.unit_ids()))
    parser.add_argument("--quick", action="store_true", help="leave out the simpler markers; fewer attacked answers")
    parser.add_argument("--wrong", action="store_true", help="print the wrongly decided answers; write nothing")
    options = parser.parse_args()
    encoder = load_encoder()
    measured = sets(tuple(options.units), options.answers)
    when = _when(encoder.identity, options.units)
    lines = ["# Results", "", CAUTION, "", when, "", "## Agreement", ""]
    first: list[agreement.Row] = []
    for answer_set in measured:
        found = agreement.rows(answer_set)
        first = first or found
        if options.wrong:
            print(f"##### {answer_set.name}", *agreement.wrong(found), sep="\n")
        lines += agreement.report(answer_set, found)
    if options.wrong:
        return
    attacks = suite.report(measured[0], stride=11 if options.quick else 3)
    compared = [] if options.quick else baselines.compare(measured[0], encoder)
    lines += ["## Whole assignments", "", *assignments.report(options.units)]
    lines += ["## Gaming, and honest odd answers", "", *attacks]
    if compared:
        lines += ["## Beside simpler markers, in one run", "", *page.comparison(compared)]
    lines += ["## Cost", "", *cost.report(measured[0], encoder)]
    print("\n".join(lines))
    (BENCH / "RESULTS.md").write_text("\n".join(lines), encoding="utf-8")
    page.write(when, agreement.report(measured[0], first), attacks, first, compared)


def _when(encoder: str, units: list[str]) -> str:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    readers = ", ".join(f"{unit} {load_scheme(unit).readers.version[:12]}" for unit in units)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {commit.stdout.strip()}, {platform.machine()}, "
        f"{os.cpu_count()} cores, load {load:.1f}. Encoder {encoder}. Readers: {readers}."
    )


if __name__ == "__main__":
    main()
