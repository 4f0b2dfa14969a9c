"""A made-up history keeps every promise that a real one keeps, and stays away from real people."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.db import transaction

from tests.actions.setting_up import opened_code
from tests.conftest import NOW, UNIT, Cast
from wellserved.actions.errors import Refused
from wellserved.actions.load_content import load_content
from wellserved.actions.make_history import make_history
from wellserved.actions.verify_log import verify_log
from wellserved.assessment.evidence import QUALITIES
from wellserved.records.models import Attempt, Centre, EngineMarking, Event, Person, Review

pytestmark = pytest.mark.django_db


def made(seed: int = 1) -> None:
    load_content(NOW, [UNIT])
    make_history(learners=8, years=1, seed=seed, now=NOW)


def test_log_holds_and_quotes_are_the_answers_words() -> None:
    made()
    assert verify_log() == []
    for marking in EngineMarking.objects.select_related("attempt__attempt_text"):
        text = marking.attempt.attempt_text.text
        for point in marking.value(text).points:
            for part in point.parts:
                assert len(part.quotes) == part.reached
                assert all(quote.text and quote.text in text for quote in part.quotes)


def test_what_is_met_has_five_judgements_on_its_evidence() -> None:
    made()
    for review in Review.objects.prefetch_related("decisions", "judgements"):
        met = any(decision.outcome == "met" for decision in review.decisions.all())
        said = {judgement.quality for judgement in review.judgements.all() if judgement.holds}
        assert said == (set(QUALITIES) if met else set())


def test_nothing_lies_ahead_and_something_waits() -> None:
    made()
    assert not Event.objects.filter(at__gt=NOW).exists()
    assert Review.objects.filter(outcome="referred_back").exists()
    assert Review.objects.filter(blind=True, draft=None).exists()
    assert Attempt.objects.filter(follows__kind="assessment").exists()
    assert Attempt.objects.filter(kind="practice").count() > Review.objects.count()


def test_same_seed_makes_the_same_history() -> None:
    told: list[list[object]] = []
    for _ in range(2):
        with suppress(RollbackAgain), transaction.atomic():
            made()
            of_attempts = Event.objects.filter(subject_kind="attempt").order_by("sequence")
            told.append(list(of_attempts.values_list("subject_id", "at", "verb")))
            raise RollbackAgain
    assert told[0] == told[1]
    assert len(told[0]) > 100


class RollbackAgain(Exception):
    pass


def test_history_is_made_once() -> None:
    made()
    with pytest.raises(Refused, match="here already"):
        made(seed=2)


def test_never_beside_anybody_real(cast: Cast) -> None:
    Person.objects.create_person("someone@college.ac.uk", "Some One")
    before = Centre.objects.count()
    with pytest.raises(Refused, match="real people"):
        made()
    assert Centre.objects.count() == before


def test_never_where_a_centre_is_being_set_up() -> None:
    opened_code()
    with pytest.raises(Refused, match="real people"):
        made()


def test_beside_the_demo_it_is_a_centre_of_its_own(cast: Cast) -> None:
    made()
    assert not Attempt.objects.filter(enrolment__centre=cast.centre).exists()
    assert not cast.centre.roles_held.filter(person__email__endswith="history.example").exists()
