"""The exemplar bank: statements that count for a part, near-misses that do not, and whole answers.

An assessor can read and extend these files; `training` fits the readers from them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from wellserved.curriculum.errors import ContentInvalid, Finding
from wellserved.curriculum.reading import Strict, read_model
from wellserved.curriculum.units import Slug, Words
from wellserved.marking.scheme import MarkScheme

NearMiss = Literal[
    "denied", "reversed", "wrong_side", "other_part", "other_point", "vague", "quality", "name_only", "copied",
    "wrong_owner", "offtopic", "keywords", "misconception", "question",
]  # fmt: skip
AnswerKind = Literal[
    "clear", "terse", "second_language", "typos", "hard", "story", "partial", "misconception", "swapped",
    "negation", "stuffing", "copy", "fluent_offtopic", "other_point",
]  # fmt: skip
NotHeld = Literal["corrected", "denied", "right", "close", "other"]


class PartBank(Strict):
    counts: Annotated[list[Words], Field(min_length=1)]
    near_misses: dict[NearMiss, list[Words]]


class Several(Strict):
    parts: Annotated[list[Slug], Field(min_length=1)]
    text: Words


class WholeAnswer(Strict):
    kind: AnswerKind
    reached: list[Slug]
    text: Words


class PointBank(Strict):
    point: Slug
    parts: dict[Slug, PartBank] = Field(default_factory=dict)
    several: list[Several] = Field(default_factory=list)
    answers: list[WholeAnswer] = Field(default_factory=list)


class MisconceptionBank(Strict):
    holds: Annotated[list[Words], Field(min_length=1)]
    not_held: dict[NotHeld, list[Words]]


class MisconceptionBanks(Strict):
    misconceptions: dict[Slug, MisconceptionBank]


def load_point_bank(folder: Path, scheme: MarkScheme, point_id: str) -> PointBank:
    """The bank of one point, all its authors' files joined; raises ContentInvalid with every finding of every file."""
    return joined(load_authors_banks(folder, scheme, point_id))


def load_authors_banks(folder: Path, scheme: MarkScheme, point_id: str) -> list[PointBank]:
    """The point's bank by each author: `exemplars/POINT.yaml` first, then `exemplars/*/POINT.yaml`.

    The first has statements for every part; further ones may hold whole answers only. Checked against the scheme;
    raises ContentInvalid with every finding of every file.
    """
    first = folder / "exemplars" / f"{point_id}.yaml"
    further = sorted((folder / "exemplars").glob(f"*/{point_id}.yaml"))
    banks: list[PointBank] = []
    findings: list[Finding] = []
    for path in [first, *further]:
        try:
            bank = read_model(path, PointBank)
        except ContentInvalid as invalid:
            findings += invalid.findings
            continue
        findings += _check_point_bank(path, bank, scheme, point_id, whole=path == first)
        banks.append(bank)
    if findings:
        raise ContentInvalid(findings)
    return banks


def _check_point_bank(path: Path, bank: PointBank, scheme: MarkScheme, point_id: str, *, whole: bool) -> list[Finding]:
    known = {part.id for part in scheme.point(point_id).parts}
    findings = [] if bank.point == point_id else [_unknown(path, "point", bank.point, {point_id})]
    findings += [_unknown(path, "parts", part, known) for part in sorted(bank.parts.keys() - known)]
    findings += [
        Finding(str(path), "parts", f"{p!r} has no bank", "Add it.")
        for p in sorted(known - bank.parts.keys())
        if whole or bank.parts
    ]
    for number, several in enumerate(bank.several, 1):
        findings += [_unknown(path, f"several > item {number}", p, known) for p in several.parts if p not in known]
    for number, answer in enumerate(bank.answers, 1):
        findings += [_unknown(path, f"answers > item {number}", p, known) for p in answer.reached if p not in known]
    return findings + _contradictions(path, bank)


def joined(banks: list[PointBank]) -> PointBank:
    """The authors' banks of one point as one, in the authors' order."""
    parts = {
        part_id: _joined_part([bank.parts[part_id] for bank in banks if part_id in bank.parts])
        for part_id in banks[0].parts
    }
    return PointBank(
        point=banks[0].point,
        parts=parts,
        several=[several for bank in banks for several in bank.several],
        answers=[answer for bank in banks for answer in bank.answers],
    )


def _joined_part(banks: list[PartBank]) -> PartBank:
    kinds = {kind: None for bank in banks for kind in bank.near_misses}
    return PartBank(
        counts=[text for bank in banks for text in bank.counts],
        near_misses={kind: [text for bank in banks for text in bank.near_misses.get(kind, [])] for kind in kinds},
    )


def load_misconception_banks(folder: Path, scheme: MarkScheme) -> dict[str, MisconceptionBank]:
    """The banks of the unit's misconceptions; raises ContentInvalid with every finding."""
    path = folder / "exemplars" / "misconceptions.yaml"
    banks = read_model(path, MisconceptionBanks).misconceptions
    known = {misconception.id for misconception in scheme.misconceptions}
    findings = [_unknown(path, "misconceptions", id_, known) for id_ in sorted(banks.keys() - known)]
    findings += [
        Finding(str(path), "misconceptions", f"{id_!r} has no bank", "Add it.") for id_ in sorted(known - banks.keys())
    ]
    if findings:
        raise ContentInvalid(findings)
    return dict(banks)


def _contradictions(path: Path, bank: PointBank) -> list[Finding]:
    """A statement that stands under `counts` and under `near_misses` of the same part."""
    findings = []
    for part_id, part in bank.parts.items():
        missed = {text.casefold(): kind for kind, texts in part.near_misses.items() for text in texts}
        for text in part.counts:
            if text.casefold() in missed:
                place = f"parts > {part_id}"
                found = f"{text[:60]!r} counts and is also a near-miss ({missed[text.casefold()]})"
                findings.append(Finding(str(path), place, found, "Leave it in one place."))
    return findings


def _unknown(path: Path, place: str, found: str, known: set[str]) -> Finding:
    return Finding(str(path), place, f"{found!r} is not known", f"Use one of: {', '.join(sorted(known))}.")


def stray_banks(folder: Path, scheme: MarkScheme) -> list[Finding]:
    """Files in `exemplars/` that no point or misconception reads, such as a bank with a misspelt name."""
    known = {f"{point.id}.yaml" for point in scheme.points}
    return [
        Finding(str(path), "file", "is read by no marking point", f"Name it {', '.join(sorted(known))}, or remove it.")
        for path in sorted((folder / "exemplars").rglob("*"))
        if path.is_file() and not _is_read(path.relative_to(folder / "exemplars"), known)
    ]


def _is_read(bank: Path, known: set[str]) -> bool:
    return bank == Path("misconceptions.yaml") or (bank.name in known and len(bank.parts) <= 2)
