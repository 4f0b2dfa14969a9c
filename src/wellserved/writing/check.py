"""The values of the coach: a check is made of signs, and each sign is found in the draft or asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wellserved.marking.flags import copied
from wellserved.marking.scheme import Point
from wellserved.marking.segments import Segment, sentences, words
from wellserved.marking.values import Quote


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer in the making. `sentences` leaves out the task said again and beginnings left unfinished."""

    text: str
    sentences: tuple[Segment, ...]


Find = Callable[[Draft], Quote | None]


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing to see in a draft: its name, the question asked while it is not there, and how it is found."""

    name: str
    question: str
    find: Find


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that examiners look for. It is ticked when every sign is there."""

    id: str
    title: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    name: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Advice:
    """What a check found in the draft, in the draft's own words, and what it asks for."""

    check: str
    title: str
    seen: tuple[Seen, ...]
    asks: tuple[str, ...]

    @property
    def is_there(self) -> bool:
        return not self.asks


def draft_of(text: str, point: Point) -> Draft:
    unfinished = {tuple(words(piece)) for line in point.scaffold for piece in line.split("...")}
    written = (_with_lead_in(text, sentence) for sentence in sentences(text))
    return Draft(text, tuple(s for s in written if not copied(s, point) and tuple(words(s.text)) not in unfinished))


def _with_lead_in(text: str, sentence: Segment) -> Segment:
    """The sentence from its lead-in on ("Equality Act: we offer ..."), where that stands just before it."""
    start = text.rfind(sentence.context, 0, sentence.start) if sentence.context else -1
    if start < 0 or "\n" in text[start : sentence.start]:
        return sentence
    return Segment(start, sentence.end, text[start : sentence.end], sentence.sentence)


_DENIED = re.compile(r"\b(?:no|not|never|nobody|without|hardly|\w+n['\u2019]t)\W+(?:\w+\W+){0,2}$", re.IGNORECASE)
_UNKNOWN = re.compile(
    r"\b(?:i|we)\s+(?:do not|don['\u2019]?t|did not|didn['\u2019]?t)\s+know\b|\bnot sure\b", re.IGNORECASE
)


def seen(*patterns: str, case: bool = False, deniable: bool = True) -> Find:
    """Finds the first sentence in which every pattern is; quotes it from the first pattern to the sentence's end.

    A pattern just after a denial ("no", "never", "don't") does not count, unless `deniable` is False.
    """
    compiled = tuple(re.compile(pattern, 0 if case else re.IGNORECASE) for pattern in patterns)

    def find(draft: Draft) -> Quote | None:
        for sentence in draft.sentences:
            if _UNKNOWN.search(sentence.text):
                continue
            starts = [_place(pattern, sentence, deniable) for pattern in compiled]
            found = [start for start in starts if start is not None]
            if len(found) == len(starts):
                return quote(draft, sentence.start + min(found), sentence.end)
        return None

    return find


def spans(pattern: str, *, case: bool = False, deniable: bool = True) -> Find:
    """Finds and quotes just the words that fit the pattern."""
    compiled = re.compile(pattern, 0 if case else re.IGNORECASE)

    def find(draft: Draft) -> Quote | None:
        for sentence in draft.sentences:
            for match in compiled.finditer(sentence.text):
                if not (deniable and _DENIED.search(sentence.text[: match.start()])):
                    return quote(draft, sentence.start + match.start(), sentence.start + match.end())
        return None

    return find


def line(pattern: str) -> Find:
    """Finds and quotes what fits in the text as it was written, headings and numbers of a list among it."""
    compiled = re.compile(pattern, re.IGNORECASE | re.MULTILINE)

    def find(draft: Draft) -> Quote | None:
        match = compiled.search(draft.text)
        return quote(draft, match.start(), match.end()) if match else None

    return find


def either(*finds: Find) -> Find:
    """The first that finds anything."""

    def find(draft: Draft) -> Quote | None:
        return next((found for one in finds if (found := one(draft)) is not None), None)

    return find


def any_of(phrases: Sequence[str]) -> str:
    """A pattern for any of the phrases as whole words, the longest first."""
    return rf"\b(?:{'|'.join(sorted(phrases, key=len, reverse=True))})\b"


def quote(draft: Draft, start: int, end: int) -> Quote:
    return Quote(start, end, draft.text[start:end])


def _place(pattern: re.Pattern[str], sentence: Segment, deniable: bool) -> int | None:
    for match in pattern.finditer(sentence.text):
        if not (deniable and _DENIED.search(sentence.text[: match.start()])):
            return match.start()
    return None
