"""A file of people: judged line by line, imported in one go, taken back as far as nobody has used it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.actions.handing_in import hand_in
from tests.conftest import NOW, UNIT, Cast, make_cast
from wellserved.actions.errors import NotAllowed, NotFound, Refused
from wellserved.actions.import_people import StalePlan, import_people
from wellserved.actions.people_file import lines_from, text_from
from wellserved.actions.permission import roles_of
from wellserved.actions.plan_import import plan_import
from wellserved.actions.undo_import import undo_import
from wellserved.actions.verify_log import verify_log
from wellserved.records.models import Enrolment, Person, RoleHeld

HEAD = "full_name,email,role,cohort,units\n"
TWO = f"{HEAD}Nell New,nell@x.test,learner,Autumn,{UNIT}\nTom Tutor,tom@x.test,tutor,,\n"


def imported(cast: Cast, text: str = TWO) -> Any:
    seen = plan_import(cast.admin, cast.centre, text).digest
    return import_people(cast.admin, cast.centre, text=text, seen=seen, now=NOW)


def people() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Person, RoleHeld, Enrolment)]


def test_preview_changes_nothing_and_import_does_what_it_said(cast: Cast) -> None:
    before = people()
    plan = plan_import(cast.admin, cast.centre, TWO)
    assert [line.outcome for line in plan.lines] == ["new", "new"]
    assert people() == before
    made = imported(cast)
    assert made.people.count() == 2
    nell = Person.objects.get(email="nell@x.test")
    assert roles_of(nell, cast.centre) == {"learner"}
    assert nell.enrolments.get().cohort.name == "Autumn"
    assert verify_log() == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (f"Nell,nobody,learner,,{UNIT}", "no email address"),
        (f",nell@x.test,learner,,{UNIT}", "There is no name"),
        (f"=1+1,nell@x.test,learner,,{UNIT}", "spreadsheet formula"),
        (f"Nell,+x@x.test,learner,,{UNIT}", "spreadsheet formula"),
        (f"{'N' * 201},nell@x.test,learner,,{UNIT}", "201 characters"),
        (f"{'N' * 1001},nell@x.test,learner,,{UNIT}", "more than 1,000"),
        (f"Nell,nell@x.test,king,,{UNIT}", "is no role"),
        ("Nell,nell@x.test,learner,,", "There is no unit"),
        ("Nell,nell@x.test,learner,,no-such-unit", "offers no unit 'no-such-unit'"),
        (f"Nell,nell@x.test,learner,Winter,{UNIT}", "no cohort 'Winter'"),
        (f"Nell,nell@x.test,assessor,,{UNIT}", "Only learners"),
        (f"Lars,LARS@example.org,learner,,{UNIT}", "another centre"),
        (f"Nell,nell@x.test,learner,,{UNIT},more", "6 cells"),
    ],
)
def test_wrong_line_is_left_out_and_explained(cast: Cast, line: str, says: str) -> None:
    plan = plan_import(cast.admin, cast.centre, f"{TWO.replace('nell', 'anna')}{line}\n")
    assert [planned.outcome for planned in plan.lines] == ["new", "new", "wrong"]
    assert plan.wrong[0].number == 4
    assert says in " ".join(plan.wrong[0].says)


def test_same_address_twice_is_taken_once(cast: Cast) -> None:
    plan = plan_import(cast.admin, cast.centre, f"{TWO}Nell Again,NELL@x.test,tutor,,\n")
    assert [line.outcome for line in plan.lines] == ["new", "new", "wrong"]
    assert "in line 2 already" in plan.wrong[0].says[0]


def test_who_is_here_already_gets_only_what_is_missing(cast: Cast) -> None:
    text = f"{HEAD}Lena Learner,lena@example.org,learner,,{UNIT}\nMrs A,asha@example.org,iqa,,\n"
    plan = plan_import(cast.admin, cast.centre, text)
    assert [line.outcome for line in plan.lines] == ["nothing", "adds"]
    assert plan.lines[1].says == ("The account keeps its name, Asha Assessor.",)
    imported(cast, text)
    assert roles_of(cast.assessor, cast.centre) == {"assessor", "iqa"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_files_of_any_spreadsheet_are_read(encoding: str, separator: str, ends: str) -> None:
    rows = [["Email", "Full name", "Role"], ["zoe@x.test", "Zoë O’Neill", "Learner"], ["", "", ""]]
    text = ends.join(separator.join(row) for row in rows) + ends
    (line,) = lines_from(text_from(text.encode(encoding)))
    assert line.cells == {"email": "zoe@x.test", "full_name": "Zoë O’Neill", "role": "Learner"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"PK\x03\x04rest of a workbook", "no CSV"),
        (b"full_name,email,role\nA\0B,a@x.test,tutor\n", "no CSV"),
        (b"name,email\nA,a@x.test\n", "no column full_name"),
        (b"full_name,email,role,shoe_size\nA,a@x.test,tutor,9\n", "'shoe_size'"),
        (b"full_name,email,role,role\nA,a@x.test,tutor,iqa\n", "column twice"),
        (b"full_name,email,role\n", "nobody in the file"),
        (b'full_name,email,role\n"A,a@x.test,tutor\n', "cannot be read"),
        (b"full_name,email,role\n" + b"A,a@x.test,tutor\n" * 2_001, "2,001 lines"),
        (b"x" * 500_001, "500,001 bytes"),
        (b"full_name,email,role\n\x81\x8d\xff,a@x.test,tutor\n", "letters"),
    ],
)
def test_file_that_cannot_be_read_says_what_would_do(content: bytes, says: str) -> None:
    with pytest.raises(Refused, match=says) as refused:
        lines_from(text_from(content))
    assert refused.value.field == "file"


def test_nothing_is_imported_from_a_screen_that_is_out_of_date(cast: Cast) -> None:
    seen = plan_import(cast.admin, cast.centre, TWO).digest
    imported(cast, f"{HEAD}Nell,nell@x.test,tutor,,\n")
    before = people()
    with pytest.raises(StalePlan):
        import_people(cast.admin, cast.centre, text=TWO, seen=seen, now=NOW)
    assert people() == before


def test_import_without_a_good_line_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused):
        imported(cast, f"{HEAD}Nell,nobody,tutor,,\n")


def test_others_import_nothing(cast: Cast) -> None:
    made = imported(cast)
    for person, error in ((cast.assessor, NotAllowed), (cast.outsider_assessor, NotFound)):
        for verb in (
            lambda by: plan_import(by, cast.centre, TWO),
            lambda by: import_people(by, cast.centre, text=TWO, seen="", now=NOW),
            lambda by: undo_import(by, cast.centre, made.pk, now=NOW),
        ):
            with pytest.raises(error):
                verb(person)


def test_undone_import_leaves_everything_as_it_was(cast: Cast) -> None:
    before = people()
    made = imported(cast)
    undone = undo_import(cast.admin, cast.centre, made.pk, now=NOW)
    assert (undone.removed, undone.ended, undone.kept) == (2, 0, ())
    assert people() == before
    assert verify_log() == []
    with pytest.raises(Refused):
        undo_import(cast.admin, cast.centre, made.pk, now=NOW)


def test_undo_ends_what_a_known_person_was_given_and_keeps_it_on_record(cast: Cast) -> None:
    made = imported(cast, f"{HEAD}Asha,asha@example.org,iqa,,\n")
    assert undo_import(cast.admin, cast.centre, made.pk, now=NOW).ended == 1
    assert roles_of(cast.assessor, cast.centre) == {"assessor"}
    assert RoleHeld.objects.get(person=cast.assessor, role="iqa").ended_because


def test_undo_leaves_whoever_signed_in_or_worked_and_says_why(cast: Cast) -> None:
    three = f"{TWO}Will Work,will@x.test,learner,,{UNIT}\nIda Idle,ida@x.test,tutor,,\n"
    made = imported(cast, three)
    Person.objects.filter(email="nell@x.test").update(last_login=NOW)
    hand_in(Person.objects.get(email="will@x.test"))
    undone = undo_import(cast.admin, cast.centre, made.pk, now=NOW)
    assert undone.kept == ("Nell New has signed in since.", "Will Work has handed in answers since.")
    assert undone.removed == 2
    assert roles_of(Person.objects.get(email="nell@x.test"), cast.centre) == {"learner"}


def test_account_that_got_more_since_is_not_removed(cast: Cast) -> None:
    made = imported(cast)
    tom = Person.objects.get(email="tom@x.test")
    RoleHeld.objects.create(person=tom, centre=cast.centre, role="assessor", since=NOW)
    undone = undo_import(cast.admin, cast.centre, made.pk, now=NOW)
    assert (undone.removed, undone.ended) == (1, 1)
    assert roles_of(tom, cast.centre) == {"assessor"}


CELLS = st.sampled_from(
    [
        "",
        "Nell",
        "nell@x.test",
        "LENA@example.org",
        "learner",
        "tutor",
        "Autumn",
        UNIT,
        "=1",
        "'",
        '"',
        "a,b",
        "\0",
        "é",
    ]
)


class AnyFile(TestCase):
    @given(st.lists(st.lists(CELLS, max_size=7), max_size=6), st.sampled_from([",", ";", "\t"]))
    def test_is_planned_imported_and_undone_or_refused(self, rows: list[list[str]], separator: str) -> None:
        cast = make_cast()
        before = people()
        text = HEAD.replace(",", separator) + "".join(f"{separator.join(row)}\n" for row in rows)
        try:
            made = imported(cast, text_from(text.encode()))
        except Refused:
            assert people() == before
            return
        undo_import(cast.admin, cast.centre, made.pk, now=NOW)
        assert [row["id"] for row in people()[0]] == [row["id"] for row in before[0]]
        assert verify_log() == []
