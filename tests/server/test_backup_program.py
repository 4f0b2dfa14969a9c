"""The commands as people run them: history, backup, restore into another installation."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def wellserved(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    clean = {n: v for n, v in os.environ.items() if not n.startswith(("WELLSERVED", "DATABASE", "DJANGO"))}
    return subprocess.run(
        [sys.executable, "-m", "wellserved.cli", *arguments],
        env={**clean, "WELLSERVED_HOME": str(home), "WELLSERVED_KEEP_KEY": "1"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_backup_moves_to_another_installation(tmp_path: Path) -> None:
    old, new, file = tmp_path / "old", tmp_path / "new", tmp_path / "all.zip"
    made = wellserved(old, "history", "--learners", "3", "--years", "1")
    assert made.stdout.startswith("Made up 3 learners"), made.stderr
    again = wellserved(old, "history")
    assert (again.returncode, again.stderr.split(".")[0]) == (1, "The history is here already")
    saved = wellserved(old, "backup", str(file))
    assert "The log holds." in saved.stdout, saved.stderr
    assert (old / "secret-key").read_bytes() not in file.read_bytes()
    restored = wellserved(new, "restore", str(file))
    assert "each one checked. The log holds." in restored.stdout, restored.stderr
    refused = wellserved(new, "restore", str(file))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "--replace" in refused.stderr
