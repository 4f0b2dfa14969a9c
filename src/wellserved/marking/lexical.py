"""What a statement's words say beside its vector: hashed n-grams with denial marked, and a few surface cues.

Words after a denying word carry the mark `not_` until the clause ends (the simple scope rule of Das and Chen,
2001), so that "they do not come back" and "they come back" share no word features.
"""

from __future__ import annotations

import zlib

import numpy as np
import numpy.typing as npt

from wellserved.marking.segments import words

BUCKETS = 8192
CUES = (
    "denies", "asks", "short", "long", "has_digit", "has_role", "has_system", "vague_person", "conditional",
    "reason", "first_person", "third_person", "opens_with_verb", "says_no_good", "should",
)  # fmt: skip

DENIERS = frozenset(
    [
        "not",
        "no",
        "never",
        "none",
        "nobody",
        "nothing",
        "neither",
        "nor",
        "cannot",
        "cant",
        "can't",
        "won't",
        "wont",
        "don't",
        "dont",
        "doesn't",
        "doesnt",
        "didn't",
        "didnt",
        "isn't",
        "isnt",
        "aren't",
        "arent",
        "wasn't",
        "wasnt",
        "weren't",
        "werent",
        "hasn't",
        "hasnt",
        "haven't",
        "havent",
        "wouldn't",
        "wouldnt",
        "shouldn't",
        "couldn't",
        "couldnt",
        "without",
        "hardly",
        "rarely",
        "ain't",
        "aint",
        "instead",
    ]
)
_SCOPE_ENDS = frozenset(
    [
        "but",
        "because",
        "so",
        "cos",
        "coz",
        "and",
        "then",
        "if",
        "when",
        "unless",
        "although",
        "though",
        "which",
        "who",
        "however",
    ]
)
ROLES = frozenset(
    [
        "manager",
        "supervisor",
        "superviser",
        "leader",
        "lead",
        "head",
        "chief",
        "director",
        "boss",
        "officer",
        "technician",
        "engineer",
        "specialist",
        "advisor",
        "adviser",
        "matron",
        "sister",
        "deputy",
        "coordinator",
        "co-ordinator",
        "trainer",
        "owner",
        "landlord",
        "chef",
        "pharmacist",
        "nurse",
        "doctor",
        "vet",
        "manageress",
        "managers",
        "supervisors",
        "mangager",
        "manger",
        "superviser",
        "leaders",
        "duty",
        "team",
        "department",
        "dept",
        "warden",
        "caretaker",
        "foreman",
        "forewoman",
        "bursar",
        "receptionist",
        "controller",
    ]
)
SYSTEMS = frozenset(
    [
        "ticket",
        "tickets",
        "ticketing",
        "form",
        "forms",
        "system",
        "crm",
        "log",
        "book",
        "logbook",
        "email",
        "portal",
        "template",
        "transfer",
        "sheet",
        "queue",
        "database",
        "tracker",
        "helpdesk",
        "hotline",
        "app",
    ]
)
_VAGUE = frozenset(["someone", "somebody", "anyone", "anybody", "whoever", "something", "stuff", "things", "else"])
_IF = frozenset(["if", "when", "whenever", "unless", "once", "until", "after", "before", "where"])
_WHY = frozenset(
    ["because", "so", "since", "therefore", "means", "as", "cos", "coz", "why", "reason", "leads", "causes"]
)
_I = frozenset(["i", "i'd", "i'll", "i'm", "we", "we'd", "we'll", "my", "our", "us", "me"])
_THEY = frozenset(
    [
        "they",
        "he",
        "she",
        "it",
        "customer",
        "customers",
        "people",
        "guest",
        "guests",
        "client",
        "clients",
        "them",
        "their",
    ]
)
_SHOULD = frozenset(["should", "must", "ought", "need", "needs", "supposed"])


def features(text: str) -> npt.NDArray[np.int32]:
    """The statement's feature numbers, sorted, each once: buckets of n-grams first, then the cues that hold."""
    plain = words(text)
    marked = _mark_denial(plain)
    names = [f"w {word}" for word in marked]
    names += [f"b {a} {b}" for a, b in zip(["^", *marked], [*marked, "$"], strict=True)]
    names += [f"s {a} {b}" for a, b in zip(marked, marked[2:], strict=False)]
    for word in plain:
        padded = f"<{word[:14]}>"
        names += [f"c {padded[i : i + 4]}" for i in range(max(1, len(padded) - 3))]
    found = {zlib.crc32(name.encode("utf-8")) % BUCKETS for name in names}
    found |= {BUCKETS + index for index, holds in enumerate(_cues(text, plain)) if holds}
    return np.array(sorted(found), dtype=np.int32)


def width() -> int:
    """How many features there are."""
    return BUCKETS + len(CUES)


def _mark_denial(plain: list[str]) -> list[str]:
    marked = []
    denied = False
    for word in plain:
        if word in _SCOPE_ENDS:
            denied = False
        marked.append(f"not_{word}" if denied and word not in DENIERS else word)
        if word in DENIERS:
            denied = not denied
    return marked


def _cues(text: str, plain: list[str]) -> tuple[bool, ...]:
    present = set(plain)
    return (
        bool(present & DENIERS),
        text.rstrip().endswith("?"),
        len(plain) <= 4,
        len(plain) >= 22,
        any(character.isdigit() for character in text),
        bool(present & ROLES),
        bool(present & SYSTEMS),
        bool(present & _VAGUE),
        bool(present & _IF),
        bool(present & _WHY),
        bool(present & _I),
        bool(present & _THEY),
        bool(plain) and (plain[0].endswith("ing") or plain[0].endswith("ed")),
        bool(present & {"poor", "bad", "rude", "badly", "awful", "terrible", "worse"}),
        bool(present & _SHOULD),
    )
