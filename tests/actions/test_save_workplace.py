"""A learner's notes on their workplace are kept as written, and two screens cannot overwrite each other."""

from __future__ import annotations

import pytest

from tests.conftest import NOW, Cast
from wellserved.actions.errors import NotFound, Refused, WorkplaceConflict
from wellserved.actions.save_workplace import save_workplace
from wellserved.actions.words import MOST_IN_COMMENT
from wellserved.records.models import Event, RoleHeld, Workplace

pytestmark = pytest.mark.django_db


def test_notes_are_kept_exactly(cast: Cast) -> None:
    words = {"job": " Tram\r\nconductor ", "deciders": "Duty manager: refunds over £50 😀"}
    saved = save_workplace(cast.learner, words=words, revision=0, now=NOW)
    stored = Workplace.objects.get(person=cast.learner)
    assert (stored.job, stored.deciders, stored.customers) == (words["job"], words["deciders"], "")
    assert saved.revision == stored.revision == 1


def test_another_screen_is_never_overwritten(cast: Cast) -> None:
    save_workplace(cast.learner, words={"job": "One"}, revision=0, now=NOW)
    with pytest.raises(WorkplaceConflict) as conflict:
        save_workplace(cast.learner, words={"job": "Two"}, revision=0, now=NOW)
    assert (conflict.value.stored.job, conflict.value.stored.revision) == ("One", 1)
    assert Workplace.objects.get().job == "One"
    save_workplace(cast.learner, words={"job": "Two"}, revision=1, now=NOW)
    assert Workplace.objects.get().job == "Two"


def test_the_same_words_again_are_no_conflict(cast: Cast) -> None:
    save_workplace(cast.learner, words={"job": "One"}, revision=0, now=NOW)
    assert save_workplace(cast.learner, words={"job": "One"}, revision=0, now=NOW).revision == 1


@pytest.mark.parametrize("text", ["x" * (MOST_IN_COMMENT + 1), "a\0b"])
def test_what_cannot_be_kept_is_refused_and_nothing_changes(cast: Cast, text: str) -> None:
    save_workplace(cast.learner, words={"job": "One"}, revision=0, now=NOW)
    with pytest.raises(Refused) as refused:
        save_workplace(cast.learner, words={"job": "Two", "customers": text}, revision=1, now=NOW)
    assert refused.value.field == "customers"
    assert Workplace.objects.get().job == "One"


def test_only_learners_keep_a_workplace(cast: Cast) -> None:
    RoleHeld.objects.filter(person=cast.other_learner).update(until=NOW)
    for person in (cast.assessor, cast.iqa, cast.admin, cast.other_learner):
        with pytest.raises(NotFound):
            save_workplace(person, words={"job": "Mine"}, revision=0, now=NOW)
    assert not Workplace.objects.exists()


def test_the_log_holds_nothing_of_it(cast: Cast) -> None:
    save_workplace(cast.learner, words={"job": "Tram conductor"}, revision=0, now=NOW)
    assert not Event.objects.filter(actor=cast.learner).exists()
