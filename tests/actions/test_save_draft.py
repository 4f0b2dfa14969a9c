from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import NOW, POINT, UNIT, Cast
from wellserved.actions.errors import DraftConflict, NotFound, Refused
from wellserved.actions.save_draft import save_draft
from wellserved.records.models import Draft


def save(person: Any, text: str, revision: int, **changes: str) -> Draft:
    return save_draft(person, **{"unit": UNIT, "point": POINT, **changes}, text=text, revision=revision, now=NOW)


def test_revision_grows_with_every_save(learner: Any) -> None:
    assert save(learner, "One", 0).revision == 1
    assert save(learner, "One two", 1).revision == 2


def test_other_screen_is_not_overwritten(learner: Any) -> None:
    save(learner, "From the phone", 0)
    with pytest.raises(DraftConflict) as conflict:
        save(learner, "From the desk", 0)
    found = conflict.value
    assert (found.stored, found.sent, found.revision) == ("From the phone", "From the desk", 1)
    assert save(learner, "Both", found.revision).revision == 2


def test_answer_lost_on_the_way_back_is_no_conflict(learner: Any) -> None:
    save(learner, "One", 0)
    assert save(learner, "One", 0).revision == 1


def test_first_empty_save_is_kept(learner: Any) -> None:
    assert save(learner, "", 0).revision == 1


def test_draft_too_long_to_hand_in_is_still_kept(learner: Any) -> None:
    assert save(learner, "x" * 20_500, 0).text == "x" * 20_500


@pytest.mark.parametrize("text", ["a\0b", "\ud83d", "x" * 100_001])
def test_unusable_draft_is_refused(learner: Any, text: str) -> None:
    with pytest.raises(Refused):
        save(learner, text, 0)


def test_learners_have_drafts_of_their_own(learner: Any, other_learner: Any) -> None:
    save(learner, "Mine", 0)
    save(other_learner, "Mine too", 0)
    assert Draft.objects.count() == 2


@pytest.mark.parametrize("change", [{"unit": "no-such"}, {"point": "no-such"}, {"point": "\0"}, {"unit": "\ud800"}])
def test_unknown_unit_or_point_is_not_found(learner: Any, change: dict[str, str]) -> None:
    with pytest.raises(NotFound):
        save(learner, "x", 0, **change)


def test_people_without_a_place_have_no_drafts(cast: Cast) -> None:
    with pytest.raises(NotFound):
        save(cast.assessor, "x", 0)
