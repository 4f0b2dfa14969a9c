"""Where the shipped content lies, and what is in it. What no unit owns is read once and kept."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from wellserved.curriculum.factors import Factors, load_factors
from wellserved.curriculum.maps import Map, load_map
from wellserved.curriculum.model_answers import ModelAnswer, load_model_answers
from wellserved.curriculum.qualifications import QualificationText, load_qualifications
from wellserved.curriculum.roles import Industry, Progression, Role, load_industry, load_progression
from wellserved.curriculum.scenarios import load_scenario, scenario_text
from wellserved.curriculum.service_models import ServiceModel, load_service_model
from wellserved.curriculum.units import Unit, load_scheme, load_unit
from wellserved.curriculum.writing_help import WritingHelp, load_writing_help
from wellserved.marking.scheme import MarkScheme
from wellserved.simulation.scenario import Scenario


def content_folder() -> Path:
    """The `content/` folder: inside the installed package, or at the top of a checkout."""
    package = Path(__file__).resolve().parents[1]
    shipped = package / "content"
    return shipped if shipped.is_dir() else package.parents[1] / "content"


def unit_ids() -> tuple[str, ...]:
    """Ids of the shipped units, sorted: the folders that hold both the pages and the mark scheme."""
    folders = (path.parent for path in (content_folder() / "units").glob("*/scheme.yaml"))
    return tuple(sorted(folder.name for folder in folders if (folder / "unit.yaml").is_file()))


def unit_folder(unit_id: str) -> Path:
    """The unit's folder; raises KeyError naming the known units when there is none."""
    if unit_id not in unit_ids():
        raise KeyError(f"no unit {unit_id!r}; known: {', '.join(unit_ids())}")
    return content_folder() / "units" / unit_id


@cache
def scheme(unit_id: str) -> MarkScheme:
    """The shipped mark scheme of a unit; KeyError when there is no such unit."""
    return load_scheme(unit_folder(unit_id))


@cache
def unit(unit_id: str) -> Unit:
    """The shipped pages of a unit; KeyError when there is no such unit."""
    return load_unit(unit_folder(unit_id))


@cache
def units() -> tuple[Unit, ...]:
    return tuple(unit(unit_id) for unit_id in unit_ids())


@cache
def model_answers(unit_id: str) -> dict[str, ModelAnswer]:
    """The unit's model answers by marking point; KeyError when there is no such unit."""
    return load_model_answers(unit_folder(unit_id), scheme(unit_id))


@cache
def qualifications() -> tuple[QualificationText, ...]:
    return load_qualifications(content_folder() / "qualifications.yaml")


def qualification_of(unit_id: str) -> QualificationText | None:
    return next((found for found in qualifications() if unit_id in found.units), None)


@cache
def service_models() -> dict[str, ServiceModel]:
    return {path.stem: load_service_model(path) for path in _files("models")}


@cache
def maps() -> dict[str, Map]:
    return {path.stem: load_map(path) for path in _files("maps")}


@cache
def industries() -> tuple[Industry, ...]:
    return tuple(load_industry(path) for path in _files("roles"))


@cache
def progression() -> Progression:
    return load_progression(content_folder() / "progression.yaml", list(industries()))


@cache
def factors() -> Factors:
    return load_factors(content_folder() / "factors.yaml")


def roles() -> dict[str, Role]:
    return {role.id: role for industry in industries() for role in industry.roles}


@cache
def units_with_card() -> dict[str, tuple[Unit, ...]]:
    """For each card's id the units that hold it: an idea that units share has one id."""
    ids = {card.id for found in units() for card in found.cards}
    return {id_: tuple(found for found in units() if any(card.id == id_ for card in found.cards)) for id_ in ids}


@cache
def units_with_term() -> dict[str, tuple[Unit, ...]]:
    """The same for terms."""
    ids = {term.id for found in units() for term in found.terms}
    return {id_: tuple(found for found in units() if any(term.id == id_ for term in found.terms)) for id_ in ids}


def _files(folder: str) -> list[Path]:
    return sorted((content_folder() / folder).glob("*.yaml"))


def writing_help(unit_id: str) -> dict[str, WritingHelp]:
    """What helps to write the answers of a unit, by point; KeyError when there is no such unit."""
    return load_writing_help(unit_folder(unit_id), scheme(unit_id))


def scenario_ids() -> tuple[str, ...]:
    """Ids of the shipped scenarios, sorted."""
    return tuple(sorted(path.stem for path in (content_folder() / "scenarios").glob("*.yaml")))


@cache
def scenario(scenario_id: str) -> Scenario:
    """The shipped scenario; KeyError naming the known ones when there is none, ContentInvalid when it is broken."""
    if scenario_id not in scenario_ids():
        raise KeyError(f"no scenario {scenario_id!r}; known: {', '.join(scenario_ids())}")
    return load_scenario(content_folder() / "scenarios" / f"{scenario_id}.yaml")


def frozen_scenario(scenario_id: str) -> str:
    """The scenario as a text that can be kept, for `scenario_from_text`; KeyError when there is none."""
    return scenario_text(content_folder() / "scenarios" / f"{scenario(scenario_id).id}.yaml")
