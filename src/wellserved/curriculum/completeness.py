"""What a unit must have before learners see it, and what units that share an idea must agree on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from wellserved.curriculum.errors import ContentInvalid, Finding
from wellserved.curriculum.model_answers import load_model_answers
from wellserved.curriculum.reading import read_yaml
from wellserved.curriculum.reading_grade import reading_grade
from wellserved.curriculum.units import Unit
from wellserved.marking.scheme import MarkScheme

CARDS, TERMS, KEY_SKILLS = 6, 10, 3
ENTRY_GRADE, GRADE = 6.0, 8.0
_WHOLE = re.compile(r"[.!?]['\"”’)]*$")


def check_complete(folder: Path, unit: Unit, scheme: MarkScheme | None) -> list[Finding]:
    """Enough of everything, texts that are whole and easy to read, relations that lead somewhere."""
    path = folder / "unit.yaml"
    findings = [
        *_too_few(path, unit),
        *_cut_off(path, unit),
        *_hard_to_read(path, unit),
        *_outcomes_as_terms(path, unit),
    ]
    known = {other.name for other in folder.parent.iterdir() if other.is_dir()} - {unit.id}
    findings += [
        Finding(str(path), "related", f"{id_!r} is no other unit", f"Use one of: {', '.join(sorted(known))}.")
        for id_ in unit.related
        if id_ not in known
    ]
    return findings + (_model_answers(folder, unit, scheme) if scheme else [])


def check_readable(paths: Iterable[Path]) -> list[Finding]:
    """Files that no unit owns are read in entry units too, and are as easy to read as those."""
    findings: list[Finding] = []
    for path in paths:
        try:
            grade = reading_grade(_prose(read_yaml(path)))
        except ContentInvalid:
            continue  # told where the file was read
        if grade > ENTRY_GRADE:
            would_do = f"Shorten sentences and words until it is {ENTRY_GRADE:g} or less."
            findings.append(Finding(str(path), "file", f"its reading grade is {grade:.1f}", would_do))
    return findings


def _prose(data: object) -> Iterator[str]:
    """The texts that hold a whole sentence, wherever they stand."""
    if isinstance(data, str) and _WHOLE.search(data):
        yield data
    elif isinstance(data, dict):
        yield from (text for value in data.values() for text in _prose(value))
    elif isinstance(data, list):
        yield from (text for value in data for text in _prose(value))


def check_shared(units: Mapping[Path, Unit]) -> list[Finding]:
    """One idea has one id and one id means one idea, in whatever unit: what is learnt once then counts everywhere."""
    named: defaultdict[str, dict[str, Path]] = defaultdict(dict)
    called: defaultdict[str, dict[str, Path]] = defaultdict(dict)
    for path, unit in units.items():
        for term in unit.terms:
            named[term.term.casefold()].setdefault(term.id, path)
            called[term.id].setdefault(term.term.casefold(), path)
        for card in unit.cards:
            named[f"card {card.title.casefold()}"].setdefault(card.id, path)
    return [
        *_differing(named, "has the ids", "Keep one id for one idea."),
        *_differing(called, "stands for", "Give each idea an id of its own."),
    ]


def sections(unit: Unit) -> dict[str, list[str]]:
    """The words of each section of the unit's pages, without ids."""
    return {
        "synopsis": [unit.lead, *unit.synopsis, *unit.before_you_start, *(s.how for s in unit.key_skills)],
        "cards": [t for c in unit.cards for t in (c.text, c.example, c.check.question, c.check.answer)],
        "terms": [t for w in unit.terms for t in (w.means, w.used_well, w.misused, w.why)],
        "tips": [t for tip in unit.tips for t in (tip.do, tip.why, tip.example)],
        "misconceptions": [t for m in unit.misconceptions for t in (m.belief, m.correction, m.wrong, m.right)],
        "faq": [t for q in unit.faq for t in (q.question, q.answer)],
    }


def grade_limit(unit: Unit) -> float:
    return ENTRY_GRADE if unit.level.startswith("Entry") else GRADE


def _too_few(path: Path, unit: Unit) -> Iterator[Finding]:
    for place, entries, least in (
        ("cards", unit.cards, CARDS),
        ("terms", unit.terms, TERMS),
        ("key_skills", unit.key_skills, KEY_SKILLS),
    ):
        if len(entries) < least:
            yield Finding(str(path), place, f"there are {len(entries)}", f"Write at least {least}.")


def _cut_off(path: Path, unit: Unit) -> Iterator[Finding]:
    """A text whose last sentence has no end was cut off on its way here."""
    for place, texts in sections(unit).items():
        for text in texts:
            if text.endswith(("...", "…")) or not _WHOLE.search(text):
                yield Finding(str(path), place, f"{text[-40:]!r} has no end", "End it with a full stop.")


def _hard_to_read(path: Path, unit: Unit) -> Iterator[Finding]:
    for place, texts in sections(unit).items():
        grade = reading_grade(texts)
        if grade > grade_limit(unit):
            would_do = f"Shorten sentences and words until it is {grade_limit(unit):g} or less."
            yield Finding(str(path), place, f"its reading grade is {grade:.1f}", would_do)


def _outcomes_as_terms(path: Path, unit: Unit) -> Iterator[Finding]:
    outcomes = {outcome.statement.casefold().rstrip(".") for outcome in unit.outcomes}
    for term in unit.terms:
        if {term.term.casefold().rstrip("."), term.means.casefold().rstrip(".")} & outcomes:
            yield Finding(str(path), "terms", f"{term.id!r} is a learning outcome", "Explain a word instead.")


def _model_answers(folder: Path, unit: Unit, scheme: MarkScheme) -> list[Finding]:
    path = folder / "model-answers.yaml"
    if not path.is_file():
        return [Finding(str(path), "file", "is missing", "Write a model answer for each marking point.")]
    try:
        answers = load_model_answers(folder, scheme)
    except ContentInvalid:
        return []  # told where the file was read
    findings: list[Finding] = []
    for answer in answers.values():
        grade = reading_grade([answer.text, *(note.why for note in answer.notes), answer.further])
        if grade > grade_limit(unit):
            place, would_do = f"answers > {answer.point}", f"Make it {grade_limit(unit):g} or less."
            findings.append(Finding(str(path), place, f"its reading grade is {grade:.1f}", would_do))
    return findings


def _differing(found: Mapping[str, Mapping[str, Path]], says: str, would_do: str) -> Iterator[Finding]:
    for name, others in found.items():
        if len(others) > 1:
            last = list(others.values())[-1]
            listed = " and ".join(f"{other!r} ({path.parent.name})" for other, path in others.items())
            yield Finding(str(last), "cards and terms", f"{name!r} {says} {listed}", would_do)
