"""The marking engine as the verbs know it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from wellserved.marking.scheme import MarkScheme
from wellserved.marking.values import Marking


class Engine(Protocol):
    """Marks a text under a scheme. The same text and scheme give the same marking."""

    def mark(self, text: str, scheme: MarkScheme) -> Marking:
        """Raises ReadersWrong when the engine has not learned to mark the scheme."""


_loading = Lock()


def engine_in_use() -> Engine:
    """The engine that settings.ENGINE names, a dotted path to a callable. Who asks while it loads waits for it."""
    make = cast(Callable[[], Engine], import_string(settings.ENGINE))
    with _loading:
        return make()
