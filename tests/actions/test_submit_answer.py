from __future__ import annotations

import hashlib
import logging
import uuid
from datetime import timedelta
from typing import Any

import pytest

from tests.actions.handing_in import MET, decide_as, hand_in
from tests.conftest import NOW, POINT, UNIT, Cast
from tests.fakes.engine import FakeEngine
from wellserved.actions.errors import NotFound, Refused
from wellserved.actions.save_draft import save_draft
from wellserved.actions.submit_answer import MOST_IN_A_MINUTE, is_drawn_blind
from wellserved.records.models import Attempt, Centre, Draft, Enrolment, Event, RoleHeld


def test_text_is_stored_exactly_as_sent(learner: Any) -> None:
    text = "  First line\r\n\r\nsecond \u202eline\u202c \U0001f600 <script>alert(1)</script>\t "
    attempt = hand_in(learner, text)
    assert Attempt.objects.get(pk=attempt.pk).attempt_text.text == text
    assert attempt.text_digest == hashlib.sha256(text.encode()).hexdigest()


def test_practice_is_marked_at_once_with_quotes(learner: Any) -> None:
    marking = hand_in(learner, MET).engine_markings.get()
    point = marking.value(MET).points[0]
    assert point.decision == "met"
    assert [MET[q.start : q.end] for part in point.parts for q in part.quotes] == ["because"] * 4


def test_draft_marking_holds_no_learner_words(learner: Any) -> None:
    marking = hand_in(learner, "The customer is always right because they pay, because yes.").engine_markings.get()
    assert "because" not in str(marking.points.get().parts)
    assert "right" not in str(marking.misconceptions)


def test_same_key_gives_the_same_attempt(learner: Any) -> None:
    assert hand_in(learner, key="k1").pk == hand_in(learner, key="k1").pk
    assert Attempt.objects.count() == 1
    assert Event.objects.filter(verb="handed_in").count() == 1


def test_other_words_under_a_used_key_are_not_lost_silently(learner: Any) -> None:
    hand_in(learner, key="k1")
    with pytest.raises(Refused, match="already used"):
        hand_in(learner, "Other words, because they matter.", key="k1")


def test_two_learners_may_send_the_same_key(learner: Any, other_learner: Any) -> None:
    assert hand_in(learner, key="k1").pk != hand_in(other_learner, key="k1").pk


def test_attempts_are_numbered_per_kind(learner: Any) -> None:
    numbers = [hand_in(learner).number, hand_in(learner).number, hand_in(learner, kind="assessment").number]
    assert numbers == [1, 2, 1]


def test_assessment_needs_the_declaration(learner: Any) -> None:
    with pytest.raises(Refused) as refused:
        hand_in(learner, kind="assessment", declaration="  ")
    assert refused.value.field == "declaration"


def test_second_assessment_waits_for_the_first(learner: Any, assessor: Any) -> None:
    first = hand_in(learner, kind="assessment")
    with pytest.raises(Refused, match="waiting for an assessor"):
        hand_in(learner, kind="assessment")
    hand_in(learner, kind="practice")
    decide_as(assessor, first, "met")
    assert hand_in(learner, kind="assessment", follows=first.pk).follows_id == first.pk


def test_follows_must_be_the_learners_own_attempt(learner: Any, other_learner: Any) -> None:
    foreign = hand_in(other_learner)
    for follows in (foreign.pk, uuid.uuid4(), "not an id"):
        with pytest.raises(NotFound):
            hand_in(learner, follows=follows)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no words"),
        (" \r\n\t ", "no words"),
        ("a" * 20_001, "20,001 characters"),
        ("x" * 200_000, "200,000 characters"),
        ("good\0service", "Character 5 is a NUL"),
        ("good \ud83d service", "half of a broken symbol"),
    ],
)
def test_unusable_text_is_refused_with_a_hint(learner: Any, text: str, problem: str) -> None:
    with pytest.raises(Refused, match=problem) as refused:
        hand_in(learner, text)
    assert refused.value.field == "text"
    assert refused.value.hint
    assert not Attempt.objects.exists()


def test_longest_answer_is_taken(learner: Any) -> None:
    assert hand_in(learner, "word " * 4_000).words == 4_000


@pytest.mark.parametrize("key", ["", "k" * 65, "k\n", "ключ"])
def test_unusable_key_is_refused(learner: Any, key: str) -> None:
    with pytest.raises(Refused, match="no usable key"):
        hand_in(learner, key=key)


@pytest.mark.parametrize("change", [{"unit": "no-such"}, {"point": "no-such"}, {"unit": "\0"}, {"point": ""}])
def test_unknown_unit_or_point_is_not_found(learner: Any, change: dict[str, str]) -> None:
    with pytest.raises(NotFound):
        hand_in(learner, **change)


def test_unknown_kind_is_refused(learner: Any) -> None:
    with pytest.raises(Refused, match="no way to hand in"):
        hand_in(learner, kind="exam")


def test_people_without_a_place_cannot_hand_in(cast: Cast) -> None:
    for person in (cast.assessor, cast.iqa, cast.admin):
        with pytest.raises(NotFound):
            hand_in(person)


def test_withdrawn_learner_cannot_hand_in(learner: Any) -> None:
    Enrolment.objects.filter(person=learner).update(withdrawn_at=NOW)
    with pytest.raises(NotFound):
        hand_in(learner)


def test_ended_role_cannot_hand_in(learner: Any) -> None:
    RoleHeld.objects.filter(person=learner).update(until=NOW)
    with pytest.raises(NotFound):
        hand_in(learner)


def test_inactive_learner_cannot_hand_in(learner: Any) -> None:
    learner.is_active = False
    learner.save()
    with pytest.raises(NotFound):
        hand_in(learner)


def test_engine_failure_keeps_the_answer_and_logs_no_words(learner: Any, caplog: Any) -> None:
    with caplog.at_level(logging.ERROR):
        attempt = hand_in(learner, "My very private words", engine=FakeEngine(broken=True))
    assert attempt.attempt_text.text == "My very private words"
    assert not attempt.engine_markings.exists()
    assert str(attempt.pk) in caplog.text
    assert "private" not in caplog.text


def test_missing_engine_keeps_the_answer(learner: Any, settings: Any) -> None:
    settings.ENGINE = "wellserved.no_such_room.engine"
    assert not hand_in(learner, engine=None).engine_markings.exists()


def test_hand_in_empties_the_draft_and_its_revision_moves_on(learner: Any) -> None:
    save_draft(learner, unit=UNIT, point=POINT, text=MET, revision=0, now=NOW)
    hand_in(learner)
    draft = Draft.objects.get()
    assert (draft.text, draft.revision) == ("", 2)


def test_refused_hand_in_keeps_the_draft(learner: Any) -> None:
    save_draft(learner, unit=UNIT, point=POINT, text=MET, revision=0, now=NOW)
    with pytest.raises(Refused):
        hand_in(learner, kind="assessment", declaration="")
    assert Draft.objects.get().text == MET


def test_too_many_in_a_minute_are_refused_and_a_minute_later_taken(learner: Any) -> None:
    for _ in range(MOST_IN_A_MINUTE):
        last = hand_in(learner, key=uuid.uuid4().hex)
    with pytest.raises(Refused, match="within a minute"):
        hand_in(learner)
    assert hand_in(learner, key=last.key).pk == last.pk
    assert hand_in(learner, now=NOW + timedelta(seconds=61)).number == MOST_IN_A_MINUTE + 1


def test_blind_share_is_drawn_from_the_id_alone() -> None:
    ids = [uuid.UUID(int=n) for n in range(4_000)]
    drawn = sum(is_drawn_blind(id_, 10) for id_ in ids)
    assert 320 <= drawn <= 480
    assert not any(is_drawn_blind(id_, 0) for id_ in ids)
    assert all(is_drawn_blind(id_, 100) for id_ in ids)


def test_practice_is_never_blind(cast: Cast) -> None:
    Centre.objects.filter(pk=cast.centre.pk).update(blind_share=100)
    assert not hand_in(cast.learner).blind
    assert hand_in(cast.learner, kind="assessment").blind
