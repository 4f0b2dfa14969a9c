"""Marks many answers on all cores. The markings do not depend on how many processes share the work."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from typing import NamedTuple

from wellserved.adapters import load_encoder, load_scheme
from wellserved.marking import Encoder, Marking, mark

MET = 0.5  # a forced decision: met from this probability on


class Request(NamedTuple):
    """A text to mark, on one point of a unit or (None) on all of them."""

    unit: str
    point: str | None
    text: str


def mark_all(requests: Iterable[Request]) -> list[Marking]:
    """Markings in the order of the requests; the same text asked for twice is marked once."""
    wanted = list(requests)
    once = list(dict.fromkeys(wanted))
    with ProcessPoolExecutor() as pool:
        marked = dict(zip(once, pool.map(_mark, once, chunksize=8), strict=True))
    return [marked[request] for request in wanted]


def met_when_forced(requests: Iterable[Request]) -> list[bool]:
    """The forced decision on each request's point."""
    return [marking.points[0].probability >= MET for marking in mark_all(requests)]


def _mark(request: Request) -> Marking:
    scheme = load_scheme(request.unit)
    return mark(request.text, scheme if request.point is None else scheme.only(request.point), _encoder())


@cache
def _encoder() -> Encoder:
    return load_encoder()
