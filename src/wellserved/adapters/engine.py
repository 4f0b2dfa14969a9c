"""The embedded marker as the engine that the verbs know: `actions.engine.Engine`."""

from __future__ import annotations

from functools import cache

from wellserved.adapters.encoder import load_encoder
from wellserved.adapters.trained import join
from wellserved.marking import Encoder, Marking, MarkScheme, mark


class Engine:
    """The embedded marker: local encoder, shipped readers, no network."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def mark(self, text: str, scheme: MarkScheme) -> Marking:
        return mark(text, join(scheme), self._encoder)


@cache
def default_engine() -> Engine:
    """The process's engine, loaded at the first call; raises WeightsMissing or WeightsWrong."""
    return Engine(load_encoder())
