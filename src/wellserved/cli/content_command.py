"""`wellserved content check`: reads every content file strictly and lists all findings."""

from __future__ import annotations

import argparse
import sys

from wellserved.curriculum import library
from wellserved.curriculum.checking import check_content


def run(options: argparse.Namespace) -> int:
    findings = check_content(library.content_folder())
    for finding in findings:
        print(finding, file=sys.stderr)  # noqa: T201
    units = len(library.unit_ids())
    scenarios = len(library.scenario_ids())
    print(f"{units} units and {scenarios} scenarios read, {len(findings)} findings.")  # noqa: T201
    return 1 if findings else 0
