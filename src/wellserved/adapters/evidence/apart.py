"""Reads a file in a process of its own: a file made to do harm can stop that process, and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from threading import BoundedSemaphore

from wellserved.adapters.evidence.errors import Reason, Unreadable
from wellserved.adapters.evidence.limits import MOST_AT_ONCE, MOST_BYTES, MOST_SECONDS

NEEDED = ("PATH", "PYTHONPATH", "PYTHONHOME", "HOME", "USERPROFILE", "APPDATA", "SYSTEMROOT", "TEMP", "TMP")

_places = BoundedSemaphore(MOST_AT_ONCE)


def read_evidence(content: bytes, *, most_seconds: float = MOST_SECONDS) -> str:
    """The file's text, one line for each paragraph and list item. Raises Unreadable."""
    if not content:
        raise Unreadable(Reason.EMPTY)
    if len(content) > MOST_BYTES:
        raise Unreadable(Reason.TOO_BIG)
    if not _places.acquire(timeout=most_seconds):
        raise Unreadable(Reason.BUSY)
    try:
        return _read(content, most_seconds)
    finally:
        _places.release()


def known_to_reader() -> dict[str, str]:
    """What Python needs to start. The key, the database's password and the like stay out of that process."""
    return {name: os.environ[name] for name in NEEDED if name in os.environ}


def _read(content: bytes, most_seconds: float) -> str:
    command = [sys.executable, "-m", "wellserved.adapters.evidence"]
    try:
        done = subprocess.run(  # noqa: S603  (our own module)
            command, input=content, capture_output=True, timeout=most_seconds, env=known_to_reader()
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(Reason.DAMAGED) from None
    if done.returncode != 0:
        raise Unreadable(Reason.DAMAGED)  # what went wrong in there may quote the file, so it is not passed on
    answer = json.loads(done.stdout)
    if "unreadable" in answer:
        raise Unreadable(Reason(answer["unreadable"]))
    return str(answer["text"])
