"""Ways to say a thing, written down by an author: `wrong|incorrect order` stands in "the order was incorrect".

Each space-separated place must be met by one of its alternatives, as a whole word up to its ending, in any order. A
place that starts with `!` must not be met: `order !number` does not stand in "your order number".
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from wellserved.marking.flags import stem
from wellserved.marking.segments import words

Phrase = tuple[tuple[bool, frozenset[str]], ...]  # wanted or not, and the alternatives


@cache
def phrase(text: str) -> Phrase:
    return tuple(
        (
            not place.startswith("!"),
            frozenset(root(word) for alternative in place.split("|") for word in words(alternative)),
        )
        for place in text.split()
        if words(place)
    )


@cache
def root(word: str) -> str:
    """Enough to see *deliver*, *delivers*, *delivered* and *delivering* as one."""
    shorter = stem(word.removesuffix("'s")).rstrip("e")
    return shorter if shorter == word else root(shorter)


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """The text's words, lower-case, with a space on either side of each: one text stands in another if this does."""
    return f" {' '.join(words(text))} "


@lru_cache(maxsize=2048)
def roots(text: str) -> frozenset[str]:
    plain = words(text)
    split = [part for word in plain if "-" in word for part in word.split("-")]
    return frozenset(root(word) for word in [*plain, *split])


def says(text_roots: frozenset[str], phrases: tuple[str, ...]) -> bool:
    """Does any of the phrases stand in a text with these roots?"""
    return any(
        all(bool(place & text_roots) == wanted for wanted, place in phrase(text)) for text in phrases if phrase(text)
    )


@cache
def value_pattern(value: str) -> re.Pattern[str]:
    """Finds a value however it is spaced: `RC-20417` in "rc 20417". A value without a digit is found as its words."""
    plain = re.findall(r"[^\W_]+", value)
    characters = r"[\s\-/.,]*".join(re.escape(character) for character in "".join(plain))
    spaced = r"[\s\-/.,]+".join(re.escape(word) for word in plain)
    inner = characters if any(character.isdigit() for character in value) else spaced
    return re.compile(rf"(?<![^\W_]){inner}(?![^\W_])", re.IGNORECASE)


def holds_value(text: str, value: str) -> bool:
    return any(character.isalnum() for character in value) and value_pattern(value).search(text) is not None
