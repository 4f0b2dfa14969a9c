from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.actions.handing_in import MET, hand_in
from tests.conftest import NOW, make_cast
from tests.fakes.engine import FakeEngine
from wellserved.actions.errors import EngineFailed, NotTrained
from wellserved.actions.mark_attempt import mark_attempt
from wellserved.actions.mark_waiting import Caught, mark_waiting
from wellserved.actions.try_marking import Tried, try_marking
from wellserved.marking.scheme import MarkScheme
from wellserved.marking.values import Marking, PartMarking, PointMarking, Quote
from wellserved.records.models import AttemptText, EngineMarking, Event, SchemeVersion

BROKEN = FakeEngine(broken=True)


class InventsQuotes(FakeEngine):
    def mark(self, text: str, scheme: MarkScheme) -> Marking:
        part = PartMarking("repeat_business", 1, 1, (Quote(0, 3, "invented"),))
        point = PointMarking(scheme.points[0].id, "met", 0.9, (part,))
        return Marking(scheme.unit, scheme.digest, self.version, self.encoder, (point,))


def test_same_engine_marks_once_and_another_adds_a_draft(learner: Any) -> None:
    attempt = hand_in(learner)
    first = attempt.engine_markings.get()
    assert mark_attempt(attempt, FakeEngine(), NOW) == first
    newer = mark_attempt(attempt, FakeEngine(version="fake-2"), NOW)
    assert newer != first
    assert attempt.engine_markings.count() == 2
    assert Event.objects.filter(verb="marked").count() == 2


def test_draft_names_engine_encoder_and_scheme(learner: Any) -> None:
    attempt = hand_in(learner)
    marking = attempt.engine_markings.get()
    assert (marking.engine, marking.encoder, marking.scheme_id) == (
        "fake-1",
        "fake:0000:none",
        attempt.scheme_id,
    )
    assert marking.value(MET).as_contract()["scheme"] == attempt.scheme_id


def test_erased_text_leaves_a_readable_draft(learner: Any) -> None:
    point = hand_in(learner).engine_markings.get().value("").points[0]
    assert point.decision == "met"
    assert {q.text for part in point.parts for q in part.quotes} == {""}


def test_engine_that_invents_a_quote_is_not_believed(learner: Any) -> None:
    attempt = hand_in(learner, engine=BROKEN)
    with pytest.raises(EngineFailed) as failed:
        mark_attempt(attempt, InventsQuotes(), NOW)
    assert failed.value.__cause__ is None
    assert not EngineMarking.objects.exists()


def test_waiting_attempts_are_marked_later(learner: Any, other_learner: Any) -> None:
    for person in (learner, other_learner):
        hand_in(person, engine=BROKEN)
    hand_in(learner)
    assert mark_waiting(BROKEN, NOW) == Caught(marked=0, waiting=2)
    assert mark_waiting(FakeEngine(), NOW) == Caught(marked=2, waiting=0)
    assert mark_waiting(FakeEngine(), NOW) == Caught(marked=0, waiting=0)


class PowerCut(FakeEngine):
    def mark(self, text: str, scheme: MarkScheme) -> Marking:
        raise KeyboardInterrupt


@pytest.mark.django_db(transaction=True)
def test_crash_after_the_hand_in_leaves_an_answer_to_be_marked() -> None:
    learner = make_cast().learner
    with pytest.raises(KeyboardInterrupt):
        hand_in(learner, engine=PowerCut())
    assert AttemptText.objects.get().text == MET
    assert mark_waiting(FakeEngine(), NOW) == Caught(marked=1, waiting=0)


def test_attempt_is_marked_under_the_scheme_that_it_was_handed_in_under(learner: Any) -> None:
    attempt = hand_in(learner, engine=BROKEN)
    old = SchemeVersion.objects.get()
    SchemeVersion.objects.create(
        digest="f" * 64, unit_id=old.unit_id, text=old.text.replace("Good service pays", "New"), loaded_at=NOW
    )
    assert mark_attempt(attempt, FakeEngine(), NOW).scheme_id == old.pk


class NamesItsReaders(FakeEngine):
    """As the shipped engine does: what marked is its version and, after a plus, its readers."""

    def mark(self, text: str, scheme: MarkScheme) -> Marking:
        return replace(super().mark(text, scheme), engine=f"{self.version}+4e0ed7c46ac2")


def test_the_same_hand_in_again_is_not_marked_again(learner: Any) -> None:
    engine = NamesItsReaders()
    attempt = hand_in(learner, key="k", engine=engine)
    assert hand_in(learner, key="k", engine=engine) == attempt
    assert len(engine.marked) == 1
    assert attempt.engine_markings.get().engine == "fake-1+4e0ed7c46ac2"


def test_engine_that_has_not_learned_the_unit_leaves_it_to_a_person(learner: Any, caplog: Any) -> None:
    attempt = hand_in(learner, engine=FakeEngine(untrained=True))
    with pytest.raises(NotTrained):
        mark_attempt(attempt, FakeEngine(untrained=True), NOW)
    assert "is for a person" in caplog.text
    assert MET not in caplog.text


@pytest.mark.parametrize(
    ("engine", "tried"),
    [
        (FakeEngine(), Tried.MARKED),
        (BROKEN, Tried.WAITING),
        (FakeEngine(untrained=True), Tried.FOR_A_PERSON),
    ],
)
def test_looking_tries_once_more(learner: Any, engine: FakeEngine, tried: Tried) -> None:
    attempt = hand_in(learner, engine=BROKEN)
    before = len(engine.marked)
    assert try_marking(attempt, engine, NOW) == tried
    assert len(engine.marked) == before + 1


def test_looking_leaves_a_marked_attempt_alone(learner: Any) -> None:
    engine = FakeEngine(version="fake-2")
    assert try_marking(hand_in(learner), engine, NOW) == Tried.MARKED
    assert engine.marked == []
