"""A stand-in for the sentence encoder, and readers made by hand for a scheme of one or two points.

A statement counts for a part when it holds one of the part's words: the fake readers look at words only, so a
test says exactly what earns credit and what does not.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wellserved.marking import Encoder, MarkScheme, Misconception, Part, Point, Side, TrainedScheme, lexical
from wellserved.marking.readers import WORD_SCALE, Readers
from wellserved.marking.scheme import CountedBy
from wellserved.marking.segments import words
from wellserved.marking.values import Vectors

WIDTH = 64
YES, NO = 6.0, -6.0  # log-odds of a statement that holds a counting word, and of one that does not


@dataclass(frozen=True)
class FakeEncoder:
    """A hashed bag of words with rows of length 1: texts of the same words have the same vector."""

    identity: str = "fake:0000:fp32"

    def encode(self, sentences: list[str]) -> Vectors:
        rows = np.zeros((len(sentences), WIDTH), dtype=np.float32)
        for row, sentence in zip(rows, sentences, strict=True):
            for word in words(sentence) or ["nothing"]:
                row[zlib.crc32(word.encode("utf-8", "replace")) % WIDTH] += 1
            row /= np.linalg.norm(row)
        return rows

    def encode_spans(self, text: str, spans: list[tuple[int, int]]) -> Vectors:
        """A span's words alone: this stand-in reads no context."""
        return self.encode([text[start:end] for start, end in spans])


def part(
    id_: str, *, at_least: int = 1, side: Side | None = None, counted_by: CountedBy = "item", window: int = 1
) -> Part:
    return Part(
        id=id_,
        title=id_.title(),
        at_least=at_least,
        counts="",
        does_not_count="",
        missing=f"Add {id_}.",
        vague=f"You are close: {id_}.",
        side=side,
        counted_by=counted_by,
        window=window,
    )


def point(id_: str, *parts: Part, task: str = "Explain in your own words.") -> Point:
    return Point(
        id=id_,
        title=id_.title(),
        statement="",
        verb="explain",
        task=task,
        note="",
        plain="",
        simulation_allowed=True,
        parts=parts,
    )


def readers(counting: Mapping[str, str]) -> Readers:
    """Readers for the keys of `counting`: a text with one of the key's words counts, any other does not."""
    heads = np.zeros((len(counting), lexical.width()), dtype=np.float32)
    for row, said in enumerate(counting.values()):
        heads[row, [_bucket(word) for word in said.split()]] = 4 * (YES - NO) / WORD_SCALE
    return Readers(
        version="f" * 64,
        keys=tuple(counting),
        vector_heads=np.zeros((len(counting), WIDTH), dtype=np.float32),
        vector_bias=np.zeros(len(counting), dtype=np.float32),
        both_vector_heads=np.zeros((len(counting), WIDTH), dtype=np.float32),
        both_word_heads=heads,
        both_bias=np.full(len(counting), 2 * NO, dtype=np.float32),
        calibration=np.tile(np.array([1.0, 0.0, 0.0], dtype=np.float32), (len(counting), 1)),
        similarity_width=WIDTH,
    )


def trained(points: tuple[Point, ...], counting: Mapping[str, str]) -> TrainedScheme:
    """A scheme of `points` in which `counting` says the words for each `point/part` or `!misconception`."""
    beliefs = tuple(
        Misconception(key[1:], belief=key[1:], correction=f"Not so: {key[1:]}.", sign="")
        for key in counting
        if key.startswith("!")
    )
    return TrainedScheme(MarkScheme("tiny-unit", points, beliefs, digest="d" * 64), readers(counting))


def fake_encoder() -> Encoder:
    return FakeEncoder()


def _bucket(word: str) -> int:
    return zlib.crc32(f"w {word}".encode()) % lexical.BUCKETS
