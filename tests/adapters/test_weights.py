from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

from wellserved.adapters.encoder import WeightsMissing, WeightsWrong, weights


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder with two small files that stand for the weights, and nothing else to be found."""
    folder = tmp_path / "named"
    folder.mkdir()
    for name in weights.SHA256:
        content = f"the right {name}".encode()
        (folder / name).write_bytes(content)
        monkeypatch.setitem(weights.SHA256, name, hashlib.sha256(content).hexdigest())
    monkeypatch.delenv(weights.VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(weights, "PACKAGE", "no_such_package")
    return folder


def fill(folder: Path, small: Path) -> Path:
    folder.mkdir(parents=True)
    for name in weights.SHA256:
        (folder / name).write_bytes((small / name).read_bytes())
    return folder


def test_right_files_are_loaded(small: Path) -> None:
    loaded = weights.load(weights.find(small))
    assert bytes(loaded.model) == b"the right model.safetensors"
    assert loaded.tokenizer == "the right tokenizer.json"


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_changed_byte_is_refused_with_path_and_both_hashes(name: str, small: Path) -> None:
    content = bytearray((small / name).read_bytes())
    content[3] ^= 1
    (small / name).write_bytes(content)
    with pytest.raises(WeightsWrong) as refused:
        weights.load(small)
    said = str(refused.value)
    assert str(small / name) in said
    assert hashlib.sha256(content).hexdigest() in said
    assert weights.SHA256[name] in said
    assert "wellserved encoder fetch" in said


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_empty_file_is_refused_like_any_other(name: str, small: Path) -> None:
    (small / name).write_bytes(b"")
    with pytest.raises(WeightsWrong, match=name):
        weights.load(small)


def test_named_folder_never_falls_through_to_another(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(weights.cache_folder(), small)
    wrong = tmp_path / "wrong"
    wrong.mkdir()
    (wrong / "tokenizer.json").write_bytes(b"only one of the two")
    with pytest.raises(WeightsMissing, match=r"wrong does not hold model\.safetensors and tokenizer\.json"):
        weights.find(wrong)
    monkeypatch.setenv(weights.VARIABLE, str(wrong))
    with pytest.raises(WeightsMissing, match=weights.VARIABLE):
        weights.find()


def test_order_of_places(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "path" / "tiny_weights"
    fill(package / "model", small)
    (package / "__init__.py").write_text("raise RuntimeError('the package is looked at, not run')")
    monkeypatch.syspath_prepend(str(tmp_path / "path"))
    monkeypatch.setattr(weights, "PACKAGE", "tiny_weights")
    assert weights.find() == package / "model"
    cached = fill(weights.cache_folder(), small)
    assert weights.find() == cached
    monkeypatch.setenv(weights.VARIABLE, str(small))
    assert weights.find() == small
    assert weights.find(cached) == cached


def test_missing_weights_say_where_was_looked_and_what_to_do(small: Path) -> None:
    with pytest.raises(WeightsMissing) as missing:
        weights.find()
    said = str(missing.value)
    assert str(weights.cache_folder()) in said
    assert "wellserved encoder fetch" in said
    assert weights.VARIABLE in said


def test_cache_with_one_file_only_is_not_taken(small: Path) -> None:
    fill(weights.cache_folder(), small)
    (weights.cache_folder() / "tokenizer.json").unlink()
    with pytest.raises(WeightsMissing):
        weights.find()


def hub(monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[tuple[str, str, str]]:
    """A stand-in for the model hub's client that takes its files from `folder`; returns what was asked for."""
    asked: list[tuple[str, str, str]] = []

    def hf_hub_download(repository: str, name: str, *, revision: str) -> str:
        asked.append((repository, name, revision))
        return str(folder / name)

    client = ModuleType("huggingface_hub")
    client.hf_hub_download = hf_hub_download  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "huggingface_hub", client)
    return asked


def test_fetch_asks_for_the_pinned_files_and_keeps_them(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = hub(monkeypatch, small)
    folder = weights.fetch()
    assert folder == weights.cache_folder() == weights.find()
    assert asked == [(weights.REPOSITORY, name, weights.REVISION) for name in weights.SHA256]
    assert sorted(path.name for path in folder.iterdir()) == sorted(weights.SHA256)
    weights.load(folder)


def test_fetch_keeps_nothing_wrong(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hub(monkeypatch, small)
    (small / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(WeightsWrong):
        weights.fetch()
    assert list(weights.cache_folder().iterdir()) == []
