"""The program as it is started from a shell, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

UNIT, POINT = "service-environment", "good-service-pays"
TEXTS = [
    "Customers who are treated well come back, and they tell their friends.",
    "👍\r\n\ud800 They return\x00 because the staff were kind.",
    "",
    "Customers leave. " * 30,
    "- training\n- morale\n\nthe weather",
]


def run(*arguments: str, stdin: bytes = b"", **variables: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-W", "error", "-m", "wellserved.cli", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, env={**os.environ, **variables}, timeout=300)


def lines() -> bytes:
    asked = [{"id": str(n), "unit": UNIT, "point": POINT, "text": text} for n, text in enumerate(TEXTS)]
    asked += [{"id": "whole", "unit": UNIT, "text": TEXTS[0]}]
    good = [json.dumps(line).encode() for line in asked]
    return b"\n".join([good[0], b"{oops", b"", *good[1:], b'{"id": "x", "unit": "no-such", "text": ""}'])


@pytest.mark.encoder
def test_same_bytes_whatever_the_workers(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines())
    written = []
    for workers in ("1", "2"):
        sink = tmp_path / f"out{workers}.jsonl"
        done = run("mark", str(tmp_path / "in.jsonl"), "--output", str(sink), "--workers", workers)
        assert (done.returncode, done.stdout, done.stderr) == (3, b"", b"")
        written.append(sink.read_bytes())
    assert written[0] == written[1]
    answers = [json.loads(line) for line in written[0].splitlines()]
    assert [answer["id"] for answer in answers] == ["0", None, None, "1", "2", "3", "4", "whole", "x"]
    assert len(answers[-2]["points"]) == 8
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out1.jsonl", "out2.jsonl"]
    for answer, text in zip(answers[3:7], TEXTS[1:], strict=True):
        quotes = [quote for point in answer["points"] for part in point["parts"] for quote in part["quotes"]]
        assert all(text[quote["start"] : quote["end"]] == quote["text"] for quote in quotes)


@pytest.mark.encoder
def test_standard_input_gives_the_same_bytes_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines())
    by_stream = run("mark", "-", stdin=lines())
    by_file = run("mark", str(tmp_path / "in.jsonl"))
    assert by_stream.returncode == by_file.returncode == 3
    assert by_stream.stdout == by_file.stdout
    assert by_stream.stderr == b""


@pytest.mark.encoder
def test_marking_loads_neither_django_nor_the_training_libraries() -> None:
    program = (
        "import sys; from wellserved.cli import main; "
        f"assert main(['mark', '--text', 'They return.', '--unit', '{UNIT}', '--json']) == 0; "
        "heavy = {'django', 'sqlite3', 'sklearn', 'scipy', 'jax', 'torch', 'onnx', 'huggingface_hub'}; "
        "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=300)
    assert (done.returncode, done.stderr.strip()) == (0, b"[]")
    assert list(json.loads(done.stdout)) == ["unit", "scheme", "engine", "points", "misconceptions", "flags"]


@pytest.mark.encoder
def test_text_result(tmp_path: Path) -> None:
    done = run("mark", "--text", TEXTS[0], "--unit", UNIT, "--point", POINT, PYTHONIOENCODING="utf-8")
    assert (done.returncode, done.stderr) == (0, b"")
    shown = done.stdout.decode("utf-8")
    assert "Good service pays: " in shown
    assert "a named person decides" in shown
    assert "\x1b" not in shown


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break in another way there")
def test_reader_that_goes_away_is_no_error_to_tell() -> None:
    """Thousands of bad lines need no weights, and fill more than a pipe holds."""
    command = [sys.executable, "-m", "wellserved.cli", "mark", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdin
        assert program.stdout
        assert program.stderr
        program.stdout.close()
        try:
            program.stdin.write(b"bad\n" * 50_000)
            program.stdin.close()
        except BrokenPipeError:
            pass
        assert program.stderr.read() == b""
        assert program.wait(timeout=60) != 0


def test_wrong_folder_for_the_weights_is_told(tmp_path: Path) -> None:
    done = run("mark", "--text", "x", "--unit", UNIT, WELLSERVED_ENCODER=str(tmp_path))
    assert done.returncode == 1
    assert str(tmp_path).encode() in done.stderr
    assert b"Traceback" not in done.stderr
    assert run("encoder", "where", WELLSERVED_ENCODER=str(tmp_path)).returncode == 1


def test_usage_and_version() -> None:
    assert run().returncode == 2
    version = run("--version")
    assert (version.returncode, version.stdout.split()[0]) == (0, b"wellserved")
