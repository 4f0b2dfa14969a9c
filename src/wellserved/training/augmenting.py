"""Makes further training rows out of the authored ones, so that tuning learns what no author writes by the hundred.

- A statement's words in random order, and a statement denied as a whole, count for nothing.
- Two or three statements in one breath, without punctuation, count for what any of them counts for.

Labels are those of the label table: 1 counts, 0 does not, -1 unknown.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.float32]

SHUFFLED, DENIED, JOINED = 0.14, 0.12, 0.22  # rows to make, as shares of the rows that there are
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


def augmented(texts: list[str], labels: Labels, seed: int) -> tuple[list[str], Labels]:
    """The rows with the made ones behind them; the same seed makes the same rows."""
    random = np.random.default_rng(seed)
    positive = np.flatnonzero((labels == 1).any(axis=1))
    made: list[tuple[str, npt.NDArray[np.float32]]] = []
    for row in random.choice(positive, int(SHUFFLED * len(texts))):
        if len(texts[row].split()) >= 7:
            made.append((_shuffled(texts[row], random), np.minimum(labels[row], 0)))
    for row in random.choice(positive, int(DENIED * len(texts))):
        made.append((_denied(texts[row], random), np.minimum(labels[row], 0)))
    for _ in range(int(JOINED * len(texts))):
        column = random.integers(labels.shape[1])
        known = np.flatnonzero(labels[:, column] >= 0)
        rows = random.choice(known, random.integers(2, 4), replace=False)
        made.append((_joined([texts[row] for row in rows], random), _any_of(labels[rows])))
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


def _joined(texts: list[str], random: np.random.Generator) -> str:
    if random.random() < 0.35:
        return " ".join(text if text.rstrip().endswith((".", "!", "?")) else f"{text.rstrip()}." for text in texts)
    glue = (" ", " and ", " so ", " also ")[random.integers(4)]
    return glue.join(text.strip().rstrip(".!?").lower().replace(",", "").replace(";", "") for text in texts)


def _any_of(labels: Labels) -> npt.NDArray[np.float32]:
    """1 where any counts, 0 where all are known not to, else unknown."""
    whole: npt.NDArray[np.float32] = np.where((labels == 1).any(axis=0), 1, np.where((labels == 0).all(axis=0), 0, -1))
    return whole.astype(np.float32)
