"""Model answers: for each marking point one answer that meets it, and which of its words show which part.

A learner sees them after a first attempt of their own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from wellserved.curriculum.errors import ContentInvalid, Finding
from wellserved.curriculum.reading import Strict, read_model
from wellserved.curriculum.units import Slug, Words
from wellserved.marking.scheme import MarkScheme


class Note(Strict):
    """Why some words of the answer show a part. `words` stand in the answer, letter by letter."""

    part: Slug
    words: Words
    why: Words


class ModelAnswer(Strict):
    point: Slug
    workplace: Words
    text: Words
    notes: Annotated[list[Note], Field(min_length=1)]
    further: Words  # what would make the answer better still once every part is met


class ModelAnswers(Strict):
    answers: Annotated[list[ModelAnswer], Field(min_length=1)]


def load_model_answers(folder: Path, scheme: MarkScheme) -> dict[str, ModelAnswer]:
    """The model answers of the unit in `folder`, by point; raises ContentInvalid with every finding."""
    path = folder / "model-answers.yaml"
    answers = read_model(path, ModelAnswers).answers
    findings = _check_points(path, answers, scheme)
    for answer in answers:
        findings += _check_notes(path, answer, scheme)
    if findings:
        raise ContentInvalid(findings)
    return {answer.point: answer for answer in answers}


def _check_points(path: Path, answers: list[ModelAnswer], scheme: MarkScheme) -> list[Finding]:
    answered, known = [answer.point for answer in answers], [point.id for point in scheme.points]
    return [
        *(Finding(str(path), "answers", f"{p!r} is no marking point", "Mend it.") for p in answered if p not in known),
        *(Finding(str(path), "answers", f"{p!r} has none", "Write one.") for p in known if p not in answered),
        *(
            Finding(str(path), "answers", f"{p!r} has {answered.count(p)}", "Keep one.")
            for p in known
            if answered.count(p) > 1
        ),
    ]


def _check_notes(path: Path, answer: ModelAnswer, scheme: MarkScheme) -> list[Finding]:
    """Every part is shown as often as it is asked for, in words that stand in the answer."""
    place = f"answers > {answer.point}"
    parts = {part.id: part.at_least for point in scheme.points if point.id == answer.point for part in point.parts}
    noted = [note.part for note in answer.notes]
    findings = [
        Finding(str(path), place, f"a note quotes {note.words[:60]!r}, which is not in the answer", "Quote it exactly.")
        for note in answer.notes
        if note.words not in answer.text
    ]
    if parts:
        findings += [
            Finding(str(path), place, f"{part!r} is no part of the point", f"Use one of: {', '.join(sorted(parts))}.")
            for part in sorted(set(noted) - parts.keys())
        ]
    return findings + [
        Finding(str(path), place, f"{part!r} has {noted.count(part)} notes and asks for {needed}", "Add what lacks.")
        for part, needed in parts.items()
        if noted.count(part) < needed
    ]
