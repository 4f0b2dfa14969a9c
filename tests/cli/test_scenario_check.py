from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from wellserved.cli import main, scenario_command
from wellserved.curriculum import library
from wellserved.simulation.checking import AgentRow, Report, Result
from wellserved.simulation.scenario import Scenario

SHIPPED = library.content_folder()


def of_one(scenario: Scenario, seeds: int) -> Report:
    """A report without playing: it holds for any scenario but the refund."""
    holds = scenario.id != "refund-above-limit"
    row = AgentRow("expert", (90, 95), (0, 0), ("resolved",))
    return Report(scenario.id, (row,), (Result("gates hold", holds, f"in {seeds} plays"),))


@pytest.fixture
def without_playing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenario_command, "check_scenario", of_one)


def test_table_of_one_scenario(without_playing: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scenario", "check", "wrong-order-twice", "--seeds", "7"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("wrong-order-twice\n")
    assert "90-95" in said
    assert "ok  gates hold" in said
    assert "in 7 plays" in said


def test_every_scenario_is_checked_and_one_that_fails_is_told(
    without_playing: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scenario", "check"]) == 1
    said = capsys.readouterr().out
    assert [line for line in said.splitlines() if line in library.scenario_ids()] == list(library.scenario_ids())
    assert said.count("NOT  gates hold") == 1


def test_unknown_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scenario", "check", "no-such"]) == 2
    assert f"known: {library.scenario_ids()[0]}, " in capsys.readouterr().err


def test_broken_scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(SHIPPED / "personas", tmp_path / "personas")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "bad.yaml").write_text("id: bad\ncolour: red\n", encoding="utf-8")
    monkeypatch.setattr(library, "content_folder", lambda: tmp_path)
    assert main(["scenario", "check", "bad"]) == 1
    assert "bad.yaml: colour: is not a known key" in capsys.readouterr().err
