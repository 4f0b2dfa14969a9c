"""Reads and writes the trained readers, and joins them with the shipped mark schemes."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

from wellserved.curriculum import library
from wellserved.marking.marker import TrainedScheme
from wellserved.marking.readers import Floats, Readers
from wellserved.marking.scheme import MarkScheme

_ARRAYS = ("vector_heads", "vector_bias", "both_vector_heads", "both_word_heads", "both_bias", "calibration")


class ReadersWrong(Exception):
    """The readers on disk were not trained for this scheme. The message names what is missing."""


@cache
def load_scheme(unit_id: str) -> TrainedScheme:
    """The shipped mark scheme of a unit with its readers; KeyError when there is no such unit."""
    return join(library.scheme(unit_id))


def join(scheme: MarkScheme) -> TrainedScheme:
    """`scheme` (shipped or frozen earlier) with the unit's readers; raises ReadersWrong when they do not fit."""
    readers = load_readers(scheme.unit)
    wanted = [f"{point.id}/{part.id}" for point in scheme.points for part in point.parts]
    unknown = [key for key in wanted if key not in readers.keys]
    if unknown:
        raise ReadersWrong(
            f"The readers of {scheme.unit} know nothing of {', '.join(unknown)}. Run `wellserved train`."
        )
    return TrainedScheme(scheme, readers)


@cache
def load_readers(unit_id: str) -> Readers:
    """The unit's trained readers; raises ReadersWrong when none were trained."""
    resource = files("wellserved.adapters.artefacts").joinpath(f"{unit_id}.safetensors")
    if not resource.is_file():
        raise ReadersWrong(f"No readers for {unit_id} were found. Run `wellserved train`.")
    with as_file(resource) as path:
        return read_readers(path)


def write_tuned(layers: dict[str, Floats]) -> Path:
    """Write the encoder's tuned layers (named `encoder.layer...`) as 16-bit floats; `write_graph` comes next."""
    path = _artefacts() / "tuned.safetensors"
    save_file({name.replace("encoder.", "tuned.", 1): array.astype(np.float16) for name, array in layers.items()}, path)
    return path


def write_graph(graph: bytes) -> Path:
    path = _artefacts() / "tuned.onnx"
    path.write_bytes(graph)
    return path


def read_readers(path: Path) -> Readers:
    with safe_open(path, framework="numpy") as file:
        about = file.metadata()
        arrays = {name: file.get_tensor(name).astype(np.float32) for name in _ARRAYS}
    return Readers(version=about["version"], keys=tuple(json.loads(about["keys"])), encoder=about["encoder"], **arrays)


def write_readers(readers: Readers, unit_id: str, encoder: str, scheme: MarkScheme) -> Path:
    """Write the artefact beside this module as 16-bit floats; the same readers give the same bytes."""
    path = _artefacts() / f"{unit_id}.safetensors"
    arrays = {name: getattr(readers, name).astype(np.float16) for name in _ARRAYS}
    about = {
        "version": readers.version,
        "keys": json.dumps(readers.keys),
        "encoder": encoder,
        "scheme": scheme.digest,
    }
    save_file(arrays, path, metadata=about)
    _put_header_in_order(path)
    return path


def _put_header_in_order(path: Path) -> None:
    """safetensors writes its metadata in an order of its own each time: sorted, the same content has the same bytes."""
    raw = path.read_bytes()
    end = 8 + int.from_bytes(raw[:8], "little")
    header = json.dumps(json.loads(raw[8:end]), sort_keys=True, separators=(",", ":")).encode()
    header += b" " * (-len(header) % 8)
    path.write_bytes(len(header).to_bytes(8, "little") + header + raw[end:])


def _artefacts() -> Path:
    return Path(str(files("wellserved.adapters.artefacts")))
