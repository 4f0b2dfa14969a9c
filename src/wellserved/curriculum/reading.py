"""Reads one strict YAML file into a checked model: duplicate keys, unknown keys and wrong shapes are all refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from wellserved.curriculum.errors import ContentInvalid, Finding

Model = TypeVar("Model", bound="Strict")


class Strict(BaseModel):
    """A model that refuses unknown keys and does not coerce."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, str_strip_whitespace=True)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The safe loader, with duplicate keys refused instead of silently overwritten."""


def _mapping_without_duplicates(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[str] = set()
    for key_node, _ in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} stands twice", key_node.start_mark)
        seen.add(key)
    loader.flatten_mapping(node)
    return dict(yaml.constructor.SafeConstructor.construct_mapping(loader, node, deep=True))


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_without_duplicates)


def read_yaml(path: Path) -> Any:
    """The file's plain data; raises ContentInvalid when it is missing, not UTF-8 or not YAML."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentInvalid([Finding(str(path), "file", "is missing", "Add it, or remove its folder.")]) from None
    except UnicodeDecodeError as error:
        found = f"byte {error.start} is not UTF-8"
        raise ContentInvalid([Finding(str(path), "file", found, "Save it as UTF-8.")]) from None
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506  (a subclass of the safe loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else "file"
        found = str(getattr(error, "problem", None) or error)
        raise ContentInvalid([Finding(str(path), place, found, "Mend the YAML there.")]) from None
    except (ValueError, AttributeError) as error:  # PyYAML's own, for a value such as 2026-13-45
        found = f"holds a value that looks like a date or number and is none: {error}"[:200]
        raise ContentInvalid([Finding(str(path), "file", found, "Put the value in quotes.")]) from None


def read_model(path: Path, model: type[Model]) -> Model:
    """The file as `model`; raises ContentInvalid with every finding."""
    return check_model(read_yaml(path), model, str(path))


def check_model(data: Any, model: type[Model], file: str) -> Model:
    if not isinstance(data, dict):
        raise ContentInvalid([Finding(file, "file", "holds no mapping", "Start it with `key: value` lines.")])
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise ContentInvalid([_finding(file, entry) for entry in error.errors()]) from None


def _finding(file: str, entry: Any) -> Finding:
    place = " > ".join(_step(step) for step in entry["loc"]) or "file"
    if entry["type"] == "extra_forbidden":
        return Finding(file, place, "is not a known key", "Remove it, or mend its spelling.")
    if entry["type"] == "missing":
        return Finding(file, place, "is missing", "Add it.")
    shown = repr(entry.get("input"))
    return Finding(file, place, f"{entry['msg']}; found {shown[:80]}", "Mend the value.")


def _step(step: int | str) -> str:
    return f"item {step + 1}" if isinstance(step, int) else step
