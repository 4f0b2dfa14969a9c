"""How hard a text is to read: the Flesch-Kincaid grade.

J. P. Kincaid and others, *Derivation of New Readability Formulas for Navy Enlisted Personnel*, Naval Technical
Training Command, 1975. A grade is about a school year of the United States: grade 6 is read with ease at 12.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SENTENCE_END = re.compile(r"[.!?]+(?=[\s\"'”’)]|$)")
_WORD = re.compile(r"[a-zà-öø-ÿ]+(?:['’][a-z]+)?|\d[\d.,]*", re.IGNORECASE)
_VOWELS = re.compile(r"[aeiouyà-öø-ÿ]+")
_SILENT_END = re.compile(r"(?:[^aeiouylscgxz]es|[^aeiouydt]ed|[^aeiouyl]e|[aeiou]le|[^aeiouyl]ely)$")
_TWO_IN_ONE = re.compile(r"[aeio](?=ing)|i[ae](?=[nt])|ia(?!n)|io(?!n|u)|eo(?!u|p)|u[ao](?<!qua)(?<!gua)|(?<=[a-z])ea$")
_SPELLED_OTHERWISE = {
    "queue": 1,
    "queues": 1,
    "every": 2,
    "everyone": 3,
    "business": 2,
    "friend": 1,
    "sea": 1,
    "tea": 1,
}


def reading_grade(texts: Iterable[str]) -> float:
    """The grade of the texts taken together; the end of a text ends its last sentence. 0.0 where there is no word."""
    sentences = words = syllables = 0
    for text in texts:
        found = _WORD.findall(text)
        words += len(found)
        syllables += sum(syllables_of(word) for word in found)
        sentences += sum(1 for sentence in _SENTENCE_END.split(text) if _WORD.search(sentence))
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59 if words else 0.0


def syllables_of(word: str) -> int:
    """An estimate from the spelling: groups of vowels, less a silent ending, and more where two vowels are said apart.
    A figure counts as one."""
    letters = re.sub(r"['’]", "", word.lower())
    if letters in _SPELLED_OTHERWISE:
        return _SPELLED_OTHERWISE[letters]
    groups = len(_VOWELS.findall(letters))
    if groups > 1 and _SILENT_END.search(letters):
        groups -= 1
    return max(1, groups + len(_TWO_IN_ONE.findall(letters)))
