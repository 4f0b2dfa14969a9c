"""The readers: linear heads that say how much a statement looks like evidence for a part.

Each part has two, fitted by `training` on the exemplar bank: one reads the sentence vector alone, the other reads
vector and words together. Where they disagree the marker is less sure. Readers are data; nothing is learnt here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wellserved.marking import lexical
from wellserved.marking.values import Vectors

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Readers:
    """Heads for the keys (`point/part`, or `!misconception`), in one block so that all are read at once.

    Shapes: `vector_heads` (keys, width), `vector_bias` (keys,), `both_vector_heads` (keys, width),
    `both_word_heads` (keys, lexical.width()), `both_bias` (keys,). `calibration` (keys, 3): slope, offset and
    offset by the answer's length, which turn the best statement's log-odds into those of "a human marker would call
    the part reached".
    `similarity_width`: how many leading columns of a vector say what a statement means, whatever it counts for.
    `version` is the artefact's hash.
    """

    version: str
    keys: tuple[str, ...]
    vector_heads: Floats
    vector_bias: Floats
    both_vector_heads: Floats
    both_word_heads: Floats
    both_bias: Floats
    calibration: Floats
    similarity_width: int = 384
    encoder: str = ""  # identity of the encoder that they read; "" takes any (tests)

    def index(self, key: str) -> int:
        """The key's row; raises KeyError when the readers were not trained for it."""
        try:
            return self.keys.index(key)
        except ValueError:
            raise KeyError(f"the readers {self.version[:12]} know no {key!r}; train them for this scheme") from None

    def read(self, texts: list[str], vectors: Vectors) -> tuple[Floats, Floats]:
        """Log-odds of each text (rows) for each key (columns), by the vector reader and by the reader of both."""
        alone = vectors @ self.vector_heads.T + self.vector_bias
        both = vectors @ self.both_vector_heads.T + self.both_bias
        for row, text in enumerate(texts):
            both[row] += self.both_word_heads[:, lexical.features(text)].sum(axis=1) * WORD_SCALE
        return alone.astype(np.float32), both.astype(np.float32)


WORD_SCALE = np.float32(0.15)
