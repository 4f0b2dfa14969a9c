"""Training rows that no author wrote."""

from __future__ import annotations

import numpy as np

from wellserved.training.augmenting import augmented
from wellserved.training.banks import Examples, label_table

TEXTS = [f"statement {number} tells that customers come back again" for number in range(50)]
LABELS = np.array([[1, -1, 0]] * 25 + [[0, 1, -1]] * 25, dtype=np.float32)


def test_same_seed_makes_the_same_rows() -> None:
    one, other = augmented(TEXTS, LABELS, np.random.default_rng(7)), augmented(TEXTS, LABELS, np.random.default_rng(7))
    assert one[0] == other[0]
    assert np.array_equal(one[1], other[1])


def test_authored_rows_stand_first_and_unchanged() -> None:
    texts, labels = augmented(TEXTS, LABELS, np.random.default_rng(7))
    assert texts[:50] == TEXTS
    assert np.array_equal(labels[:50], LABELS)
    assert len(texts) == len(labels) > 55


def test_words_in_another_order_and_denials_never_count() -> None:
    texts, labels = augmented(TEXTS, LABELS, np.random.default_rng(7))
    by_words = {" ".join(sorted(text.split())): row for row, text in enumerate(TEXTS)}
    for text, label in zip(texts[50:], labels[50:], strict=True):
        shuffled = " ".join(sorted(text.split())) in by_words
        denied = text.startswith(("It is not true", "I don't think", "Nobody could", "It would be wrong", "It's not"))
        if shuffled or denied:
            assert not (label == 1).any(), text


def test_label_table_holds_each_text_once_and_knows_what_it_does_not_know() -> None:
    first, second = Examples(), Examples()
    first.add("they come back", 1)
    first.add("they smile", 0)
    second.add("they come back", 0)
    texts, labels = label_table([first, second])
    assert texts == ["they come back", "they smile"]
    assert labels.tolist() == [[1, 0], [0, -1]]


def test_a_text_keeps_its_first_label() -> None:
    examples = Examples()
    examples.add("they come back", 1)
    examples.add("they come back", 0)
    assert examples.labels == [1]
