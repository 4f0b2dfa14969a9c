"""The marker as one object that the records can name: a version, an encoder, and `mark`."""

from __future__ import annotations

from functools import cache

from wellserved.adapters.encoder import load_encoder
from wellserved.adapters.trained import join
from wellserved.marking import Encoder, Marking, MarkScheme, mark
from wellserved.marking.marker import VERSION


class Engine:
    """The embedded marker: local encoder, shipped readers, no network."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    @property
    def version(self) -> str:
        return f"wellserved-marker-{VERSION}"

    @property
    def encoder(self) -> str:
        return self._encoder.identity

    def mark(self, text: str, scheme: MarkScheme) -> Marking:
        return mark(text, join(scheme), self._encoder)


@cache
def default_engine() -> Engine:
    """The process's engine, loaded at the first call; raises WeightsMissing or WeightsWrong."""
    return Engine(load_encoder())
