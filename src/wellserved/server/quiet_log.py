"""Log lines without a learner's words: an exception shows its type and its places, never its message."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Any


class Quiet(logging.Formatter):
    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        kind, _, trace = ei
        places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        return "\n".join([*places, f"  {kind.__qualname__ if kind else 'no exception'}"])


def logging_to_console(level: str) -> dict[str, Any]:
    """A dictConfig that writes to stderr."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"quiet": {"()": Quiet, "format": "{asctime} {levelname} {name} {message}", "style": "{"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "quiet"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": ["console"], "level": level, "propagate": False},
            "waitress.queue": {"level": "ERROR"},  # a full class at once is no news
        },
    }
