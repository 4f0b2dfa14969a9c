"""The first run: only whoever has the code begins it, nothing stays blank, and everything is logged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.actions.setting_up import KEPT, PASSWORD, first_admin, opened_code
from tests.conftest import NOW, UNIT, Cast
from wellserved.actions.errors import NotAllowed, NotFound, Refused
from wellserved.actions.finish_set_up import finish_set_up
from wellserved.actions.load_content import load_content
from wellserved.actions.offer_units import offer_units
from wellserved.actions.open_set_up import open_set_up
from wellserved.actions.set_retention import RecordClass, RetentionRefused, set_retention
from wellserved.actions.set_up_admin import set_up_admin
from wellserved.actions.set_up_centre import set_up_centre
from wellserved.actions.set_up_code import is_set_up_code
from wellserved.actions.verify_log import verify_log
from wellserved.records.models import Centre, Event, Person, RetentionPeriod, SetUp, UnitOffered
from wellserved.reports.set_up_progress import set_up_is_open, set_up_progress

pytestmark = pytest.mark.django_db


def test_centre_is_set_up_from_nothing_and_the_log_tells_of_it() -> None:
    load_content(NOW, [UNIT])
    centre, admin = first_admin(opened_code())
    offer_units(admin, centre, units=[UNIT], now=NOW)
    set_retention(admin, centre, kept=KEPT, now=NOW)
    finish_set_up(admin, now=NOW)
    assert not set_up_is_open()
    assert admin.email == "nia@harbour.test"
    verbs = list(Event.objects.filter(centre=centre).values_list("verb", flat=True))
    assert verbs == ["set_up_centre", "set_up_admin", "offered_units", "set_retention", "finished_set_up"]
    assert verify_log() == []


def test_code_is_stored_as_a_digest_and_a_new_start_replaces_it() -> None:
    first, second = opened_code(), opened_code()
    assert not is_set_up_code(first)
    assert is_set_up_code(second)
    assert is_set_up_code(second.lower().replace("-", " "))
    assert second not in str(SetUp.objects.values_list())
    assert SetUp.objects.count() == 1


@pytest.mark.parametrize("wrong", ["", "AAAA-BBBB-CCCC-DDDD", "\ud800", "-" * 50])
def test_wrong_code_sets_nothing_up(wrong: str) -> None:
    opened_code()
    for verb in (
        lambda: set_up_centre(wrong, name="Mine", now=NOW),
        lambda: set_up_admin(wrong, full_name="Mallory", email="m@x.test", password=PASSWORD, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            verb()
    assert not Centre.objects.exists()
    assert not Person.objects.exists()


def test_code_is_used_up_by_the_first_admin() -> None:
    code = opened_code()
    first_admin(code)
    with pytest.raises(NotAllowed):
        set_up_admin(code, full_name="Mallory", email="m@x.test", password=PASSWORD, now=NOW)
    with pytest.raises(NotAllowed):
        set_up_centre(code, name="Taken over", now=NOW)
    assert open_set_up(NOW) is None


def test_centre_that_is_there_already_cannot_be_taken(cast: Cast) -> None:
    assert open_set_up(NOW) is None
    assert set_up_progress() is None


def test_set_up_goes_on_where_it_stopped() -> None:
    load_content(NOW, [UNIT])
    code = opened_code()
    steps = [set_up_progress()]
    set_up_centre(code, name="Nwe Harbour", now=NOW)
    set_up_centre(code, name="New Harbour", now=NOW)
    steps.append(set_up_progress())
    admin = set_up_admin(code, full_name="Nia", email="n@x.test", password=PASSWORD, now=NOW)
    steps.append(set_up_progress())
    offer_units(admin, Centre.objects.get(), units=[UNIT], now=NOW)
    steps.append(set_up_progress())
    assert [step.next for step in steps if step] == ["centre", "admin", "units", "retention"]
    assert Centre.objects.get().name == "New Harbour"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"full_name": " "}, "full_name"),
        ({"full_name": "=cmd()"}, "full_name"),
        ({"full_name": "a\0b"}, "full_name"),
        ({"full_name": "x" * 201}, "full_name"),
        ({"email": "nobody"}, "email"),
        ({"email": "a" * 250 + "@x.test"}, "email"),
        ({"password": "short"}, "password"),
        ({"password": "password1234"}, "password"),
        ({"password": "long enough \0 word"}, "password"),
    ],
)
def test_bad_details_of_the_admin_are_explained(changes: dict[str, str], field: str) -> None:
    code = opened_code()
    set_up_centre(code, name="New Harbour", now=NOW)
    details = {"full_name": "Nia First", "email": "nia@x.test", "password": PASSWORD, **changes}
    with pytest.raises(Refused) as refused:
        set_up_admin(code, **details, now=NOW)
    assert refused.value.field == field
    assert is_set_up_code(code)


def test_nothing_finishes_with_a_blank(cast: Cast) -> None:
    load_content(NOW, [UNIT])
    with pytest.raises(NotFound):
        finish_set_up(cast.admin, now=NOW)


def test_set_up_does_not_finish_without_units_or_periods() -> None:
    load_content(NOW, [UNIT])
    centre, admin = first_admin(opened_code())
    with pytest.raises(Refused):
        finish_set_up(admin, now=NOW)
    offer_units(admin, centre, units=[UNIT], now=NOW)
    with pytest.raises(Refused):
        finish_set_up(admin, now=NOW)


@pytest.mark.parametrize("class_", RecordClass.values)
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"months": ""}, "months"),
        ({"months": "0"}, "months"),
        ({"months": "-3"}, "months"),
        ({"months": "3.5"}, "months"),
        ({"months": "601"}, "months"),
        ({"months": "٣"}, "months"),
        ({"basis": ""}, "basis"),
        ({"basis": "because"}, "basis"),
        ({"reason": "  "}, "reason"),
    ],
)
def test_no_retention_period_stays_blank(cast: Cast, class_: str, changes: dict[str, str], field: str) -> None:
    with pytest.raises(RetentionRefused) as refused:
        set_retention(cast.admin, cast.centre, kept={**KEPT, class_: replace(KEPT[class_], **changes)}, now=NOW)
    assert set(refused.value.problems) == {f"{field}-{class_}"}
    assert not RetentionPeriod.objects.exists()


def test_changed_period_is_added_beside_the_earlier_one(cast: Cast) -> None:
    set_retention(cast.admin, cast.centre, kept=KEPT, now=NOW)
    changed = {**KEPT, "log": replace(KEPT["log"], months="72", reason="Funding asks for six years.")}
    assert set_retention(cast.admin, cast.centre, kept=changed, now=NOW) == 1
    assert [row.months for row in RetentionPeriod.objects.filter(record_class="log")] == [36, 72]
    assert RetentionPeriod.standing(cast.centre)["log"].months == 72
    assert set_retention(cast.admin, cast.centre, kept=changed, now=NOW) == 0


def test_others_set_neither_units_nor_periods(cast: Cast) -> None:
    for person, error in ((cast.assessor, NotAllowed), (cast.outsider_assessor, NotFound)):
        with pytest.raises(error):
            offer_units(person, cast.centre, units=[UNIT], now=NOW)
        with pytest.raises(error):
            set_retention(person, cast.centre, kept=KEPT, now=NOW)


def test_unit_no_longer_offered_stays_on_record(cast: Cast) -> None:
    load_content(NOW, [UNIT, "principles-level-2"])
    offer_units(cast.admin, cast.centre, units=[UNIT], now=NOW)
    offer_units(cast.admin, cast.centre, units=["principles-level-2"], now=NOW)
    assert UnitOffered.ids_at(cast.centre) == {"principles-level-2"}
    assert UnitOffered.objects.get(unit=UNIT).until == NOW
    for units in ([], ["no-such-unit"], ["\0"]):
        with pytest.raises(Refused):
            offer_units(cast.admin, cast.centre, units=units, now=NOW)
