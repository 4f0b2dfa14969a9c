"""On which side of a contrast does a statement put its items: *here*, *there*, or unsaid?

A part that has a side (internal against external, in control against out of control) counts an item only when the
learner puts it on that side. A factor on the wrong side counts for nothing, however true it is elsewhere.

What does not count as saying a side: the side's word inside another word, or the task's own contrast repeated with
no item beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from wellserved.marking import lexical
from wellserved.marking.scheme import Side
from wellserved.marking.segments import Segment, clauses, items, words

Where = Literal["here", "there", "unsaid"]


@dataclass(frozen=True, slots=True)
class SidedItem:
    """An item, the side it is put on, and the text that the readers should judge its nature by."""

    segment: Segment
    where: Where
    reading: str


def put_elsewhere(segment: Segment, sentence: Segment, side: Side) -> bool:
    """Does the statement stand under the other side's name, in its sentence or in the heading above it?"""
    context = _sides_in(sentence.context, side)
    spans = _sides_in(sentence.text, side)
    return _side_of(segment, sentence, spans, context[-1][2] if context else "unsaid") == "there"


def sided_items(answer: str, sentences: list[Segment], side: Side, *, counted: bool) -> list[SidedItem]:
    """Every item of the answer with its side; a side once said carries on until another one is said.

    Where items are not `counted`, clauses stand beside them as candidates.
    """
    found: list[SidedItem] = []
    carried: Where = "unsaid"
    heading = ""
    for sentence in sentences:
        context = _sides_in(sentence.context, side)
        if context and sentence.context != heading:
            carried = context[-1][2]
        heading = sentence.context
        spans = _sides_in(sentence.text, side)
        named = _named_before(answer, sentence, spans, side) if not context else None
        if named is not None:
            found.append(named)
        for item in items(answer, sentence) if counted else _items_and_clauses(answer, sentence):
            where = _side_of(item, sentence, spans, carried)
            reading = _reading(item, spans, sentence, side, where)
            if reading:
                found.append(SidedItem(item, where, reading))
        if spans:
            carried = spans[-1][2]
    return found


def _named_before(answer: str, sentence: Segment, spans: list[tuple[int, int, Where]], side: Side) -> SidedItem | None:
    """The lead-in as the item, where nothing but its side follows: "Staff morale: internal"."""
    where = spans[-1][2] if spans else "unsaid"
    if not sentence.context or where == "unsaid" or _reading(sentence, spans, sentence, side, where):
        return None
    start = answer.rfind(sentence.context, 0, sentence.start)
    if start < 0:
        return None
    item = Segment(start, start + len(sentence.context), sentence.context, sentence.sentence)
    return SidedItem(item, where, _reading(item, [], item, side, where))


def _items_and_clauses(answer: str, sentence: Segment) -> Iterator[Segment]:
    pieces = items(answer, sentence)
    yield from pieces
    whole = [piece for piece in clauses(answer, sentence) if all(piece.text != item.text for item in pieces)]
    yield from whole


def _side_of(item: Segment, sentence: Segment, spans: list[tuple[int, int, Where]], carried: Where) -> Where:
    begin, end = item.start - sentence.start, item.end - sentence.start
    inside = [where for start, stop, where in spans if begin <= start and stop <= end]
    if inside:
        return inside[-1] if len(set(inside)) == 1 else "unsaid"
    sides = {where for _, _, where in spans}
    if len(sides) == 1:
        return next(iter(sides))
    before = [where for _, stop, where in spans if stop <= begin]
    after = [where for start, _, where in spans if start >= end]
    if after and _LABELLED.fullmatch(sentence.text, end, _next_start(spans, end)):
        return after[0]
    if before:
        return before[-1]
    return after[0] if after else carried


_LABELLED = re.compile(r"\s*[(\[=:\u2013\u2014-]+\s*")  # "morale (internal), competitors (external)"


def _next_start(spans: list[tuple[int, int, Where]], end: int) -> int:
    return min((start for start, _, _ in spans if start >= end), default=end)


def _reading(item: Segment, spans: list[tuple[int, int, Where]], sentence: Segment, side: Side, where: Where) -> str:
    """The item's words without the side's words, behind the side's plain name."""
    if where == "unsaid":
        return item.text
    offset = item.start - sentence.start
    kept = item.text
    for start, stop, _ in sorted(spans, reverse=True):
        low, high = max(start - offset, 0), min(stop - offset, len(item.text))
        if low < high:
            kept = f"{kept[:low]} {kept[high:]}"
    kept = " ".join(kept.split()).strip(" ,.;:-")
    if not [word for word in words(kept) if word not in _EMPTY]:
        return ""
    name = side.here[0] if where == "here" else side.there[0]
    return f"{name}: {kept}"


_EMPTY = frozenset(
    "a an the is are was were be being factor factors thing things some other others one example examples of "
    "for and or in on by from this that these those there it we i they you our can could include includes such "
    "as like include service affect affects organisation company business firm which what also both".split()
)


def _sides_in(text: str, side: Side) -> list[tuple[int, int, Where]]:
    """Where the side's words stand: (start, end, side), in order; a denied side is the other side."""
    plain = text.lower().replace("\u2019", "'")
    if len(plain) != len(text):
        return []
    found: list[tuple[int, int, Where]] = []
    for match in _pattern(side).finditer(plain):
        where, denied = _side_named(match.group(), side)
        if denied or any(word in lexical.DENIERS for word in words(plain[: match.start()])[-3:]):
            where = "there" if where == "here" else "here"
        found.append((match.start(), match.end(), where))
    return found


_CANNOT = re.compile(r"can(?:not|'t|t| not| never)(?= )")


def _side_named(phrase: str, side: Side) -> tuple[Where, bool]:
    """The side that the phrase names, and whether it names it by denying the other one."""
    if phrase in side.here:
        return "here", False
    if phrase in side.there:
        return "there", False
    return ("here" if _CANNOT.sub("can", phrase) in side.here else "there"), True


@lru_cache(maxsize=64)
def _pattern(side: Side) -> re.Pattern[str]:
    """The side's phrases, the longest first; with "can decide" also "can not decide"."""
    longest_first = sorted(side.here + side.there, key=len, reverse=True)
    either = "|".join(
        re.escape(phrase) + (f"|{_CANNOT.pattern}{re.escape(phrase[3:])}" if phrase.startswith("can ") else "")
        for phrase in longest_first
    )
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")
