from __future__ import annotations

from typing import Any

import pytest

from tests.actions.handing_in import decide_as, hand_in
from tests.conftest import NOW, Cast
from wellserved.actions.errors import NotAllowed, NotFound, Refused, ReviewDraftConflict, StaleScreen
from wellserved.actions.save_review_draft import UnfinishedReview, save_review_draft
from wellserved.records.models import Attempt, Event, ReviewDraft

WORDS = UnfinishedReview(
    outcome="not_met",
    reason="Only one result.",
    comment="Nearly",
    missing="Who do they tell?",
    evidence={"authentic": {"answer": "no", "reason": "The handout"}},
    together=True,
)


@pytest.fixture
def attempt(cast: Cast) -> Attempt:
    return hand_in(cast.learner, kind="assessment")


def keep(person: Any, attempt: Attempt, words: UnfinishedReview = WORDS, revision: int = 0) -> ReviewDraft:
    return save_review_draft(person, attempt.pk, words=words, revision=revision, seen=0, now=NOW)


def test_everything_typed_is_kept_for_each_assessor_alone(cast: Cast, attempt: Attempt) -> None:
    keep(cast.assessor, attempt)
    keep(cast.second_assessor, attempt, UnfinishedReview(comment="Sam's"))
    kept = ReviewDraft.objects.get(person=cast.assessor)
    assert WORDS.is_on(kept)
    assert kept.revision == 1
    assert not Event.objects.filter(actor=cast.assessor).exists()


def test_the_same_words_again_are_no_conflict_and_others_are(cast: Cast, attempt: Attempt) -> None:
    keep(cast.assessor, attempt)
    assert keep(cast.assessor, attempt).revision == 1
    with pytest.raises(ReviewDraftConflict) as conflict:
        keep(cast.assessor, attempt, UnfinishedReview(comment="Other"))
    assert WORDS.is_on(conflict.value.stored)
    assert keep(cast.assessor, attempt, UnfinishedReview(comment="Other"), revision=1).revision == 2


def test_nothing_typed_is_not_stored(cast: Cast, attempt: Attempt) -> None:
    assert keep(cast.assessor, attempt, UnfinishedReview()).revision == 0
    assert not ReviewDraft.objects.exists()


def test_deciding_removes_only_the_own_draft(cast: Cast, attempt: Attempt) -> None:
    keep(cast.assessor, attempt)
    keep(cast.second_assessor, attempt)
    decide_as(cast.assessor, attempt, "met")
    assert ReviewDraft.objects.get().person == cast.second_assessor
    with pytest.raises(StaleScreen):
        keep(cast.assessor, attempt)


def test_whoever_cannot_decide_keeps_no_draft(cast: Cast, attempt: Attempt) -> None:
    for insider in (cast.learner, cast.iqa):
        with pytest.raises(NotAllowed):
            keep(insider, attempt)
    for outsider in (cast.other_learner, cast.admin, cast.outsider_assessor):
        with pytest.raises(NotFound):
            keep(outsider, attempt)
    assert not ReviewDraft.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        UnfinishedReview(comment="a\0b"),
        UnfinishedReview(missing="x" * 100_001),
        UnfinishedReview(outcome="unsure"),
        UnfinishedReview(evidence={"pretty": {"answer": "yes", "reason": ""}}),
        UnfinishedReview(evidence={"valid": {"answer": "perhaps", "reason": ""}}),
        UnfinishedReview(evidence={"valid": {"answer": "yes"}}),
        UnfinishedReview(evidence={"valid": {"answer": "no", "reason": "\udc00"}}),
    ],
)
def test_what_cannot_be_kept_is_refused(cast: Cast, attempt: Attempt, words: UnfinishedReview) -> None:
    with pytest.raises(Refused):
        keep(cast.assessor, attempt, words)
