"""What is odd about an answer as a whole: key words without sense, the task copied, one line repeated, ...

A flag never earns anything. `keyword_list`, `copied_task` and `instruction_to_marker` name sentences that are then
left out of the evidence; the others only warn.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from wellserved.marking.scheme import Point
from wellserved.marking.segments import Segment, words

FUNCTION_WORDS = frozenset(
    "a about after again all also am an and any are aren't as at be because been before being but by can can't "
    "cannot could couldn't cos did didn't do does doesn't doing don't dont down each for from had has hasn't have "
    "get gets getting give gives got "
    "he her here him his how i i'd i'll i'm i've if in into is isn't it it's its just like me more most my no "
    "nor not now of off on once one only or other our out over own same she should so some such than that that's "
    "the their them then there these they they're they'll this those through to too u under until up us very "
    "was wasn't we we'd we'll we're were what when where which while who whose why will with without won't "
    "would you you'd you'll your ur im theyll".split()
)
_FULL = r"(?:full|all the|the|top|maximum) (?:marks?|credit|points?)"
_VERDICT = rf"(?:met|correct|{_FULL}|marks?|credit|a pass|100)\b"
_MINE = r"(?:this|me|my answer|the answer|this answer)"
_ASKS = r"(?:please |now |you (?:must|should) )?"
_ORDERS = r"(?:please )?(?:mark|award|give|ignore|note that|output|set|you must)\b"
_INSTRUCTION = re.compile(
    "|".join(
        [
            rf"^{_ASKS}ignore (?:\w+ ){{0,3}}(?:instructions?|rules?|prompts?|scheme|marking)\b",
            r"\bignore (?:all |any |the |your )*(?:previous|above|earlier|prior) (?:instructions?|rules?|prompts?)\b",
            r"\bignore (?:the |your |any )*(?:mark(?:ing)? scheme|marking|system prompt)\b",
            rf"^{_ASKS}(?:mark|grade|score|award|give) (?:{_MINE}|it)(?: \w+){{0,4}}? {_VERDICT}",
            rf"\b(?:mark|grade|score|award) {_MINE}(?: as)? (?:an? )?{_VERDICT}",
            rf"\b(?:give|award) {_MINE} {_FULL}\b",
            rf"\b(?:marker|examiner|grader|chatgpt),? {_ORDERS}",
            rf"^(?:(?:dear|hey|hi) )?(?:marker|examiner|assessor|grader|ai|chatgpt|system)[,:] ?{_ORDERS}",
            r"\byou are (?:now )?an? (?:marker|examiner|assessor|ai|language model)\b",
            r"\byou are now an? (?:\w+ )?assistant\b",
            r"\bsystem prompt\b",
            r"\bdecision[\"']?\s*[:=]\s*[\"']?met\b",
            r"\bprobability[\"']?\s*[:=]",
        ]
    ),
    re.IGNORECASE,
)
_SENTENCE_WORDS_FOR_COPY = 4
KEYWORD_SHARE = 0.8  # ordinary writing stays well below this share of content words


def keyword_runs(sentence: Segment) -> bool:
    """Hardly a function word, and mostly long runs of content words: no sentence, and no list of items either."""
    plain = words(sentence.text)
    content = [word for word in plain if word not in FUNCTION_WORDS]
    if len(content) < 8 or len(content) < KEYWORD_SHARE * len(plain):
        return False
    return sum(run for run in _runs(sentence.text) if run >= 5) > 0.55 * len(content)


def _runs(text: str) -> Iterator[int]:
    """Lengths of the stretches of content words that no function word and no punctuation breaks."""
    for stretch in re.split(r"[,;:.!?()/=>\n\u2013\u2014\u2190-\u21ff-]+", text):
        run = 0
        for word in [*words(stretch), "the"]:
            if word not in FUNCTION_WORDS:
                run += 1
            elif run:
                yield run
                run = 0


def copied(sentence: Segment, point: Point) -> bool:
    """Nearly all content words stand in the task: said again, not answered."""
    said = [stem(word) for word in words(sentence.text) if word not in FUNCTION_WORDS]
    given = {stem(word) for word in words(point.task)} | {"answer", "question", "explain", "describe", "task"}
    if len(said) < _SENTENCE_WORDS_FOR_COPY:
        return False
    return sum(word in given for word in said) / len(said) >= 0.8


def instructs(sentence: Segment) -> bool:
    return _INSTRUCTION.search(sentence.in_context) is not None


def stem(word: str) -> str:
    """A crude stem that is enough to see the task's words again: keeps/keeping/kept are not unified, keeps/keep are."""
    for ending in ("ations", "ation", "ings", "ing", "edly", "ers", "ies", "es", "ed", "er", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def of_answer(answer: str, sentences: list[Segment], points: tuple[Point, ...]) -> tuple[str, ...]:
    """The flags of the whole answer, in the contract's order."""
    found = {
        "copied_task": _share(sentences, lambda s: any(copied(s, point) for point in points)) > 0.5,
        "keyword_list": _share(sentences, keyword_runs) > 0.5,
        "too_short": len(words(answer)) < 4,
        "not_english": _not_english(answer),
        "repeated_text": _repeats(sentences),
        "instruction_to_marker": any(instructs(sentence) for sentence in sentences),
        "invisible_characters": any(_invisible(character) for character in answer),
    }
    return tuple(name for name, holds in found.items() if holds)


def _share(sentences: list[Segment], test: Callable[[Segment], bool]) -> float:
    if not sentences:
        return 0.0
    total = sum(len(s.text) for s in sentences)
    return sum(len(s.text) for s in sentences if test(s)) / total


def _not_english(answer: str) -> bool:
    letters = [c for c in answer if c.isalpha()]
    if len(letters) < 12:
        return False
    latin = sum(c.isascii() for c in letters) / len(letters)
    plain = words(answer)
    known = sum(word in FUNCTION_WORDS and word not in _FOREIGN for word in plain)
    return latin < 0.6 or (len(plain) >= 12 and known / len(plain) < 0.06 and _looks_foreign(plain))


_FOREIGN = frozenset(
    "le la les des et est pour dans que qui une un du der die das und ist nicht mit ein eine el los las y es "
    "por con para una del il di che non per sono nie jest na się że do w z yn mae i'r ac ar gyda si nu este "
    "pentru".split()
)


def _looks_foreign(plain: list[str]) -> bool:
    return sum(word in _FOREIGN for word in plain) / len(plain) > 0.15


def _repeats(sentences: list[Segment]) -> bool:
    plain = [" ".join(words(sentence.text)) for sentence in sentences]
    longer = [text for text in plain if len(text) > 12]
    if len(longer) >= 3 and len(set(longer)) <= len(longer) / 2:
        return True
    every = [word for text in plain for word in text.split()]
    return len(every) >= 30 and len(set(every)) <= len(every) / 8


def _invisible(character: str) -> bool:
    return unicodedata.category(character) == "Cf" and character not in "\u00ad\u200d"
