"""What the tuning reads: every span says what it says, and no label is made up."""

from __future__ import annotations

import numpy as np

from tests.fakes.encoder import part, point
from wellserved.curriculum.exemplars import PartBank, PointBank, WholeAnswer
from wellserved.marking import MarkScheme, Side
from wellserved.training.passages import UNKNOWN, Lessons, Passage, of_answer, passages
from wellserved.training.readers import UnitBank

PAYS = point("pays", part("return"), part("inside", side=Side(("inside",), ("outside",))))
COUNTS = [f"customer {number} comes back, and brings the whole family" for number in range(30)]
MISSES = [f"shop {number} is painted blue" for number in range(30)]
SIDED = ["inside: morale", "inside: training"]
MET = WholeAnswer(kind="clear", reached=["return", "inside"], text="They come back. Morale inside is good.")
NOT_MET = WholeAnswer(kind="partial", reached=["inside"], text="The shop is blue. Morale inside is good.")


def lessons() -> Lessons:
    rows = [[1, UNKNOWN]] * len(COUNTS) + [[0, UNKNOWN]] * len(MISSES) + [[UNKNOWN, 1]] * len(SIDED)
    columns = {("tiny", "pays/return"): 0, ("tiny", "pays/inside"): 1}
    return Lessons(COUNTS + MISSES + SIDED, np.array(rows, dtype=np.float32), columns)


def bank() -> UnitBank:
    author = PointBank(
        point="pays",
        parts={
            "return": PartBank(counts=COUNTS, near_misses={"vague": MISSES}),
            "inside": PartBank(counts=["morale inside"], near_misses={}),
        },
        answers=[MET, NOT_MET],
    )
    return UnitBank(MarkScheme("tiny", (PAYS,)), {"pays": author}, {}, (author,))


def made() -> list[Passage]:
    return passages([bank()], lessons(), seed=5)


def test_same_seed_makes_the_same_passages() -> None:
    for one, other in zip(made(), made(), strict=True):
        assert (one.text, one.spans) == (other.text, other.spans)
        assert np.array_equal(one.labels, other.labels)


def test_statements_put_together_keep_their_own_labels() -> None:
    together = [passage for passage in made() if len(passage.spans) > 1 and (passage.some == UNKNOWN).all()]
    together = [passage for passage in together if "family" in passage.text and "blue" in passage.text]
    assert together
    for passage in together:
        for (start, end), label in zip(passage.spans, passage.labels, strict=True):
            said = passage.text[start:end]
            assert label[0] == (1 if "family" in said else 0), said
            assert label[1] == UNKNOWN  # a sided part reads its items by themselves


def test_sided_statements_are_all_read_by_themselves() -> None:
    alone = {passage.text for passage in made() if not passage.spans}
    assert set(SIDED) <= alone


def test_whole_answer_teaches_by_its_verdict() -> None:
    met = of_answer(MET.text, {0: True}, 2)
    assert met.some.tolist() == [1, UNKNOWN]
    assert (met.labels == UNKNOWN).all()
    missed = of_answer(NOT_MET.text, {0: False}, 2)
    assert missed.labels[:, 0].tolist() == [0, 0]
    assert (missed.some == UNKNOWN).all()
    assert [missed.text[start:end] for start, end in missed.spans] == ["The shop is blue.", "Morale inside is good."]


def test_no_passage_counts_for_a_part_that_its_answer_missed() -> None:
    for passage in made():
        if "blue" in passage.text and "family" not in passage.text:
            assert not (passage.labels[:, 0] == 1).any()
            assert passage.some[0] != 1


def test_nonsense_of_a_right_answer_counts_for_nothing() -> None:
    whole = [passage for passage in made() if sorted(passage.text.split()) == sorted(MET.text.split())]
    shuffled = [passage for passage in whole if passage.text != MET.text and passage.some[0] != 1]
    denied = [passage for passage in made() if "They come back"[1:] in passage.text and len(passage.text) > 60]
    assert shuffled or denied
    for passage in shuffled + denied:
        assert (passage.labels[:, 0] == 0).all()
