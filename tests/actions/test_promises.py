"""Whatever people do in whatever order: no decision without a named assessor, no word lost, an unbroken log."""

from __future__ import annotations

import hashlib
import uuid
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.actions.handing_in import decide_as, hand_in
from tests.conftest import NOW, POINT, UNIT, Cast, make_cast
from tests.fakes.engine import FakeEngine
from wellserved.actions.add_person import NewPerson, add_person
from wellserved.actions.appeal import appeal
from wellserved.actions.begin_contact import begin_contact
from wellserved.actions.close_account import close_account, open_account
from wellserved.actions.end_role import end_role
from wellserved.actions.enrol import withdraw
from wellserved.actions.errors import (
    DraftConflict,
    NotAllowed,
    NotFound,
    Refused,
    StaleContact,
    StaleScreen,
    WorkplaceConflict,
)
from wellserved.actions.import_people import import_people
from wellserved.actions.mark_waiting import mark_waiting
from wellserved.actions.permission import can_decide
from wellserved.actions.plan_import import plan_import
from wellserved.actions.refer_back import refer_back
from wellserved.actions.save_draft import save_draft
from wellserved.actions.save_workplace import save_workplace
from wellserved.actions.set_display import set_display
from wellserved.actions.set_marking_policy import set_marking_policy
from wellserved.actions.take_turn import Taking, take_turn
from wellserved.actions.undo_import import undo_import
from wellserved.actions.verify_log import verify_log
from wellserved.records.models import Appeal, Attempt, AttemptText, Contact, EngineMarking, Person, Review, RoleHeld

PEOPLE = (
    "learner",
    "other_learner",
    "assessor",
    "second_assessor",
    "iqa",
    "admin",
    "outsider_learner",
    "outsider_assessor",
)
REFUSALS = (NotFound, NotAllowed, Refused, StaleScreen, StaleContact, DraftConflict, WorkplaceConflict)
TEXTS = st.sampled_from(["Because they return.", "Perhaps.", "No.", "", "\0", "always right because 😀", "\u202eabc"])
ANYBODY = st.sampled_from(PEOPLE)
LEARNER = st.sampled_from(["learner", "other_learner", "outsider_learner"])
ASSESSOR = st.sampled_from(["assessor", "second_assessor", "outsider_assessor"])
HAND_IN = (TEXTS, st.sampled_from(["assessment", "practice"]))
DECIDE = (st.integers(0, 3), st.sampled_from(["met", "not_met", "unsure"]))
REFER = (st.integers(0, 3), st.sampled_from(["More.", ""]))
NOTHING = (st.none(), st.none())
KINDS_OF_STEP = (  # the likely people first, then anybody: a refusal is a step too
    ("hand_in", LEARNER, HAND_IN),
    ("decide", ASSESSOR, DECIDE),
    ("refer_back", ASSESSOR, REFER),
    ("hand_in", LEARNER, HAND_IN),
    ("decide", ASSESSOR, DECIDE),
    ("hand_in", ANYBODY, HAND_IN),
    ("decide", ANYBODY, DECIDE),
    ("refer_back", ANYBODY, REFER),
    ("save_draft", ANYBODY, (TEXTS, st.integers(0, 3))),
    ("save_workplace", ANYBODY, (TEXTS, st.integers(0, 3))),
    ("desk_turn", LEARNER, (TEXTS, st.integers(0, 2))),
    ("desk_turn", ANYBODY, (TEXTS, st.integers(0, 2))),
    ("policy", ANYBODY, (st.sampled_from(["after", "before"]), st.integers(-1, 101))),
    ("policy", st.just("admin"), (st.just("before"), st.just(100))),
    ("display", ANYBODY, (st.sampled_from(["large", "huge"]), st.sampled_from(["cy", ""]))),
    ("appeal", st.sampled_from(["learner", "other_learner"]), REFER),
    ("appeal", ANYBODY, REFER),
    ("decide", st.just("iqa"), DECIDE),
    ("role_ends", ANYBODY, (ANYBODY, st.sampled_from(["Left.", ""]))),
    ("role_ends", st.just("admin"), (ANYBODY, st.just("Left."))),
    ("account_closes", ANYBODY, (ANYBODY, st.sampled_from(["Left.", ""]))),
    ("account_closes", st.just("admin"), (ANYBODY, st.just("Left."))),
    ("account_opens", st.just("admin"), (ANYBODY, st.none())),
    ("person_is_added", ANYBODY, (st.sampled_from(["learner", "assessor", "king"]), ANYBODY)),
    ("learner_withdraws", st.just("admin"), (LEARNER, st.sampled_from(["Left.", ""]))),
    ("people_are_imported", ANYBODY, (st.sampled_from(["tutor", "king"]), st.booleans())),
    ("engine_catches_up", st.just("learner"), NOTHING),
)


@st.composite
def steps(draw: st.DrawFn) -> tuple[str, str, Any, Any]:
    verb, who, (first, second) = draw(st.sampled_from(KINDS_OF_STEP))
    return verb, draw(who), draw(first), draw(second)


def play(cast: Cast, step: tuple[str, str, Any, Any], at: Any) -> None:
    verb, name, first, second = step
    person = reloaded(cast, name)
    if verb == "hand_in":
        hand_in(person, first, second, now=at, engine=FakeEngine(broken="No" in first))
    elif verb == "save_draft":
        save_draft(person, unit=UNIT, point=POINT, text=first, revision=second, now=at)
    elif verb == "save_workplace":
        save_workplace(person, words={"job": first}, revision=second, now=at)
    elif verb == "desk_turn":
        contact = begin_contact(person, scenario="wrong-order-twice", key="desk", now=at)
        take_turn(person, contact.pk, Taking(text=first), seen=second, now=at)
    elif verb == "policy":
        set_marking_policy(person, cast.centre, draft_shown=first, blind_share=second, now=at)
    elif verb == "display":
        set_display(person, text_size=first, spacing="wide", language=second)
    elif verb == "role_ends":
        held = RoleHeld.objects.filter(person=getattr(cast, first), until=None).first()
        end_role(person, cast.centre, role=held.pk if held else 0, reason=second, now=at)
    elif verb == "account_closes":
        close_account(person, cast.centre, reloaded(cast, first), reason=second, now=at)
    elif verb == "account_opens":
        open_account(person, cast.centre, reloaded(cast, first), now=at)
    elif verb == "person_is_added":
        add_person(person, cast.centre, new=NewPerson("Some One", reloaded(cast, second).email, first), now=at)
    elif verb == "learner_withdraws":
        place = getattr(cast, first).enrolments.filter(withdrawn_at=None).first()
        withdraw(person, cast.centre, place.pk if place else 0, reason=second, now=at)
    elif verb == "people_are_imported":
        text = f"full_name,email,role\nNell New,nell@x.test,{first}\n"
        seen = plan_import(person, cast.centre, text).digest
        made = import_people(person, cast.centre, text=text, seen=seen, now=at)
        if second:
            undo_import(person, cast.centre, made.pk, now=at)
    elif verb == "engine_catches_up":
        mark_waiting(FakeEngine(version="fake-2"), at)
    else:
        attempts = list(Attempt.objects.all())
        attempt_id = attempts[first % len(attempts)].pk if attempts else uuid.uuid4()
        seen = Review.objects.filter(attempt=attempt_id).count()
        if verb == "refer_back":
            refer_back(person, attempt_id, missing=second, comment="", seen=seen, now=at)
        elif verb == "appeal":
            appeal(person, attempt_id, reason=second, seen=seen, now=at)
        elif attempts:
            allowed = can_decide(person, Attempt.objects.get(pk=attempt_id))
            review = decide_as(person, attempts[first % len(attempts)], second, reason="Reason.", seen=seen, now=at)
            assert allowed
            assert review.by == person


def reloaded(cast: Cast, name: str) -> Person:
    return Person.objects.get(pk=getattr(cast, name).pk)


class Promises(TestCase):
    @hypothesis_settings(max_examples=30)
    @given(st.lists(steps(), min_size=8, max_size=24))
    def test_hold_in_any_order_of_actions(self, steps: list[tuple[str, str, Any, Any]]) -> None:
        cast = make_cast()
        for person in (cast.learner, cast.other_learner, cast.outsider_learner):
            hand_in(person, kind="assessment")
        earlier: list[Any] = []
        for number, step in enumerate(steps):
            with suppress(*REFUSALS):
                play(cast, step, NOW + timedelta(hours=number + 1))
            reviews = list(Review.objects.order_by("pk").values_list())
            assert reviews[: len(earlier)] == earlier
            earlier = reviews
        self.check_reviews(cast)
        self.check_appeals()
        self.check_words()
        for contact in Contact.objects.all():
            assert len(contact.play().turns) == contact.turns.count()
        assert verify_log() == []

    def check_reviews(self, cast: Cast) -> None:
        for review in Review.objects.select_related("attempt__enrolment").prefetch_related("decisions"):
            centre = review.attempt.enrolment.centre_id
            if review.role == "iqa":
                assert Appeal.objects.get(attempt=review.attempt).review.sequence == review.sequence - 1
            assert RoleHeld.objects.filter(person=review.by_id, centre=centre, role=review.role).exists()
            assert review.attempt.kind == "assessment"
            assert review.attempt.learner_id != review.by_id
            assert {d.point for d in review.decisions.all()} == (
                {review.attempt.point} if review.outcome == "decided" else set()
            )
            for decision in review.decisions.all():
                assert decision.reason or decision.draft_outcome in ("", "unsure", decision.outcome)

    def check_appeals(self) -> None:
        for stored in Appeal.objects.select_related("attempt", "review"):
            answer = stored.attempt.reviews.filter(sequence=stored.review.sequence + 1).first()
            earlier = stored.attempt.reviews.filter(sequence__lte=stored.review.sequence)
            assert answer is None or answer.by_id not in earlier.values_list("by", flat=True)

    def check_words(self) -> None:
        for stored in AttemptText.objects.select_related("attempt"):
            assert hashlib.sha256(stored.text.encode()).hexdigest() == stored.attempt.text_digest
            for marking in EngineMarking.objects.filter(attempt=stored.attempt):
                for point in marking.value(stored.text).points:
                    for quote in (quote for part in point.parts for quote in part.quotes):
                        assert stored.text[quote.start : quote.end] == quote.text != ""
        assert AttemptText.objects.count() == Attempt.objects.count()

    @hypothesis_settings(max_examples=40)
    @given(st.text(min_size=0, max_size=60))
    def test_any_text_is_kept_exactly_or_refused(self, text: str) -> None:
        learner = make_cast().learner
        try:
            attempt = hand_in(learner, text)
        except Refused:
            attempt = None
        if attempt is None:
            assert not text.strip() or "\0" in text or any("\ud800" <= c <= "\udfff" for c in text)
        else:
            assert Attempt.objects.get(pk=attempt.pk).attempt_text.text == text

    def test_no_decision_can_be_stored_without_a_person(self) -> None:
        attempt = hand_in(make_cast().learner, kind="assessment")
        with pytest.raises(IntegrityError), transaction.atomic():
            Review(
                attempt=attempt,
                sequence=1,
                role="assessor",
                outcome="decided",
                draft_was_shown=False,
                blind=False,
                at=NOW,
            ).save()
        assert not Review.objects.exists()
