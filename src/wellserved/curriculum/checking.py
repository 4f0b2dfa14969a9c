"""Reads all content and gathers every finding, in files and between them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from wellserved.curriculum.completeness import check_complete, check_readable, check_shared
from wellserved.curriculum.errors import ContentInvalid, Finding
from wellserved.curriculum.exemplars import load_misconception_banks, load_point_bank, stray_banks
from wellserved.curriculum.factors import load_factors
from wellserved.curriculum.maps import Map, load_map
from wellserved.curriculum.model_answers import load_model_answers
from wellserved.curriculum.qualifications import QualificationText, load_qualifications
from wellserved.curriculum.roles import Industry, Progression, load_industry, load_progression
from wellserved.curriculum.scenarios import check_scenarios
from wellserved.curriculum.service_models import ServiceModel, load_service_model
from wellserved.curriculum.units import Unit, load_scheme, load_unit, repeated_ids
from wellserved.curriculum.writing_help import load_writing_help
from wellserved.marking.scheme import MarkScheme

Loaded = TypeVar("Loaded")


def check_content(content: Path) -> list[Finding]:
    """Every finding in all of `content`: what cannot be read, what does not fit together, what is not complete."""
    findings = [*check_units(content), *_check_library(content)]
    findings += check_scenarios(content, points_to_simulate(content))
    units = _units_that_read(content)
    for folder, unit in units.items():
        findings += check_complete(folder, unit, _quietly(load_scheme, folder))
    findings += check_readable([path for path in _library_files(content) if path.is_file()])
    findings += check_shared({folder / "unit.yaml": unit for folder, unit in units.items()})
    return sorted(findings, key=lambda finding: (finding.file, finding.place))


def points_to_simulate(content: Path) -> dict[str, set[str] | None]:
    """For each unit the `unit/point` that a simulation may show; None where the mark scheme cannot be read."""
    schemes = {folder.name: _quietly(load_scheme, folder) for folder in _unit_folders(content)}
    return {
        unit: {f"{unit}/{point.id}" for point in scheme.points if point.simulation_allowed} if scheme else None
        for unit, scheme in schemes.items()
    }


def check_units(content: Path) -> list[Finding]:
    """Every finding in `content/units`, sorted by file."""
    findings: list[Finding] = []
    for folder in _unit_folders(content):
        findings += check_unit(folder)
    return sorted(findings, key=lambda finding: (finding.file, finding.place))


def check_unit(folder: Path) -> list[Finding]:
    findings: list[Finding] = []
    scheme = _gathering(findings, load_scheme, folder)
    unit = _gathering(findings, load_unit, folder)
    if scheme and (folder / "exemplars").is_dir():
        findings += _check_exemplars(folder, scheme)
    if scheme and (folder / "model-answers.yaml").is_file():
        _gathering(findings, partial(load_model_answers, scheme=scheme), folder)
    if scheme:
        findings += _check_writing(folder, scheme)
    if scheme and unit:
        findings += _check_pair(folder, scheme, unit)
    return findings


def _check_exemplars(folder: Path, scheme: MarkScheme) -> list[Finding]:
    findings = stray_banks(folder, scheme)
    for point in scheme.points:
        _gathering(findings, partial(load_point_bank, scheme=scheme, point_id=point.id), folder)
    _gathering(findings, partial(load_misconception_banks, scheme=scheme), folder)
    return findings


def _check_writing(folder: Path, scheme: MarkScheme) -> list[Finding]:
    try:
        load_writing_help(folder, scheme)
    except ContentInvalid as invalid:
        return list(invalid.findings)
    return []


def _check_pair(folder: Path, scheme: MarkScheme, unit: Unit) -> list[Finding]:
    """The pages and the mark scheme of a unit must know the same misconceptions and the same marking points."""
    file = str(folder / "unit.yaml")
    shown = {card.id for card in unit.misconceptions}
    marked = {misconception.id for misconception in scheme.misconceptions}
    under = {point for outcome in unit.outcomes for point in outcome.points}
    points = {point.id for point in scheme.points}
    return [
        *(
            Finding(file, "misconceptions", f"{id_!r} is not in scheme.yaml", "Add it there.")
            for id_ in sorted(shown - marked)
        ),
        *(Finding(file, "misconceptions", f"{id_!r} has no card", "Add one.") for id_ in sorted(marked - shown)),
        *(Finding(file, "outcomes", f"{id_!r} is not in scheme.yaml", "Mend it.") for id_ in sorted(under - points)),
        *(Finding(file, "outcomes", f"{id_!r} has no outcome", "Add it to one.") for id_ in sorted(points - under)),
    ]


def _check_library(content: Path) -> list[Finding]:
    """What no unit owns: models, maps, roles, moves between them, factors and qualifications."""
    findings = [finding for folder in ("models", "maps", "roles") for finding in _strays(content / folder)]
    owned: list[tuple[Path, list[str]]] = []
    for path in _files(content, "models"):
        model: ServiceModel | None = _gathering(findings, load_service_model, path)
        owned += [(path, model.units)] if model else []
    for path in _files(content, "maps"):
        found: Map | None = _gathering(findings, load_map, path)
        owned += [(path, found.units)] if found else []
    qualifications: tuple[QualificationText, ...] | None
    qualifications = _gathering(findings, load_qualifications, content / "qualifications.yaml")
    owned += [(content / "qualifications.yaml", qualification.units) for qualification in qualifications or ()]
    factors = _gathering(findings, load_factors, content / "factors.yaml")
    owned += [(content / "factors.yaml", factors.units)] if factors else []
    progression = _check_roles(content, findings)
    owned += [(content / "progression.yaml", progression.units)] if progression else []
    known = {folder.name for folder in _unit_folders(content)}
    return findings + [_unknown_unit(path, id_, known) for path, ids in owned for id_ in ids if id_ not in known]


def _check_roles(content: Path, findings: list[Finding]) -> Progression | None:
    """The moves between roles, or None where they, or a role that they may name, cannot be read."""
    loaded = [_gathering(findings, load_industry, path) for path in _files(content, "roles")]
    industries: list[Industry] = [industry for industry in loaded if industry]
    findings += repeated_ids(content / "roles", {"roles": [role.id for i in industries for role in i.roles]})
    if len(industries) < len(loaded):
        return None
    return _gathering(findings, partial(load_progression, industries=industries), content / "progression.yaml")


def _units_that_read(content: Path) -> dict[Path, Unit]:
    loaded = {folder: _quietly(load_unit, folder) for folder in _unit_folders(content)}
    return {folder: unit for folder, unit in loaded.items() if unit}


def _gathering(findings: list[Finding], load: Callable[[Path], Loaded], path: Path) -> Loaded | None:
    """What `load` reads, or None with its findings added to the others."""
    try:
        return load(path)
    except ContentInvalid as invalid:
        findings += invalid.findings
        return None


def _quietly(load: Callable[[Path], Loaded], path: Path) -> Loaded | None:
    """The same for a file whose findings were gathered before."""
    return _gathering([], load, path)


def _unit_folders(content: Path) -> list[Path]:
    return sorted(path for path in (content / "units").iterdir() if path.is_dir())


def _files(content: Path, folder: str) -> list[Path]:
    return sorted((content / folder).glob("*.yaml"))


def _library_files(content: Path) -> list[Path]:
    folders = [path for folder in ("models", "maps", "roles") for path in _files(content, folder)]
    return [*folders, content / "progression.yaml", content / "factors.yaml"]


def _strays(folder: Path) -> list[Finding]:
    """A folder that is not there, or holds nothing, and files in it that nobody reads."""
    if not list(folder.glob("*.yaml")):
        return [Finding(str(folder), "folder", "holds no .yaml file", "Add one.")]
    return [
        Finding(str(path), "file", "is not read", "Name it with .yaml at the end, or remove it.")
        for path in sorted(folder.iterdir())
        if path.suffix != ".yaml"
    ]


def _unknown_unit(path: Path, id_: str, known: set[str]) -> Finding:
    return Finding(str(path), "units", f"{id_!r} is no unit", f"Use one of: {', '.join(sorted(known))}.")
