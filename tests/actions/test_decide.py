from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.actions.handing_in import MET, NOT_MET, decide_as, hand_in
from tests.conftest import NOW, POINT, Cast
from tests.fakes.engine import FakeEngine
from wellserved.actions.decide import decide
from wellserved.actions.draft_shown import draft_shown_for
from wellserved.actions.errors import NotAllowed, NotFound, Refused, StaleDraft, StaleScreen
from wellserved.actions.mark_attempt import mark_attempt
from wellserved.actions.refer_back import refer_back
from wellserved.actions.review import draft_id
from wellserved.actions.verify_log import verify_log
from wellserved.assessment.evidence import QUALITIES, Judgement, all_hold
from wellserved.records.models import Attempt, Centre, Enrolment, Event, EvidenceJudgement, Review, RoleHeld


@pytest.fixture
def attempt(learner: Any) -> Attempt:
    return hand_in(learner, MET, kind="assessment")


def test_decision_names_the_person_and_what_they_saw(assessor: Any, attempt: Attempt) -> None:
    review = decide_as(assessor, attempt, "met")
    decision = review.decisions.get()
    assert (review.by, review.role, review.sequence) == (assessor, "assessor", 1)
    assert (decision.outcome, decision.draft_outcome, decision.reason) == ("met", "met", "")
    assert review.draft_was_shown
    assert review.draft == attempt.engine_markings.get()


def test_change_of_the_draft_needs_a_reason(assessor: Any, attempt: Attempt) -> None:
    with pytest.raises(Refused) as refused:
        decide_as(assessor, attempt, "not_met", reason="   ")
    assert refused.value.field == f"reason-{POINT}"
    assert not Review.objects.exists()
    assert decide_as(assessor, attempt, "not_met", reason="Copied from the handout.").sequence == 1


def test_unsure_draft_needs_no_reason(learner: Any, assessor: Any) -> None:
    attempt = hand_in(learner, "Perhaps they return because it was fine.", kind="assessment")
    assert decide_as(assessor, attempt, "met").decisions.get().draft_outcome == "unsure"


def test_unmarked_attempt_can_be_decided(learner: Any, assessor: Any) -> None:
    attempt = hand_in(learner, kind="assessment", engine=FakeEngine(broken=True))
    review = decide_as(assessor, attempt, "not_met")
    assert not review.draft_was_shown
    assert review.decisions.get().draft_outcome == ""


def test_second_review_stands_beside_the_first_and_needs_a_reason(
    assessor: Any, second_assessor: Any, attempt: Attempt
) -> None:
    decide_as(assessor, attempt, "met")
    with pytest.raises(Refused, match="already decided"):
        decide_as(second_assessor, attempt, "met", seen=1)
    decide_as(second_assessor, attempt, "not_met", reason="It repeats the task.", seen=1)
    assert [(r.sequence, r.by, r.decisions.get().outcome) for r in attempt.reviews.order_by("sequence")] == [
        (1, assessor, "met"),
        (2, second_assessor, "not_met"),
    ]


def test_stale_screen_is_refused_and_shows_the_newer_review(
    assessor: Any, second_assessor: Any, attempt: Attempt
) -> None:
    first = decide_as(assessor, attempt, "met")
    with pytest.raises(StaleScreen) as stale:
        decide_as(second_assessor, attempt, "not_met", reason="I read it otherwise.", seen=0)
    assert stale.value.newer == [first]
    with pytest.raises(StaleScreen):
        refer_back(second_assessor, attempt.pk, missing="More.", comment="", seen=0, now=NOW)


def test_blind_attempt_is_decided_without_the_draft(cast: Cast) -> None:
    Centre.objects.filter(pk=cast.centre.pk).update(blind_share=100)
    attempt = hand_in(cast.learner, kind="assessment")
    assert draft_shown_for(attempt) is None
    review = decide_as(cast.assessor, attempt, "not_met")
    assert (review.blind, review.draft_was_shown, review.draft) == (True, False, None)
    assert draft_shown_for(Attempt.objects.get(pk=attempt.pk)) is not None
    later = decide_as(cast.assessor, attempt, "met", reason="I had overlooked a sentence.", seen=1)
    assert (later.blind, later.draft_was_shown) == (False, True)


def test_centre_that_shows_the_draft_after_needs_no_reason(cast: Cast, attempt: Attempt) -> None:
    Centre.objects.filter(pk=cast.centre.pk).update(draft_shown="after")
    review = decide_as(cast.assessor, attempt, "not_met")
    assert (review.blind, review.draft_was_shown) == (False, False)


def test_learner_people_without_the_role_and_outsiders_cannot_decide(cast: Cast, attempt: Attempt) -> None:
    for insider in (cast.learner, cast.iqa):
        with pytest.raises(NotAllowed):
            decide_as(insider, attempt, "met")
    for outsider in (cast.other_learner, cast.admin, cast.outsider_learner, cast.outsider_assessor):
        with pytest.raises(NotFound):
            decide_as(outsider, attempt, "met")
    assert not Review.objects.exists()


def test_assessor_cannot_decide_their_own_work(assessor: Any, centre: Centre) -> None:
    RoleHeld.objects.create(person=assessor, centre=centre, role="learner", since=NOW)
    Enrolment.objects.create(person=assessor, centre=centre, unit_id="service-environment", enrolled_at=NOW)
    own = hand_in(assessor, kind="assessment")
    with pytest.raises(NotAllowed):
        decide_as(assessor, own, "met")


def test_former_assessor_cannot_decide(assessor: Any, attempt: Attempt) -> None:
    RoleHeld.objects.filter(person=assessor).update(until=NOW)
    with pytest.raises(NotFound):
        decide_as(assessor, attempt, "met")


def test_practice_is_invisible_to_assessors(learner: Any, assessor: Any) -> None:
    with pytest.raises(NotFound):
        decide_as(assessor, hand_in(learner), "met")


@pytest.mark.parametrize("attempt_id", ["", "x", "\0", uuid.uuid4(), "9" * 500, "\ud800"])
def test_unknown_attempt_is_not_found(assessor: Any, attempt_id: Any) -> None:
    with pytest.raises(NotFound):
        decide(assessor, attempt_id, decisions={}, reasons={}, evidence=all_hold(), comment="", seen=0, now=NOW)


@pytest.mark.parametrize("decisions", [{}, {POINT: "unsure"}, {POINT: ""}, {POINT: "met", "other": "met"}])
def test_every_point_and_no_other_is_decided(assessor: Any, attempt: Attempt, decisions: Any) -> None:
    with pytest.raises(Refused):
        decide(assessor, attempt.pk, decisions=decisions, reasons={}, evidence=all_hold(), comment="", seen=0, now=NOW)
    assert not Review.objects.exists()


@pytest.mark.parametrize("text", ["a\0b", "\udc00", "x" * 4_001])
def test_unusable_words_of_the_assessor_are_refused(assessor: Any, attempt: Attempt, text: str) -> None:
    with pytest.raises(Refused) as refused:
        decide(
            assessor,
            attempt.pk,
            decisions={POINT: "met"},
            reasons={},
            evidence=all_hold(),
            comment=text,
            seen=0,
            now=NOW,
        )
    assert refused.value.field == "comment"
    with pytest.raises(Refused) as refused:
        decide_as(assessor, attempt, "not_met", reason=text)
    assert refused.value.field == f"reason-{POINT}"


def test_referring_back_says_what_is_missing(assessor: Any, attempt: Attempt) -> None:
    with pytest.raises(Refused) as refused:
        refer_back(assessor, attempt.pk, missing=" ", comment="", seen=0, now=NOW)
    assert refused.value.field == "missing"
    review = refer_back(assessor, attempt.pk, missing="Who do they tell?", comment="Nearly.", seen=0, now=NOW)
    assert (review.outcome, review.missing, review.by) == ("referred_back", "Who do they tell?", assessor)
    assert not review.decisions.exists()


def test_referred_learner_hands_in_again(learner: Any, assessor: Any) -> None:
    first = hand_in(learner, NOT_MET, kind="assessment")
    refer_back(assessor, first.pk, missing="Reasons.", comment="", seen=0, now=NOW)
    second = hand_in(learner, MET, kind="assessment", follows=first.pk)
    assert decide_as(assessor, second, "met").attempt == second
    assert (second.number, first.reviews.count()) == (2, 1)


def test_decisions_are_logged_without_anybodys_words(assessor: Any, attempt: Attempt) -> None:
    decide_as(assessor, attempt, "not_met", reason="A secret reason.")
    event = Event.objects.get(verb="decided")
    assert (event.actor, event.role, event.subject_id) == (assessor, "assessor", str(attempt.pk))
    assert event.data["decisions"] == {POINT: "not_met"}
    assert "secret" not in str(event.data)


def test_screen_that_showed_another_draft_is_refused(cast: Cast, attempt: Attempt) -> None:
    shown = draft_id(draft_shown_for(attempt))
    mark_attempt(attempt, FakeEngine(version="fake-2"), NOW)
    for stale, said in ((shown, "met"), ("", "")):
        with pytest.raises(StaleDraft) as refused:
            decide_as(cast.assessor, attempt, "met", draft_seen=stale)
        assert refused.value.seen == said
    with pytest.raises(StaleDraft):
        refer_back(cast.assessor, attempt.pk, missing="More.", comment="", seen=0, now=NOW, draft_seen=shown)
    newest = draft_id(draft_shown_for(attempt))
    assert decide_as(cast.assessor, attempt, "met", draft_seen=newest).draft_was_shown


def test_policy_changed_while_the_screen_showed_the_draft(cast: Cast, attempt: Attempt) -> None:
    shown = draft_id(draft_shown_for(attempt))
    Centre.objects.filter(pk=cast.centre.pk).update(draft_shown="after")
    with pytest.raises(StaleDraft) as refused:
        decide_as(cast.assessor, attempt, "met", draft_seen=shown)
    assert refused.value.seen == ""
    assert not decide_as(cast.assessor, attempt, "met", draft_seen="").draft_was_shown


def judged(review: Review) -> dict[str, tuple[bool, str, bool]]:
    return {j.quality: (j.holds, j.reason, j.together) for j in review.judgements.all()}


def decide_on_evidence(person: Any, attempt: Attempt, outcome: str, evidence: dict[str, Judgement]) -> Review:
    reasons = {POINT: "See the evidence."}
    return decide(
        person,
        attempt.pk,
        decisions={POINT: outcome},
        reasons=reasons,
        evidence=evidence,
        comment="",
        seen=0,
        now=NOW,
    )


def test_met_keeps_five_judgements_and_how_they_were_made(assessor: Any, attempt: Attempt) -> None:
    evidence = {**all_hold(), "current": Judgement(True, together=True)}
    review = decide_on_evidence(assessor, attempt, "met", evidence)
    assert judged(review) == {quality: (True, "", quality == "current") for quality in QUALITIES}
    assert Event.objects.get(verb="decided").data["evidence"] == dict.fromkeys(QUALITIES, True)
    assert verify_log() == []


@pytest.mark.parametrize(
    ("evidence", "field"),
    [
        ({}, "evidence"),
        ({quality: Judgement(True) for quality in QUALITIES[:4]}, "evidence"),
        ({**all_hold(), "authentic": Judgement(False, "From a handout.")}, "evidence-authentic"),
        ({**all_hold(), "authentic": Judgement(False, "  ")}, "evidence-authentic"),
        ({**all_hold(), "pretty": Judgement(True)}, "evidence-pretty"),
        ({**all_hold(), "valid": Judgement(True, "a\0b")}, "evidence-valid"),
        ({**all_hold(), "valid": Judgement(True, "x" * 4_001)}, "evidence-valid"),
    ],
)
def test_met_on_evidence_that_is_not_judged_good_is_refused(
    assessor: Any, attempt: Attempt, evidence: dict[str, Judgement], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        decide_on_evidence(assessor, attempt, "met", evidence)
    assert refused.value.field == field
    assert not Review.objects.exists()


def test_other_outcomes_keep_what_was_judged(cast: Cast, attempt: Attempt) -> None:
    evidence = {"sufficient": Judgement(False, " One result only. ", together=True)}
    review = decide_on_evidence(cast.assessor, attempt, "not_met", evidence)
    assert judged(review) == {"sufficient": (False, "One result only.", False)}
    again = hand_in(cast.learner, kind="assessment")
    back = refer_back(cast.assessor, again.pk, missing="More.", comment="", seen=0, now=NOW, evidence=evidence)
    assert judged(back) == {"sufficient": (False, "One result only.", False)}
    with pytest.raises(Refused):
        refer_back(
            cast.assessor,
            again.pk,
            missing="More.",
            comment="",
            seen=1,
            now=NOW,
            evidence={"valid": Judgement(False)},
        )
    assert verify_log() == []


def test_a_judgement_slipped_in_later_is_found(cast: Cast, attempt: Attempt) -> None:
    review = decide_on_evidence(cast.assessor, attempt, "not_met", {})
    EvidenceJudgement.objects.create(review=review, quality="valid", holds=True, together=False)
    assert verify_log() == [f"Review 1 of attempt {attempt.pk} is not as the log tells of it."]
