"""What a reader of messages may lean on: the scenario's own facts, and where the conversation stands.

The scenario knows its facts, remedies, limits and roles, so most acts need no training: a paraphrase says a fact that
the customer told, a disclosure says one that the organisation holds about a person.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroundFact:
    """A fact that the customer can tell, or (`held`) one that only the organisation's records say.

    `said`, `wrong` and `asked` are phrases (see `phrases.py`): ways to say it, ways to get it wrong, ways to ask it.
    """

    id: str
    value: str
    said: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    personal: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class GroundRemedy:
    """Something that can be offered.

    Beyond the learner's authority when not `allowed`, above `limit` pounds, or in words that take it `over`.
    """

    id: str
    words: tuple[str, ...]
    allowed: bool = True
    limit: int | None = None
    over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroundRole:
    id: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """`feelings` are those present (keys of `FEELINGS`); `effects` are phrases for what the problem does to people."""

    facts: tuple[GroundFact, ...] = ()
    remedies: tuple[GroundRemedy, ...] = ()
    roles: tuple[GroundRole, ...] = ()
    problem: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    feelings: frozenset[str] = frozenset()
    jargon: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """Where the conversation stands when the message is sent.

    `unheard` counts the customer's messages that were still to come: sending before they end is an interruption.
    """

    revealed: frozenset[str] = frozenset()
    customer_said: tuple[str, ...] = ()
    learner_said: tuple[str, ...] = ()
    unheard: int = 0


# What words name which feeling. A scenario says which are present; naming another is an act too.
FEELINGS: dict[str, tuple[str, ...]] = {
    "anger": (
        "frustrated|frustrating|frustration", "annoyed|annoying|annoyance", "angry|anger", "cross", "fed up",
        "irritated|irritating", "infuriating|maddening", "upset|upsetting", "unhappy",
    ),
    "worry": (
        "worried|worry|worrying", "anxious|anxiety", "stress|stressed|stressful", "concerned|concerning|concern",
        "nervous", "scared|scary|frightened|frightening", "unsettling|unsettled",
    ),
    "disappointment": ("disappointed|disappointing|disappointment", "let down", "upset|upsetting", "sad|gutted"),
    "confusion": ("confused|confusing|confusion", "unclear", "puzzled|puzzling"),
    "weariness": ("tired|tiring|exhausted|exhausting", "hassle|inconvenience|inconvenient", "time waste|wasting"),
    "joy": ("happy|delighted|pleased|glad", "excited|exciting", "thrilled"),
}  # fmt: skip
