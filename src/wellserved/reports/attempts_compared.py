"""What changed from one attempt to the next: which words came and went, and what the marking says of each?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from wellserved.curriculum import library
from wellserved.marking.scheme import Point
from wellserved.records.models import Attempt
from wellserved.reports.attempt_line import AttemptLine, attempt_lines
from wellserved.reports.attempt_result import attempt_text
from wellserved.reports.draft_marking import DraftMarking, draft_marking
from wellserved.reports.frozen_scheme import frozen_scheme

WORDS_COMPARED = 4000  # beyond this the comparison would keep the learner waiting; whole texts are shown instead
_PIECES = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Found:
    """How often a part was found in one attempt, and how often it must be."""

    reached: int
    needed: int

    @property
    def is_reached(self) -> bool:
        return self.reached >= self.needed


@dataclass(frozen=True, slots=True)
class PartCompared:
    """None where there is no marking, or where it is not the learner's to compare."""

    title: str
    before: Found | None
    after: Found | None

    @property
    def change(self) -> str:
        """gained, lost, more, fewer or same; "" where one of the two has no marking to compare."""
        if self.before is None or self.after is None:
            return ""
        if self.before.is_reached != self.after.is_reached:
            return "gained" if self.after.is_reached else "lost"
        if self.before.reached == self.after.reached:
            return "same"
        return "more" if self.after.reached > self.before.reached else "fewer"


@dataclass(frozen=True, slots=True)
class AttemptsCompared:
    unit: str
    unit_title: str
    point: Point
    older: AttemptLine
    newer: AttemptLine
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    parts: tuple[PartCompared, ...]
    put_right: tuple[str, ...]  # misconceptions of the older attempt that the newer one has not
    new_beliefs: tuple[str, ...]

    @property
    def summary(self) -> str:
        return change_in_words(self.before, self.after)


def attempts_compared(one: Attempt, other: Attempt) -> AttemptsCompared:
    """The two in the order in which they were handed in. They must answer the same point."""
    older, newer = sorted((one, other), key=lambda attempt: (attempt.handed_in_at, attempt.number))
    texts = attempt_text(older), attempt_text(newer)
    before, after = word_changes(*texts)
    point = frozen_scheme(newer.scheme_id).point(newer.point)
    was, now = _marking(older, texts[0]), _marking(newer, texts[1])
    believed, believes = _beliefs(was), _beliefs(now)
    lines = {line.id: line for line in attempt_lines(Attempt.objects.filter(id__in=(older.id, newer.id)))}
    return AttemptsCompared(
        unit=newer.unit_id,
        unit_title=library.unit(newer.unit_id).title,
        point=point,
        older=lines[older.id],
        newer=lines[newer.id],
        before=before,
        after=after,
        parts=tuple(PartCompared(p.title, _found(was, p.title), _found(now, p.title)) for p in point.parts),
        put_right=tuple(belief for belief in believed if now and belief not in believes),
        new_beliefs=tuple(belief for belief in believes if was and belief not in believed),
    )


def change_in_words(before: tuple[Piece, ...], after: tuple[Piece, ...]) -> str:
    added, removed = _words(after), _words(before)
    if not added and not removed:
        return "The two attempts use the same words."
    return f"{_count(added)} added and {_count(removed)} removed."


def word_changes(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces that, joined, are the text; `changed` marks words that only one has.

    A space or comma between two changes counts as changed with them, so that the page is calm to read.
    """
    a, b = _PIECES.findall(old), _PIECES.findall(new)
    if len(a) + len(b) > 2 * WORDS_COMPARED:
        return (Piece(old, False),), (Piece(new, False),)
    before: list[Piece] = []
    after: list[Piece] = []
    steps = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    for n, (tag, a1, a2, b1, b2) in enumerate(steps):
        inner = 0 < n < len(steps) - 1
        changed = tag != "equal" or (inner and not any(map(str.isalnum, "".join(a[a1:a2]))))
        if a1 < a2:
            before.append(Piece("".join(a[a1:a2]), changed))
        if b1 < b2:
            after.append(Piece("".join(b[b1:b2]), changed))
    return tuple(before), tuple(after)


def _marking(attempt: Attempt, text: str) -> DraftMarking | None:
    """The draft on practice. For assessment it is not the learner's to compare: there a person's word counts."""
    return draft_marking(attempt, text) if attempt.kind == Attempt.Kind.PRACTICE else None


def _found(marking: DraftMarking | None, title: str) -> Found | None:
    part = next((part for part in marking.parts if part.title == title), None) if marking else None
    return Found(part.reached, part.needed) if part else None


def _beliefs(marking: DraftMarking | None) -> tuple[str, ...]:
    return tuple(found.belief for found in marking.misconceptions) if marking else ()


def _words(pieces: tuple[Piece, ...]) -> int:
    return sum(len(re.findall(r"\w+", piece.text)) for piece in pieces if piece.changed)


def _count(words: int) -> str:
    return f"{words} word{'' if words == 1 else 's'}"
