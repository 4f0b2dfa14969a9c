"""`wellserved scenario check`: plays scenarios with good and bad agents and prints a table for each."""

from __future__ import annotations

import argparse
import sys

from wellserved.curriculum import library
from wellserved.curriculum.errors import ContentInvalid
from wellserved.simulation.checking import Report, check_scenario

HELD, FAILED, WRONG_ARGUMENTS = 0, 1, 2


def run(options: argparse.Namespace) -> int:
    try:
        scenarios = [library.scenario(id_) for id_ in options.scenario or library.scenario_ids()]
    except KeyError as error:
        print(f"wellserved scenario: {error.args[0]}", file=sys.stderr)  # noqa: T201
        return WRONG_ARGUMENTS
    except ContentInvalid as invalid:
        print(invalid, file=sys.stderr)  # noqa: T201
        return FAILED
    status = HELD
    for scenario in scenarios:
        report = check_scenario(scenario, options.seeds)
        print(table(report), flush=True)  # noqa: T201
        status = status if report.holds else FAILED
    return status


def table(report: Report) -> str:
    """The scenario's agents and checks, one a line."""
    lines = [report.scenario, ""]
    lines.append(f"  {'agent':<8} {'satisfaction':>12} {'final anger':>12}  outcome")
    for row in report.agents:
        content, anger = _range(row.satisfaction), _range(row.anger)
        lines.append(f"  {row.agent:<8} {content:>12} {anger:>12}  {', '.join(row.outcomes)}")
    lines.append("")
    lines += [f"  {'ok' if r.holds else 'NOT'}  {r.check:<22} {r.found}" for r in report.results]
    return "\n".join([*lines, ""])


def _range(ends: tuple[int, int]) -> str:
    return str(ends[0]) if ends[0] == ends[1] else f"{ends[0]}-{ends[1]}"
