"""Reads all content and gathers every finding, in files and between them."""

from __future__ import annotations

from pathlib import Path

from wellserved.curriculum.errors import ContentInvalid, Finding
from wellserved.curriculum.exemplars import load_misconception_banks, load_point_bank
from wellserved.curriculum.units import Unit, load_scheme, load_unit
from wellserved.curriculum.writing_help import load_writing_help
from wellserved.marking.scheme import MarkScheme


def check_units(content: Path) -> list[Finding]:
    """Every finding in `content/units`, sorted by file."""
    findings: list[Finding] = []
    for folder in sorted(path for path in (content / "units").iterdir() if path.is_dir()):
        findings += check_unit(folder)
    return sorted(findings, key=lambda finding: (finding.file, finding.place))


def check_unit(folder: Path) -> list[Finding]:
    findings: list[Finding] = []
    scheme: MarkScheme | None = None
    unit: Unit | None = None
    try:
        scheme = load_scheme(folder)
    except ContentInvalid as invalid:
        findings += invalid.findings
    try:
        unit = load_unit(folder)
    except ContentInvalid as invalid:
        findings += invalid.findings
    if scheme and (folder / "exemplars").is_dir():
        findings += _check_exemplars(folder, scheme)
    if scheme:
        findings += _check_writing(folder, scheme)
    if scheme and unit:
        findings += _check_pair(folder, scheme, unit)
    return findings


def _check_exemplars(folder: Path, scheme: MarkScheme) -> list[Finding]:
    findings: list[Finding] = []
    for point in scheme.points:
        try:
            load_point_bank(folder, scheme, point.id)
        except ContentInvalid as invalid:
            findings += invalid.findings
    try:
        load_misconception_banks(folder, scheme)
    except ContentInvalid as invalid:
        findings += invalid.findings
    return findings


def _check_writing(folder: Path, scheme: MarkScheme) -> list[Finding]:
    try:
        load_writing_help(folder, scheme)
    except ContentInvalid as invalid:
        return list(invalid.findings)
    return []


def _check_pair(folder: Path, scheme: MarkScheme, unit: Unit) -> list[Finding]:
    """The pages and the mark scheme of a unit must know the same misconceptions."""
    file = str(folder / "unit.yaml")
    shown = {card.id for card in unit.misconceptions}
    marked = {misconception.id for misconception in scheme.misconceptions}
    return [
        *(
            Finding(file, "misconceptions", f"{id_!r} is not in scheme.yaml", "Add it there.")
            for id_ in sorted(shown - marked)
        ),
        *(Finding(file, "misconceptions", f"{id_!r} has no card", "Add one.") for id_ in sorted(marked - shown)),
    ]
