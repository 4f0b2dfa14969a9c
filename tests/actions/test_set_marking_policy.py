from __future__ import annotations

import pytest

from tests.conftest import NOW, Cast
from wellserved.actions.errors import NotAllowed, NotFound, Refused
from wellserved.actions.set_marking_policy import set_marking_policy
from wellserved.records.models import Event


def test_change_is_stored_and_logged_with_old_and_new(cast: Cast) -> None:
    stored = set_marking_policy(cast.admin, cast.centre, draft_shown="after", blind_share=25, now=NOW)
    assert (stored.draft_shown, stored.blind_share) == ("after", 25)
    event = Event.objects.get(verb="set_marking_policy")
    assert event.actor == cast.admin
    assert event.data == {
        "old": {"draft_shown": "before", "blind_share": 0},
        "new": {"draft_shown": "after", "blind_share": 25},
    }


def test_nothing_changed_is_nothing_logged(cast: Cast) -> None:
    set_marking_policy(cast.admin, cast.centre, draft_shown="before", blind_share=0, now=NOW)
    assert not Event.objects.filter(verb="set_marking_policy").exists()


@pytest.mark.parametrize(("shown", "share"), [("never", 10), ("before", -1), ("before", 101)])
def test_impossible_policy_is_refused(cast: Cast, shown: str, share: int) -> None:
    with pytest.raises(Refused):
        set_marking_policy(cast.admin, cast.centre, draft_shown=shown, blind_share=share, now=NOW)


def test_others_cannot_set_it(cast: Cast) -> None:
    for person, error in (
        (cast.assessor, NotAllowed),
        (cast.learner, NotAllowed),
        (cast.outsider_assessor, NotFound),
    ):
        with pytest.raises(error):
            set_marking_policy(person, cast.centre, draft_shown="after", blind_share=0, now=NOW)
