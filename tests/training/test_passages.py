"""What the tuning reads: every span says what it says, and no label is made up."""

from __future__ import annotations

import numpy as np

from tests.fakes.encoder import part, point
from wellserved.curriculum.exemplars import MisconceptionBank, PartBank, PointBank, WholeAnswer
from wellserved.marking import MarkScheme, Side
from wellserved.training.banks import UNKNOWN, UnitBank
from wellserved.training.passages import Lessons, Passage, of_answer, passages

PAYS = point("pays", part("return"), part("inside", at_least=2, side=Side(("inside",), ("outside",))))
COUNTS = [f"customer {number} comes back, and brings the whole family" for number in range(30)]
MISSES = [f"shop {number} is painted blue" for number in range(30)]
SIDED = ["Inside there is morale."]
OUTSIDE = "Outside there is the weather."
MET = WholeAnswer(kind="clear", reached=["return", "inside"], text="They come back. Inside: morale, training.")
NOT_MET = WholeAnswer(kind="partial", reached=[], text="The shop is blue. Inside: morale.")


def lessons() -> Lessons:
    rows = [[1, UNKNOWN]] * len(COUNTS) + [[0, UNKNOWN]] * len(MISSES) + [[UNKNOWN, 1], [UNKNOWN, 0]]
    columns = {("tiny", "pays/return"): 0, ("tiny", "pays/inside"): 1, ("tiny", "!sales"): 2}
    known = np.array([[*row, UNKNOWN] for row in rows], dtype=np.float32)
    return Lessons(COUNTS + MISSES + [*SIDED, OUTSIDE], known, columns)


def bank() -> UnitBank:
    author = PointBank(
        point="pays",
        parts={
            "return": PartBank(counts=COUNTS, near_misses={"vague": MISSES}),
            "inside": PartBank(counts=SIDED, near_misses={"wrong_side": [OUTSIDE]}),
        },
        answers=[MET, NOT_MET],
    )
    sales = MisconceptionBank(holds=["Service is selling."], not_held={"denied": ["Service is not selling."]})
    return UnitBank(MarkScheme("tiny", (PAYS,)), {"pays": author}, {"sales": sales}, (author,))


def made() -> list[Passage]:
    return passages([bank()], lessons(), seed=5)


def said(passage: Passage) -> list[str]:
    return [passage.text[start:end] for start, end in passage.spans]


def test_same_seed_makes_the_same_passages() -> None:
    for one, other in zip(made(), made(), strict=True):
        assert (one.text, one.spans) == (other.text, other.spans)
        assert np.array_equal(one.labels, other.labels)


def test_statements_put_together_keep_their_own_labels() -> None:
    together = [
        p for p in made() if len(p.spans) > 1 and "family" in p.text and "blue" in p.text and p.needed.max() == 1
    ]
    together = [passage for passage in together if not passage.among.any()]
    assert together
    for passage in together:
        for words, label in zip(said(passage), passage.labels, strict=True):
            if "family" in words or "blue" in words:
                assert label[0] == ("family" in words), words


def test_of_a_sided_statement_the_items_on_its_side_are_judged() -> None:
    together = [passage for passage in made() if passage.spans and not passage.among.any()]
    judged = [(words, row[1]) for p in together for words, row in zip(said(p), p.labels, strict=True)]
    known = {words: label for words, label in judged if label != UNKNOWN}
    assert any("morale" in words and label == 1 for words, label in known.items())
    assert not any("weather" in words for words in known)  # it stands on the other side, and is no candidate


def test_an_answer_that_reaches_everything_teaches_by_its_verdict() -> None:
    met = of_answer(bank(), PAYS, MET.text, frozenset(MET.reached), lessons())
    assert met.verdict.tolist() == [1, 1, UNKNOWN]
    assert (met.labels[:, 0] == UNKNOWN).all()
    assert met.needed.tolist() == [1, 2, 1]
    assert {words for words, among in zip(said(met), met.among[:, 1], strict=True) if among} >= {"morale"}
    assert 0 in met.labels[:, 2]  # and holds no misconception


def test_nothing_in_an_answer_that_misses_a_part_counts_for_it() -> None:
    missed = of_answer(bank(), PAYS, NOT_MET.text, frozenset(NOT_MET.reached), lessons())
    assert missed.verdict.tolist() == [UNKNOWN, 0, UNKNOWN]  # one item of the two that are needed may well be there
    assert (missed.labels[missed.among[:, 0], 0] == 0).all()
    assert (missed.labels[:, 1] == UNKNOWN).all()
    assert (missed.labels[:, 2] == UNKNOWN).all()


def test_nonsense_of_a_right_answer_counts_for_nothing() -> None:
    nonsense = [p for p in made() if p.among.any() and (p.verdict == UNKNOWN).all() and p.text != NOT_MET.text]
    assert len(nonsense) >= 2
    for passage in nonsense:
        assert (passage.labels[passage.among] == 0).all()
