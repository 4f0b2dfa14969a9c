"""What marking costs: CPU against the encoder's own, cold start, memory."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from bench.answers import AnswerSet
from wellserved.adapters import load_scheme
from wellserved.marking import Encoder, mark
from wellserved.marking.segments import sentences

ROUNDS = 3


def report(answer_set: AnswerSet, encoder: Encoder) -> list[str]:
    answers = answer_set.answers[:25]

    def encode_once() -> None:
        for answer in answers:
            encoder.encode([sentence.text for sentence in sentences(answer.text)])

    def mark_one_point() -> None:
        for answer in answers:
            mark(answer.text, load_scheme(answer.unit).only(answer.point), encoder)

    def mark_all_points() -> None:
        for answer in answers:
            mark(answer.text, load_scheme(answer.unit), encoder)

    base = _cpu(encode_once)
    one, every = _cpu(mark_one_point), _cpu(mark_all_points)
    starts = [_cold_start() for _ in range(3)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        "| figure | value |",
        "| --- | --- |",
        f"| CPU per answer, its sentences encoded once | {base / len(answers) * 1000:.1f} ms |",
        f"| the same, one point marked | {one / len(answers) * 1000:.1f} ms = {one / base:.2f} times that |",
        f"| all points of the unit | {every / len(answers) * 1000:.1f} ms = {every / base:.2f} times |",
        f"| cold start to a result, `wellserved mark --text` | {statistics.median(starts):.2f} s (median of 3) |",
        f"| peak memory of this process | {peak:.0f} MiB |",
        "",
    ]


def _cpu(work: Callable[[], None]) -> float:
    """CPU seconds of this process, the least of several rounds."""
    work()
    taken = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def _cold_start() -> float:
    marking = ["mark", "--unit", "service-environment", "--text", "They come back."]
    command = [sys.executable, "-m", "wellserved.cli", *marking]
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun
