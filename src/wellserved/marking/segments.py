"""Cuts an answer into statements that can earn credit: sentences, the clauses in them, and list items.

Every segment keeps its offsets in the answer as it was written; nothing is normalised away, so a quote is
always literal. A heading or lead-in ("Internal:") is carried to the items under it as their context.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

MOST_SENTENCES = 160  # an answer is not read beyond; an assignment of 550 words has about 40

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_MARKER = re.compile(
    r"\s*(?:[-*\u2022\u2023\u25cf\u25aa\u2013\u2014>+~\u00b7]+"
    r"|\(?(?:\d{1,2}|[a-hA-H]|[ivx]{1,4})[.)\]:]|\d{1,2}\s+(?=[A-Za-z]))\s+"
)
# A run of spaces or stops is entered at its start only, so that no text takes time that grows with its square.
_STOP = re.compile(r"(?<![.!?\u2026;])[.!?\u2026;]++[\"'\u201d\u2019)\]]*+(?=\s|$)|[.!?](?=[A-Z][a-z])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:e\.?g|i\.?e|etc|mr|mrs|ms|dr|st|no|vs|approx|dept|a\.m|p\.m|am|pm)\.$", re.IGNORECASE
)
_ABBREVIATED = 24  # characters before a stop that are enough to see an abbreviation
_HEADING_END = re.compile(r"(?:(?<!\s)\s++)?(?:[-=]*>|[:=]|[\u2190-\u21ff])\s*|(?<!\s)\s++[-\u2013\u2014]\s+")
_JOINT = re.compile(
    r"(?:(?<!\s)\s++)?,\s*(?:(?:and|but|so|or|then|because|which|who|while|whereas|although|though)\s+)?"
    r"|(?<!\s)\s++(?:and then|and also|as well as|and|but|so that|so|because|cos|coz|cuz|then|or|whereas|while|although"
    r"|though|which|plus|unless|if|when|until|after|before)\s+"
    r"|(?<!\s)\s++[-\u2013\u2014]+\s+|(?:(?<!\s)\s++)?[()/&+]\s*",
    re.IGNORECASE,
)
_ITEM_JOINT = re.compile(
    r"(?:(?<!\s)\s++)?[,;/]\s*(?:(?:and|or)\s+)?|(?<!\s)\s++(?:and|or|&|plus|as well as)\s+"
    r"|(?:(?<!\s)\s++)?[()&+]\s*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['\u2019\-][^\W_]+)*")

LEAD_MARKS = " \t:=<>-\u2013\u2014\u2190\u2191\u2192\u2193\u21d2"  # what stands between a lead-in and what it leads to
MOST_CONTEXT_WORDS = 9
LONG_SENTENCE = 34  # words; a longer one is unpunctuated writing and is read in windows


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the answer: `text == answer[start:end]`.

    `sentence` is the number of the sentence that it stands in; `context` is the heading or lead-in that governs it.
    """

    start: int
    end: int
    text: str
    sentence: int
    context: str = ""

    @property
    def in_context(self) -> str:
        return f"{self.context}: {self.text}" if self.context else self.text


def words(text: str) -> list[str]:
    """Lower-case words with plain apostrophes."""
    return [match.group().lower().replace("\u2019", "'") for match in _WORD.finditer(text)]


def sentences(answer: str) -> list[Segment]:
    """The answer's sentences in order, list markers and outer spaces left out."""
    found: list[Segment] = []
    context = ""
    previous_end = 0
    for start, end, is_item in _lines(answer):
        apart = answer.count("\n", previous_end, start) > 1
        previous_end = end
        if _is_heading(answer[start:end]):
            context = answer[start:end].strip(LEAD_MARKS)
            continue
        if apart and not is_item:
            context = ""
        local = context
        for begin, finish in _split_sentences(answer, start, end):
            lead = _lead_in(answer[begin:finish])
            if lead:
                local = answer[begin : begin + lead].strip(LEAD_MARKS)
                begin += lead
            for piece_start, piece_end in _windows(answer, begin, finish):
                if len(found) >= MOST_SENTENCES:
                    return found
                segment = _segment(answer, piece_start, piece_end, len(found), local)
                if segment is not None:
                    found.append(segment)
    return found


def clauses(answer: str, sentence: Segment) -> list[Segment]:
    """The clauses of a sentence, in order; empty when it has only one."""
    pieces = [
        _segment(answer, begin, end, sentence.sentence, sentence.context)
        for begin, end in _split(answer, sentence, _JOINT)
    ]
    kept = [piece for piece in pieces if piece is not None and len(words(piece.text)) >= 2]
    return kept if len(pieces) > 1 else []


_ELABORATION = re.compile(
    r"(?<!\S)(?:because|becuase|cos|coz|cuz|cus|since|(?<!such )as(?! well| much| many| soon| if)|so|which|who|whose"
    r"|where|when|meaning|that's|that all)\b",
    re.IGNORECASE,
)


def items(answer: str, sentence: Segment) -> list[Segment]:
    """The sentence's co-ordinated items ("training, morale and pay" gives three), in order; at least one.

    A reason, a time or a relative clause belongs to the item before it and is no item of its own.
    """
    pieces = [
        _segment(answer, begin, _without_elaboration(answer, begin, end), sentence.sentence, sentence.context)
        for begin, end in _split(answer, sentence, _ITEM_JOINT)
    ]
    return [piece for piece in pieces if piece is not None] or [sentence]


def _without_elaboration(answer: str, start: int, end: int) -> int:
    match = _ELABORATION.search(answer, start, end)
    return match.start() if match else end


def _lines(answer: str) -> Iterator[tuple[int, int, bool]]:
    for match in _LINE.finditer(answer):
        marker = _MARKER.match(answer, match.start(), match.end())
        start = marker.end() if marker and marker.end() < match.end() else match.start()
        start, end = _trim(answer, start, match.end())
        if start < end:
            yield start, end, marker is not None


def _is_heading(line: str) -> bool:
    return line.endswith(":") and 1 <= len(words(line)) <= MOST_CONTEXT_WORDS + 3


def _lead_in(sentence: str) -> int:
    """How many characters at the start are a lead-in such as "Internal: " (0 for none)."""
    match = _HEADING_END.search(sentence)
    if match is None or not _WORD.search(sentence, match.end()):
        return 0
    before = words(sentence[: match.start()])
    limit = 3 if match.group().strip() in ("-", "\u2013", "\u2014") else MOST_CONTEXT_WORDS
    return match.end() if 1 <= len(before) <= limit else 0


def _split_sentences(answer: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _STOP.finditer(answer, start, end):
        if _ABBREVIATION.search(answer[max(begin, match.end() - _ABBREVIATED) : match.end()].rstrip("\"')")):
            continue
        yield _trim(answer, begin, match.end())
        begin = match.end()
    if begin < end:
        yield _trim(answer, begin, end)


def _windows(answer: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence as it is, or an unpunctuated stream cut near every LONG_SENTENCE words at a joint."""
    ends = [match.end() for match in _WORD.finditer(answer, start, end)]
    if len(ends) <= LONG_SENTENCE * 1.5:
        yield start, end
        return
    begin = start
    taken = 0
    joints = [match.end() for match in _JOINT.finditer(answer, start, end)]
    while len(ends) - taken > LONG_SENTENCE * 1.5:
        near = ends[taken + LONG_SENTENCE - 1]
        low = ends[taken + LONG_SENTENCE // 2]
        last_joint = joints[max(bisect_right(joints, near), 1) - 1] if joints else 0
        cut = last_joint if low < last_joint <= near else near
        yield _trim(answer, begin, cut)
        begin = cut
        taken = bisect_right(ends, cut)
    yield _trim(answer, begin, end)


def _split(answer: str, sentence: Segment, joint: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    begin = sentence.start
    for match in joint.finditer(answer, sentence.start, sentence.end):
        if match.start() > begin:
            yield begin, match.start()
        begin = max(begin, match.end())
    if begin < sentence.end:
        yield begin, sentence.end


def _segment(answer: str, start: int, end: int, sentence: int, context: str) -> Segment | None:
    start, end = _trim(answer, start, end)
    if not _WORD.search(answer, start, end):
        return None
    return Segment(start, end, answer[start:end], sentence, context)


def _trim(answer: str, start: int, end: int) -> tuple[int, int]:
    while start < end and answer[start].isspace():
        start += 1
    while end > start and answer[end - 1].isspace():
        end -= 1
    return start, end
