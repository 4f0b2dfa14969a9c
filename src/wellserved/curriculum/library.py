"""Where the shipped content lies, and the units in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from wellserved.curriculum.units import Unit, load_scheme, load_unit
from wellserved.curriculum.writing_help import WritingHelp, load_writing_help
from wellserved.marking.scheme import MarkScheme


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
def writing_help(unit_id: str) -> dict[str, WritingHelp]:
    """What helps to write the answers of a unit, by point; KeyError when there is no such unit."""
    return load_writing_help(unit_folder(unit_id), scheme(unit_id))
