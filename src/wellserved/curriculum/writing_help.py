"""What helps a learner to write the answers of a unit, as its `writing.yaml` says: it changes no marking."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from wellserved.curriculum.errors import ContentInvalid, Finding
from wellserved.curriculum.reading import Strict, read_model
from wellserved.curriculum.units import Slug, Words
from wellserved.marking.scheme import MarkScheme
from wellserved.writing.check import Check
from wellserved.writing.checks import CHECKS
from wellserved.writing.coach import checks_for
from wellserved.writing.grid import Grid

# A label stands at the start of a line of the answer, with a colon after it.
Label = Annotated[str, StringConstraints(pattern=r"^[^\s:\-][^:\r\n]*$", max_length=60)]


class TableText(Strict):
    columns: Annotated[list[Label], Field(min_length=2, max_length=3)]
    rows: Annotated[list[Label], Field(min_length=1, max_length=8)]
    below: Words


class PointHelpText(Strict):
    id: Slug
    coach: list[str] = Field(default_factory=list)
    further: Annotated[list[Words], Field(min_length=1)]
    table: TableText | None = None


class WritingText(Strict):
    unit: Slug
    points: Annotated[list[PointHelpText], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class WritingHelp:
    """Help with one marking point: the coach's checks, questions to go further, and a table if it offers one."""

    checks: tuple[Check, ...]
    further: tuple[str, ...] = ()
    table: Grid | None = None


def load_writing_help(folder: Path, scheme: MarkScheme) -> dict[str, WritingHelp]:
    """Help by point id. A unit without the file has what the verbs of its tasks ask for.

    Raises ContentInvalid with every finding.
    """
    path = folder / "writing.yaml"
    if not path.is_file():
        return {point.id: WritingHelp(checks_for(point)) for point in scheme.points}
    text = read_model(path, WritingText)
    findings = _findings(str(path), text, scheme)
    if findings:
        raise ContentInvalid(findings)
    by_id = {point.id: point for point in text.points}
    return {
        point.id: WritingHelp(
            checks_for(point, by_id[point.id].coach),
            tuple(by_id[point.id].further),
            _grid(by_id[point.id].table),
        )
        for point in scheme.points
    }


def _grid(table: TableText | None) -> Grid | None:
    return Grid(tuple(table.columns), tuple(table.rows), table.below) if table else None


def _findings(file: str, text: WritingText, scheme: MarkScheme) -> list[Finding]:
    ids = [point.id for point in text.points]
    known = [point.id for point in scheme.points]
    findings = []
    if text.unit != scheme.unit:
        findings.append(Finding(file, "unit", f"{text.unit!r} is not its folder's name", f"Say {scheme.unit!r}."))
    findings += [
        Finding(file, "points", f"{id_!r} is no point of scheme.yaml", "Mend its spelling, or remove it.")
        for id_ in sorted(set(ids) - set(known))
    ]
    findings += [Finding(file, "points", f"{id_!r} is not there", "Add it.") for id_ in sorted(set(known) - set(ids))]
    findings += [
        Finding(file, "points", f"the id {id_!r} stands {ids.count(id_)} times", "Keep one.")
        for id_ in sorted({id_ for id_ in ids if ids.count(id_) > 1})
    ]
    for point in text.points:
        findings += _findings_of_point(file, point)
    return findings


def _findings_of_point(file: str, point: PointHelpText) -> list[Finding]:
    findings = [
        Finding(file, f"points > {point.id} > coach", f"{name!r} is no check", f"Known: {', '.join(sorted(CHECKS))}.")
        for name in point.coach
        if name not in CHECKS
    ]
    labels = [*point.table.columns, *point.table.rows] if point.table else []
    findings += [
        Finding(file, f"points > {point.id} > table", f"the label {label!r} stands twice", "Give each its own.")
        for label in sorted({label for label in labels if labels.count(label) > 1})
    ]
    return findings
