from __future__ import annotations

import pytest

from tests.actions.handing_in import hand_in
from tests.conftest import NOW, Cast
from wellserved.actions.errors import NotAllowed, NotFound
from wellserved.actions.permission import (
    attempt_for,
    can_decide,
    can_see_attempt,
    centres_where,
    require_centre_admin,
    roles_of,
)
from wellserved.records.models import RoleHeld


def test_who_sees_what(cast: Cast) -> None:
    practice = hand_in(cast.learner)
    assessed = hand_in(cast.learner, kind="assessment")
    sees_practice = {p.full_name for p in _people(cast) if can_see_attempt(p, practice)}
    sees_assessed = {p.full_name for p in _people(cast) if can_see_attempt(p, assessed)}
    decides = {p.full_name for p in _people(cast) if can_decide(p, assessed)}
    assert sees_practice == {"Lena Learner"}
    assert sees_assessed == {"Lena Learner", "Asha Assessor", "Sam Second", "Ines Quality"}
    assert decides == {"Asha Assessor", "Sam Second"}
    assert not any(can_decide(p, practice) for p in _people(cast))


def test_outsiders_cannot_tell_hidden_from_missing(cast: Cast) -> None:
    attempt = hand_in(cast.learner)
    for person in (cast.other_learner, cast.assessor, cast.outsider_assessor):
        with pytest.raises(NotFound, match="no such attempt"):
            attempt_for(person, attempt.pk)


def test_one_person_holds_several_roles_and_loses_them(cast: Cast) -> None:
    held = RoleHeld.objects.create(person=cast.admin, centre=cast.centre, role="assessor", since=NOW)
    assert roles_of(cast.admin, cast.centre) == {"admin", "assessor"}
    assert roles_of(cast.admin, cast.other_centre) == frozenset()
    assert centres_where(cast.admin, "assessor") == [cast.centre]
    held.until = NOW
    held.save()
    assert roles_of(cast.admin, cast.centre) == {"admin"}
    cast.admin.is_active = False
    assert roles_of(cast.admin, cast.centre) == frozenset()
    assert centres_where(cast.admin, "admin") == []


def test_only_centre_admin_sets_policy(cast: Cast) -> None:
    require_centre_admin(cast.admin, cast.centre)
    with pytest.raises(NotAllowed):
        require_centre_admin(cast.assessor, cast.centre)
    with pytest.raises(NotFound):
        require_centre_admin(cast.admin, cast.other_centre)


def _people(cast: Cast) -> list[object]:
    return [value for name, value in vars(cast).items() if "centre" not in name]
