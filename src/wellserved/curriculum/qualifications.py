"""The qualifications that units belong to, as far as they are known."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from wellserved.curriculum.reading import Strict, read_model
from wellserved.curriculum.units import Slug, Words


class QualificationText(Strict):
    """`number` is the official number; "" until it is known."""

    id: Slug
    title: Words
    level: Words
    size: Words
    framework: Words
    awarding_organisation: Words
    kind: Words
    sector: Words
    number: str
    units: Annotated[list[Slug], Field(min_length=1)]


class Qualifications(Strict):
    qualifications: Annotated[list[QualificationText], Field(min_length=1)]


def load_qualifications(path: Path) -> tuple[QualificationText, ...]:
    return tuple(read_model(path, Qualifications).qualifications)
