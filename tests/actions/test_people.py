"""People of a centre: added, given and taken roles, closed, invited. Nobody reaches another centre's people."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from tests.actions.setting_up import PASSWORD
from tests.conftest import NOW, UNIT, Cast
from wellserved.actions.accept_invitation import accept_invitation, invitation_for
from wellserved.actions.add_person import NewPerson, add_person
from wellserved.actions.close_account import close_account, open_account
from wellserved.actions.end_role import end_role
from wellserved.actions.enrol import enrol, move_learner, withdraw
from wellserved.actions.errors import NotAllowed, NotFound, Refused
from wellserved.actions.invite import VALID_FOR, invite
from wellserved.actions.offer_units import offer_units
from wellserved.actions.permission import roles_of
from wellserved.actions.save_cohort import CohortForm, save_cohort
from wellserved.actions.send_invitations import send_invitations
from wellserved.actions.verify_log import verify_log
from wellserved.adapters.mail import Letter, MailFailed
from wellserved.records.models import Enrolment, Event, Invitation, Person, RoleHeld

TERM = CohortForm("Spring", "2027-01-11", "2027-07-01")


def new(**changes: Any) -> NewPerson:
    return NewPerson(**{"full_name": "Nell New", "email": "nell@x.test", "role": "learner", "units": [UNIT], **changes})


def test_added_learner_has_a_role_a_place_and_no_password(cast: Cast) -> None:
    added = add_person(cast.admin, cast.centre, new=new(cohort="autumn"), now=NOW)
    assert roles_of(added, cast.centre) == {"learner"}
    assert added.enrolments.get().cohort.name == "Autumn"
    assert not added.has_usable_password()
    assert Event.objects.get(verb="added_person").subject_id == str(added.pk)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "x"}, "email"),
        ({"email": "lars@example.org"}, "email"),  # of another centre
        ({"email": "lena@example.org"}, "email"),  # here already, in this role and on this unit
        ({"full_name": "@SUM(A1)"}, "full_name"),
        ({"role": "owner"}, "role"),
        ({"role": "assessor"}, "role"),  # with a unit
        ({"units": ["no-such-unit"]}, "units"),
        ({"cohort": "Winter"}, "cohort"),
    ],
)
def test_impossible_person_is_refused(cast: Cast, changes: dict[str, Any], field: str) -> None:
    before = Person.objects.count(), RoleHeld.objects.count()
    with pytest.raises(Refused) as refused:
        add_person(cast.admin, cast.centre, new=new(**changes), now=NOW)
    assert refused.value.field == field
    assert (Person.objects.count(), RoleHeld.objects.count()) == before


def test_known_person_of_the_centre_gets_a_further_role_and_keeps_the_name(cast: Cast) -> None:
    again = new(email="ASHA@example.org", full_name="Other", role="iqa", units=[])
    assert add_person(cast.admin, cast.centre, new=again, now=NOW).full_name == "Asha Assessor"
    assert roles_of(cast.assessor, cast.centre) == {"assessor", "iqa"}


def test_only_offered_units_can_be_given(cast: Cast) -> None:
    offer_units(cast.admin, cast.centre, units=[UNIT], now=NOW)
    cast.centre.units_offered.update(until=NOW)
    with pytest.raises(Refused):
        add_person(cast.admin, cast.centre, new=new(), now=NOW)


def test_ended_role_stays_on_record_with_its_reason(cast: Cast) -> None:
    held = RoleHeld.objects.get(person=cast.assessor)
    with pytest.raises(Refused):
        end_role(cast.admin, cast.centre, role=held.pk, reason=" ", now=NOW)
    end_role(cast.admin, cast.centre, role=held.pk, reason="Left us.", now=NOW)
    held.refresh_from_db()
    assert (held.until, held.ended_because) == (NOW, "Left us.")
    assert not roles_of(cast.assessor, cast.centre)
    with pytest.raises(NotFound):
        end_role(cast.admin, cast.centre, role=held.pk, reason="Again.", now=NOW)


def test_last_admin_stays(cast: Cast) -> None:
    held = RoleHeld.objects.get(person=cast.admin)
    with pytest.raises(Refused, match="Nobody else"):
        end_role(cast.admin, cast.centre, role=held.pk, reason="Tired.", now=NOW)
    with pytest.raises(Refused, match="Nobody else"):
        close_account(cast.admin, cast.centre, cast.admin, reason="Tired.", now=NOW)
    add_person(cast.admin, cast.centre, new=new(email="asha@example.org", role="admin", units=[]), now=NOW)
    end_role(cast.admin, cast.centre, role=held.pk, reason="Tired.", now=NOW)
    assert not roles_of(cast.admin, cast.centre)


def test_closed_account_opens_again_and_nothing_else_changes(cast: Cast) -> None:
    close_account(cast.admin, cast.centre, cast.learner, reason="Long leave.", now=NOW)
    stored = Person.objects.get(pk=cast.learner.pk)
    assert (stored.is_active, stored.closed_because) == (False, "Long leave.")
    open_account(cast.admin, cast.centre, cast.learner, now=NOW)
    stored.refresh_from_db()
    assert (stored.is_active, stored.closed_because) == (True, "")
    assert roles_of(stored, cast.centre) == {"learner"}


def test_account_with_work_at_another_centre_is_out_of_reach(cast: Cast) -> None:
    RoleHeld.objects.create(person=cast.learner, centre=cast.other_centre, role="learner", since=NOW, until=NOW)
    with pytest.raises(NotAllowed):
        close_account(cast.admin, cast.centre, cast.learner, reason="Mine now.", now=NOW)
    with pytest.raises(NotAllowed):
        invite(cast.admin, cast.centre, [cast.learner], now=NOW)
    assert not Invitation.objects.exists()


def test_nobody_but_the_admin_of_the_centre_may(cast: Cast) -> None:
    held, place = RoleHeld.objects.get(person=cast.learner), Enrolment.objects.get(person=cast.learner)
    for person, error in ((cast.assessor, NotAllowed), (cast.learner, NotAllowed), (cast.outsider_assessor, NotFound)):
        for verb in (
            lambda by: add_person(by, cast.centre, new=new(), now=NOW),
            lambda by: end_role(by, cast.centre, role=held.pk, reason="x", now=NOW),
            lambda by: close_account(by, cast.centre, cast.learner, reason="x", now=NOW),
            lambda by: open_account(by, cast.centre, cast.learner, now=NOW),
            lambda by: invite(by, cast.centre, [cast.learner], now=NOW),
            lambda by: save_cohort(by, cast.centre, None, form=TERM, now=NOW),
            lambda by: enrol(by, cast.centre, [cast.learner], units=[UNIT], cohort="", now=NOW),
            lambda by: move_learner(by, cast.centre, cast.learner, cohort="", now=NOW),
            lambda by: withdraw(by, cast.centre, place.pk, reason="x", now=NOW),
        ):
            with pytest.raises(error):
                verb(person)


def test_admin_reaches_nobody_of_another_centre(cast: Cast) -> None:
    held = RoleHeld.objects.get(person=cast.outsider_learner)
    place = Enrolment.objects.get(person=cast.outsider_learner)
    for verb in (
        lambda: end_role(cast.admin, cast.centre, role=held.pk, reason="x", now=NOW),
        lambda: close_account(cast.admin, cast.centre, cast.outsider_learner, reason="x", now=NOW),
        lambda: invite(cast.admin, cast.centre, [cast.outsider_learner], now=NOW),
        lambda: enrol(cast.admin, cast.centre, [cast.outsider_learner], units=[UNIT], cohort="", now=NOW),
        lambda: withdraw(cast.admin, cast.centre, place.pk, reason="x", now=NOW),
    ):
        with pytest.raises(NotFound):
            verb()


def test_invitation_works_once_and_sets_the_password(cast: Cast) -> None:
    (made,) = invite(cast.admin, cast.centre, [cast.learner], now=NOW)
    assert made.token not in str(Invitation.objects.values_list())
    with pytest.raises(Refused):
        accept_invitation(made.token, password="short", now=NOW)
    accept_invitation(made.token, password=PASSWORD, now=NOW)
    request = RequestFactory().post("/")
    assert authenticate(request, username="lena@example.org", password=PASSWORD) == cast.learner
    with pytest.raises(NotFound):
        accept_invitation(made.token, password=PASSWORD, now=NOW)
    assert verify_log() == []


def test_log_names_a_role_of_the_person_who_sets_a_password(cast: Cast) -> None:
    def role_told(at: datetime) -> str:
        (made,) = invite(cast.admin, cast.centre, [cast.learner], now=at)
        accept_invitation(made.token, password=PASSWORD, now=at)
        return Event.objects.filter(verb="set_password").latest("sequence").role

    tutor = RoleHeld.objects.create(person=cast.learner, centre=cast.centre, role="tutor", since=NOW)
    learner = RoleHeld.objects.get(person=cast.learner, role="learner")
    end_role(cast.admin, cast.centre, role=tutor.pk, reason="Left.", now=NOW)
    assert role_told(NOW) == "learner"
    end_role(cast.admin, cast.centre, role=learner.pk, reason="Left.", now=NOW + timedelta(hours=1))
    assert role_told(NOW + timedelta(hours=2)) == "learner"  # none is held now: the one that ended last
    RoleHeld.objects.create(person=cast.learner, centre=cast.centre, role="assessor", since=NOW + timedelta(hours=3))
    assert role_told(NOW + timedelta(hours=3)) == "assessor"


def test_later_link_takes_the_place_of_the_earlier_one(cast: Cast) -> None:
    (first,) = invite(cast.admin, cast.centre, [cast.learner], now=NOW)
    (second,) = invite(cast.admin, cast.centre, [cast.learner], now=NOW)
    with pytest.raises(NotFound):
        invitation_for(first.token, NOW)
    assert invitation_for(second.token, NOW).person == cast.learner


def test_link_runs_out_and_dies_with_the_account(cast: Cast) -> None:
    (made,) = invite(cast.admin, cast.centre, [cast.learner], now=NOW)
    assert invitation_for(made.token, NOW + VALID_FOR - timedelta(seconds=1))
    with pytest.raises(NotFound):
        invitation_for(made.token, NOW + VALID_FOR)
    close_account(cast.admin, cast.centre, cast.learner, reason="Left.", now=NOW)
    with pytest.raises(NotFound):
        invitation_for(made.token, NOW)
    with pytest.raises(NotAllowed):
        invite(cast.admin, cast.centre, [cast.learner], now=NOW)


class FakeMail:
    def __init__(self) -> None:
        self.letters: list[Letter] = []

    def send(self, letter: Letter) -> None:
        if letter.to.startswith("omar"):
            raise MailFailed("ConnectionRefusedError")
        self.letters.append(letter)


def test_links_go_out_by_mail_only_where_there_is_a_server(cast: Cast) -> None:
    made = invite(cast.admin, cast.centre, [cast.learner, cast.other_learner], now=NOW)
    links = [(one, f"https://x.test/{one.token}/") for one in made]
    assert send_invitations(cast.centre, links) == frozenset()
    mail = FakeMail()
    assert send_invitations(cast.centre, links, mail) == {"lena@example.org"}
    assert made[0].token in mail.letters[0].words


def test_cohort_is_made_renamed_and_refused(cast: Cast) -> None:
    made = save_cohort(cast.admin, cast.centre, None, form=TERM, now=NOW)
    renamed = save_cohort(
        cast.admin, cast.centre, made.pk, form=CohortForm("Late spring", "2027-02-01", "2027-07-01"), now=NOW
    )
    assert (renamed.pk, renamed.name, str(renamed.starts)) == (made.pk, "Late spring", "2027-02-01")
    for form, field in (
        (CohortForm("", "2027-01-01", "2027-02-01"), "name"),
        (CohortForm("autumn", "2027-01-01", "2027-02-01"), "name"),
        (CohortForm("x" * 121, "2027-01-01", "2027-02-01"), "name"),
        (CohortForm("A", "1st May", "2027-02-01"), "starts"),
        (CohortForm("A", "0001-01-01", "2027-02-01"), "starts"),
        (CohortForm("A", "2027-01-01", "2026-12-31"), "ends"),
    ):
        with pytest.raises(Refused) as refused:
            save_cohort(cast.admin, cast.centre, None, form=form, now=NOW)
        assert refused.value.field == field
    with pytest.raises(NotFound):
        save_cohort(cast.admin, cast.centre, 10**9, form=TERM, now=NOW)


def test_learner_moves_withdraws_and_comes_back(cast: Cast) -> None:
    cohort = save_cohort(cast.admin, cast.centre, None, form=TERM, now=NOW)
    assert move_learner(cast.admin, cast.centre, cast.learner, cohort="Spring", now=NOW) == 1
    place = Enrolment.objects.get(person=cast.learner)
    assert place.cohort == cohort
    with pytest.raises(Refused):
        move_learner(cast.admin, cast.centre, cast.learner, cohort=str(cohort.pk), now=NOW)
    with pytest.raises(Refused):
        withdraw(cast.admin, cast.centre, place.pk, reason="", now=NOW)
    withdraw(cast.admin, cast.centre, place.pk, reason="Moved away.", now=NOW)
    assert enrol(cast.admin, cast.centre, [cast.learner], units=[UNIT], cohort="Spring", now=NOW) == 1
    assert Enrolment.objects.filter(person=cast.learner).count() == 2
    with pytest.raises(Refused):
        enrol(cast.admin, cast.centre, [cast.learner], units=[UNIT], cohort="Spring", now=NOW)
    with pytest.raises(Refused):
        enrol(cast.admin, cast.centre, [cast.assessor], units=[UNIT], cohort="", now=NOW)
