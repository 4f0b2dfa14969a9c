"""Makes further training rows out of the authored ones, so that tuning learns what no author writes by the hundred.

A statement's words in random order, and a statement denied as a whole, count for nothing.

Labels are those of the label table: 1 counts, 0 does not, -1 unknown.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.float32]

SHUFFLED, DENIED = 0.14, 0.12  # rows to make, as shares of the rows that there are
DENIALS = (
    "It is not true that {}",
    "I don't think {}",
    "It's not the case that {}",
    "i dont agree that {}",
    "Nobody could say that {}",
    "{}? No, that is wrong.",
    "It would be wrong to say that {}",
    "{} - not really, that never happens.",
)


def augmented(texts: list[str], labels: Labels, random: np.random.Generator) -> tuple[list[str], Labels]:
    """The rows with the made ones behind them; the same random numbers make the same rows."""
    positive = np.flatnonzero((labels == 1).any(axis=1))
    made: list[tuple[str, npt.NDArray[np.float32]]] = []
    for row in random.choice(positive, int(SHUFFLED * len(texts))):
        if len(texts[row].split()) >= 7:
            made.append((_shuffled(texts[row], random), np.minimum(labels[row], 0)))
    for row in random.choice(positive, int(DENIED * len(texts))):
        made.append((_denied(texts[row], random), np.minimum(labels[row], 0)))
    seen = set(texts)
    kept = [(text, label) for text, label in made if text not in seen and len(text) <= 260]
    return [*texts, *(text for text, _ in kept)], np.vstack([labels, *(label for _, label in kept)])


def _shuffled(text: str, random: np.random.Generator) -> str:
    words = text.split()
    return " ".join(words[place] for place in random.permutation(len(words)))


def _denied(text: str, random: np.random.Generator) -> str:
    plain = text.strip().rstrip(".!")
    opening = DENIALS[random.integers(len(DENIALS))]
    return opening.format(plain if opening.startswith("{}") else plain[:1].lower() + plain[1:])
