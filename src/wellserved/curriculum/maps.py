"""Maps of what leads to what: a principle to what you do, a law to what it asks of you, good service to a good name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from wellserved.curriculum.errors import ContentInvalid
from wellserved.curriculum.reading import Strict, read_model
from wellserved.curriculum.units import Slug, Words, misnamed, repeated_ids


class Thread(Strict):
    """One start and what follows from it. `why` says what ties them together."""

    id: Slug
    start: Words
    then: Annotated[list[Words], Field(min_length=2)]
    why: Words


class Map(Strict):
    """`chain`: each line of a thread leads to the next; otherwise the lines stand side by side."""

    id: Slug
    title: Words
    about: Words
    start: Words  # what the threads begin with, in words
    then: Words  # what they lead to
    chain: bool
    threads: Annotated[list[Thread], Field(min_length=2)]
    units: Annotated[list[Slug], Field(min_length=1)]


def load_map(path: Path) -> Map:
    """Raises ContentInvalid with every finding."""
    found = read_model(path, Map)
    threads = {"threads": [thread.id for thread in found.threads]}
    findings = repeated_ids(path, threads) + misnamed(path, found.id, path.stem)
    if findings:
        raise ContentInvalid(findings)
    return found
