"""The outside world behind small protocols: the encoder and the trained readers, and the learners' files.

What is named here is loaded when it is first asked for: a process that reads a file needs no encoder.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wellserved.adapters.encoder import load_encoder
    from wellserved.adapters.trained import load_scheme

__all__ = ["load_encoder", "load_scheme"]
_HOMES = {"load_encoder": "wellserved.adapters.encoder", "load_scheme": "wellserved.adapters.trained"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
