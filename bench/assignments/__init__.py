"""Whole assignments: one text of 250 to 550 words, every point of its unit marked at once."""

from __future__ import annotations

import json
from pathlib import Path

from bench.figures import kappa, precision_recall
from bench.marking import MET, Request, mark_all

OURS = Path(__file__).resolve().parent / "blind.jsonl"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "assignments" / "dev.jsonl"


def report(units: list[str]) -> list[str]:
    """Markdown lines: kappa over all points of all assignments, forced decisions."""
    lines = ["| set | assignments | decisions | kappa, forced | misconceptions, precision / recall |"]
    lines.append("| --- | --- | --- | --- | --- |")
    for name, path in (("blind (bench/assignments)", OURS), ("dev", SHARED)):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []
        rows = [row for row in rows if row["unit"] in units]
        if rows:
            lines.append(_row(name, rows))
    return [*lines, ""]


def _row(name: str, rows: list[dict[str, object]]) -> str:
    ours, theirs, held_ours, held_theirs = [], [], [], []
    markings = mark_all(Request(str(row["unit"]), None, str(row["text"])) for row in rows)
    for row, marking in zip(rows, markings, strict=True):
        decisions, misconceptions = _labels(row)
        for point in marking.points:
            ours.append(point.probability >= MET)
            theirs.append(decisions[point.point] == "met")
        found = {m.misconception for m in marking.misconceptions}
        for id_ in found | misconceptions:
            held_ours.append(id_ in found)
            held_theirs.append(id_ in misconceptions)
    precision, recall = precision_recall(held_ours, held_theirs)
    agreement = kappa(ours, theirs)
    return f"| {name} | {len(rows)} | {len(ours)} | {agreement:.2f} | {precision:.2f} / {recall:.2f} |"


def _labels(row: dict[str, object]) -> tuple[dict[str, str], set[str]]:
    """Decisions by point, and the misconceptions, from either file's shape."""
    if "labels" in row:
        labels = row["labels"]
        return dict(labels["decisions"]), set(labels["misconceptions"])  # type: ignore[index]
    points = row["points"]
    return {id_: about["decision"] for id_, about in points.items()}, set(row["misconceptions"])  # type: ignore[attr-defined, call-overload]
