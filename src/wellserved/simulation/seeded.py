"""Choices that look random and are not: a hash of the seed and of what is chosen for."""

from __future__ import annotations

import hashlib


def number(below: int, *parts: object) -> int:
    """A whole number from 0 to `below` - 1; the same parts give the same number, on every machine."""
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") % below


def chance(percent: int, *parts: object) -> bool:
    return number(100, *parts) < percent
