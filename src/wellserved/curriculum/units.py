"""A unit of a qualification: its pages and its mark scheme, as the files under `content/units/` say."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from wellserved.curriculum.errors import ContentInvalid, Finding
from wellserved.curriculum.reading import Strict, check_model, read_model
from wellserved.marking.scheme import (
    CountedBy,
    MarkScheme,
    Misconception,
    Part,
    Point,
    Side,
)

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=80)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Some = Annotated[list[Words], Field(min_length=1)]
Verb = Literal["identify", "outline", "describe", "explain", "demonstrate", "justify"]


class Check(Strict):
    question: Words
    answer: Words


class Card(Strict):
    id: Slug
    title: Words
    text: Words
    example: Words
    check: Check


class Term(Strict):
    id: Slug
    term: Words
    means: Words
    used_well: Words
    misused: Words
    why: Words


class Tip(Strict):
    id: Slug
    do: Words
    why: Words
    example: Words


class MisconceptionCard(Strict):
    id: Slug
    belief: Words
    correction: Words
    wrong: Words
    right: Words


class Question(Strict):
    question: Words
    answer: Words


class CardGroup(Strict):
    """Cards that are read together, under a heading of their own."""

    id: Slug
    title: Words
    cards: Annotated[list[Slug], Field(min_length=1)]


class Outcome(Strict):
    """A learning outcome: what a learner will know or be able to do, and the marking points that show it."""

    id: Slug
    statement: Words
    points: Annotated[list[Slug], Field(min_length=1)]


class KeySkill(Strict):
    """A skill that the unit trains and that is of use in any job."""

    id: Slug
    title: Words
    how: Words


class Unit(Strict):
    """One unit's pages for the learner."""

    id: Slug
    title: Words
    level: Words
    lead: Words
    synopsis: Some
    before_you_start: Some
    outcomes: Annotated[list[Outcome], Field(min_length=1)]
    key_skills: Annotated[list[KeySkill], Field(min_length=1)]
    groups: Annotated[list[CardGroup], Field(min_length=1)]
    cards: Annotated[list[Card], Field(min_length=1)]
    terms: Annotated[list[Term], Field(min_length=1)]
    tips: Annotated[list[Tip], Field(min_length=1)]
    misconceptions: Annotated[list[MisconceptionCard], Field(min_length=1)]
    faq: Annotated[list[Question], Field(min_length=1)]
    related: list[Slug] = Field(default_factory=list)

    def cards_of(self, group: CardGroup) -> tuple[Card, ...]:
        """The group's cards in the group's order."""
        by_id = {card.id: card for card in self.cards}
        return tuple(by_id[id_] for id_ in group.cards)


class SideText(Strict):
    here: Some
    there: Some
    must_be_said: bool = True


class PartText(Strict):
    id: Slug
    title: Words
    at_least: Annotated[int, Field(ge=1, le=10)]
    counts: Words
    does_not_count: str
    missing: Words
    vague: Words
    side: SideText | None = None
    counted_by: CountedBy = "item"
    window: Annotated[int, Field(ge=1, le=3)] = 1


class PointText(Strict):
    id: Slug
    title: Words
    statement: Words
    verb: Verb
    task: Words
    note: str
    plain: Words
    simulation_allowed: bool
    parts: Annotated[list[PartText], Field(min_length=1)]
    hints: Some
    scaffold: Some


class MisconceptionText(Strict):
    id: Slug
    belief: Words
    correction: Words
    sign: Words


class SchemeText(Strict):
    unit: Slug
    points: Annotated[list[PointText], Field(min_length=1)]
    misconceptions: list[MisconceptionText]


def load_unit(folder: Path) -> Unit:
    """The unit in `folder`; raises ContentInvalid with every finding."""
    unit = read_model(folder / "unit.yaml", Unit)
    findings = repeated_ids(folder / "unit.yaml", _ids_of_unit(unit)) + _check_groups(folder / "unit.yaml", unit)
    findings += misnamed(folder / "unit.yaml", unit.id, folder.name)
    if findings:
        raise ContentInvalid(findings)
    return unit


def load_scheme(folder: Path) -> MarkScheme:
    """The mark scheme in `folder`, known by the sha256 of its content; raises ContentInvalid with every finding."""
    path = folder / "scheme.yaml"
    text = read_model(path, SchemeText)
    findings = repeated_ids(path, _ids_of_scheme(text))
    if text.unit != folder.name:
        findings.append(Finding(str(path), "unit", f"{text.unit!r} is not its folder's name", f"Say {folder.name!r}."))
    if findings:
        raise ContentInvalid(findings)
    return scheme_from_text(text)


def scheme_from_text(text: SchemeText) -> MarkScheme:
    return MarkScheme(
        unit=text.unit,
        points=tuple(_point(point) for point in text.points),
        misconceptions=tuple(Misconception(m.id, m.belief, m.correction, m.sign) for m in text.misconceptions),
        digest=content_digest(text),
    )


def scheme_from_json(text: str) -> MarkScheme:
    """The scheme as `canonical_json` froze it; raises ContentInvalid when the text is no scheme."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise ContentInvalid([Finding("frozen scheme", "file", f"is not JSON: {error}", "Load it again.")]) from None
    return scheme_from_text(check_model(data, SchemeText, "frozen scheme"))


def canonical_json(model: Strict) -> str:
    """The same content gives the same text: keys sorted, no spaces, defaults left out."""
    data = model.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def content_digest(model: Strict) -> str:
    """sha256 of the canonical JSON, in hex. Raised versions are new digests; old decisions keep the old one."""
    return hashlib.sha256(canonical_json(model).encode("utf-8")).hexdigest()


def _point(text: PointText) -> Point:
    return Point(
        id=text.id,
        title=text.title,
        statement=text.statement,
        verb=text.verb,
        task=text.task,
        note=text.note,
        plain=text.plain,
        simulation_allowed=text.simulation_allowed,
        parts=tuple(_part(part) for part in text.parts),
        hints=tuple(text.hints),
        scaffold=tuple(text.scaffold),
    )


def _part(text: PartText) -> Part:
    side = Side(_lower(text.side.here), _lower(text.side.there), text.side.must_be_said) if text.side else None
    return Part(
        id=text.id,
        title=text.title,
        at_least=text.at_least,
        counts=text.counts,
        does_not_count=text.does_not_count,
        missing=text.missing,
        vague=text.vague,
        side=side,
        counted_by=text.counted_by,
        window=text.window,
    )


def _lower(phrases: list[str]) -> tuple[str, ...]:
    return tuple(phrase.lower() for phrase in phrases)


def _ids_of_unit(unit: Unit) -> dict[str, list[str]]:
    return {
        "cards": [card.id for card in unit.cards],
        "terms": [term.id for term in unit.terms],
        "tips": [tip.id for tip in unit.tips],
        "misconceptions": [card.id for card in unit.misconceptions],
        "outcomes": [outcome.id for outcome in unit.outcomes],
        "outcomes > points": [point for outcome in unit.outcomes for point in outcome.points],
        "key_skills": [skill.id for skill in unit.key_skills],
        "groups": [group.id for group in unit.groups],
        "groups > cards": [card for group in unit.groups for card in group.cards],
    }


def _ids_of_scheme(text: SchemeText) -> dict[str, list[str]]:
    ids = {
        "points": [point.id for point in text.points],
        "misconceptions": [m.id for m in text.misconceptions],
    }
    for point in text.points:
        ids[f"points > {point.id} > parts"] = [part.id for part in point.parts]
    return ids


def _check_groups(path: Path, unit: Unit) -> list[Finding]:
    """Each card stands in a group, and each group names cards that are there."""
    cards, grouped = {card.id for card in unit.cards}, {id_ for group in unit.groups for id_ in group.cards}
    return [
        *(Finding(str(path), "groups", f"{id_!r} is no card", "Mend its spelling.") for id_ in sorted(grouped - cards)),
        *(Finding(str(path), "cards", f"{id_!r} is in no group", "Add it to one.") for id_ in sorted(cards - grouped)),
    ]


def misnamed(path: Path, id_: str, name: str) -> list[Finding]:
    """A finding when the id in the file is not the name that it goes by in the folder."""
    return [] if id_ == name else [Finding(str(path), "id", f"{id_!r} is not its name in the folder", f"Say {name!r}.")]


def repeated_ids(path: Path, groups: dict[str, list[str]]) -> list[Finding]:
    return [
        Finding(str(path), place, f"the id {id_!r} stands {ids.count(id_)} times", "Give each its own id.")
        for place, ids in groups.items()
        for id_ in sorted({id_ for id_ in ids if ids.count(id_) > 1})
    ]
