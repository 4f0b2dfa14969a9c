"""Runs the suite over a set of answers: how many wrong ones turn to met, how many right ones change."""

from __future__ import annotations

from collections.abc import Callable

from bench.answers import AnswerSet
from bench.attacks.changes import ATTACKS, HONEST, Setting
from bench.marking import Request, met_when_forced
from wellserved.adapters import load_scheme


def report(answer_set: AnswerSet, stride: int = 1) -> list[str]:
    """Markdown tables, over every `stride`-th answer. Forced decisions, so that `unsure` hides nothing."""
    settings = _settings(answer_set)[::stride]
    met = met_when_forced(_request(s, s.answer.text) for s in settings)
    wrong = [s for s, is_met in zip(settings, met, strict=True) if not s.answer.met and not is_met]
    right = [s for s, is_met in zip(settings, met, strict=True) if s.answer.met and is_met]
    attacked = {name: _texts(attack, wrong) for name, attack in ATTACKS.items()}
    changed = {name: _texts(change, right) for name, change in HONEST.items()}
    turned = _met(attacked)
    kept = _met(changed)
    return [
        f"Attacks on the {len(wrong)} wrong answers of the set {answer_set.name} that the marker refuses, forced "
        "decisions. What makes a new text (a list, a denial, a shuffle) counts once a wrong answer.",
        "",
        "| attack | n | turned to met |",
        "| --- | --- | --- |",
        *(f"| {name} | {len(met)} | {sum(met)} |" for name, met in turned.items()),
        _total([hit for met in turned.values() for hit in met]),
        "",
        f"Honest changes to the {len(right)} right answers that the marker credits.",
        "",
        "| change | n | no longer met |",
        "| --- | --- | --- |",
        *(f"| {name} | {len(met)} | {len(met) - sum(met)} |" for name, met in kept.items()),
        _total([not hit for met in kept.values() for hit in met]),
        "",
    ]


def _texts(change: Callable[[Setting], str | None], settings: list[Setting]) -> list[tuple[Setting, str]]:
    return [(s, text) for s in settings if (text := change(s)) is not None]


def _met(texts: dict[str, list[tuple[Setting, str]]]) -> dict[str, list[bool]]:
    found = iter(met_when_forced(_request(s, text) for pairs in texts.values() for s, text in pairs))
    return {name: [next(found) for _ in pairs] for name, pairs in texts.items()}


def _request(setting: Setting, text: str) -> Request:
    return Request(setting.answer.unit, setting.answer.point, text)


def _total(hits: list[bool]) -> str:
    return f"| **all** | {len(hits)} | {sum(hits)} = {sum(hits) / max(len(hits), 1):.1%} |"


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
