"""Runs the suite over a set of answers: how many wrong ones turn to met, how many right ones change."""

from __future__ import annotations

from bench.answers import AnswerSet
from bench.attacks.changes import ATTACKS, HONEST, Setting
from wellserved.adapters import load_scheme
from wellserved.marking import Encoder, mark


def report(answer_set: AnswerSet, encoder: Encoder, stride: int = 3) -> list[str]:
    """Markdown tables, over every `stride`-th answer. Forced decisions, so that `unsure` hides nothing."""
    settings = _settings(answer_set)[::stride]
    before = {s.answer.id: _met(s.answer.text, s, encoder) for s in settings}
    wrong = [s for s in settings if not s.answer.met and not before[s.answer.id]]
    right = [s for s in settings if s.answer.met and before[s.answer.id]]
    lines = [
        f"Attacks on the {len(wrong)} wrong answers of the set {answer_set.name} that the marker refuses, forced "
        "decisions. What makes a new text (a list, a denial, a shuffle) counts once a wrong answer.",
        "",
        "| attack | n | turned to met |",
        "| --- | --- | --- |",
    ]
    total, turned = 0, 0
    for name, attack in ATTACKS.items():
        texts = [(s, text) for s in wrong if (text := attack(s)) is not None]
        hits = sum(_met(text, s, encoder) for s, text in texts)
        total, turned = total + len(texts), turned + hits
        lines.append(f"| {name} | {len(texts)} | {hits} |")
    lines += [f"| **all** | {total} | {turned} = {turned / max(total, 1):.1%} |", ""]
    lines += [f"Honest changes to the {len(right)} right answers that the marker credits.", ""]
    lines += ["| change | n | no longer met |", "| --- | --- | --- |"]
    total, lost = 0, 0
    for name, change in HONEST.items():
        misses = sum(not _met(change(s), s, encoder) for s in right)
        total, lost = total + len(right), lost + misses
        lines.append(f"| {name} | {len(right)} | {misses} |")
    return [*lines, f"| **all** | {total} | {lost} = {lost / max(total, 1):.1%} |", ""]


def _settings(answer_set: AnswerSet) -> list[Setting]:
    found = []
    for answer in answer_set.answers:
        point = load_scheme(answer.unit).scheme.point(answer.point)
        here = tuple(a.text for a in answer_set.answers if a.met and (a.unit, a.point) == (answer.unit, answer.point))
        elsewhere = tuple(
            a.text for a in answer_set.answers if a.met and a.unit == answer.unit and a.point != answer.point
        )
        if here and elsewhere:
            found.append(Setting(answer, point, here, elsewhere))
    return found


def _met(text: str, setting: Setting, encoder: Encoder) -> bool:
    scheme = load_scheme(setting.answer.unit).only(setting.answer.point)
    return mark(text, scheme, encoder, decide=True).points[0].decision == "met"
