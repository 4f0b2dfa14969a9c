from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from wellserved.adapters.encoder import weights
from wellserved.cli import main
from wellserved.curriculum import library


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a unit in a copy of the shipped content, without the exemplars, which are big."""
    copied = tmp_path / "content"
    shutil.copytree(library.content_folder(), copied, ignore=shutil.ignore_patterns("exemplars"))
    monkeypatch.setattr(library, "content_folder", lambda: copied)
    return copied / "units" / "service-environment"


def test_content_without_findings(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "check"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "0 findings" in said.out


def test_every_finding_of_every_file_is_listed(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("unit.yaml", "scheme.yaml"):
        path = content / name
        path.write_text(path.read_text(encoding="utf-8") + "colour: red\nsize: 3\n", encoding="utf-8")
    assert main(["content", "check"]) == 1
    said = capsys.readouterr()
    for name in ("unit.yaml", "scheme.yaml"):
        for place in ("colour", "size"):
            assert f"{content / name}: {place}: is not a known key. Remove it, or mend its spelling." in said.err
    assert "4 findings" in said.out


@pytest.mark.encoder
def test_encoder_where(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["encoder", "where"]) == 0
    assert str(weights.find()) in capsys.readouterr().out


def test_encoder_that_is_nowhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(weights.VARIABLE, str(tmp_path))
    assert main(["encoder", "where"]) == 1
    assert str(tmp_path) in capsys.readouterr().err


def test_encoder_that_is_wrong(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in weights.SHA256:
        (tmp_path / name).write_bytes(b"something else")
    monkeypatch.setenv(weights.VARIABLE, str(tmp_path))
    assert main(["encoder", "where"]) == 1
    assert "sha256" in capsys.readouterr().err
