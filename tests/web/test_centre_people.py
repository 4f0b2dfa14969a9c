"""The centre admin's pages: people, links, imports, cohorts, units and periods."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.actions.setting_up import KEPT, PASSWORD
from tests.conftest import NOW, UNIT, Cast
from wellserved.actions.invite import invite
from wellserved.actions.plan_import import plan_import
from wellserved.records.models import Cohort, Enrolment, Invitation, PeopleImport, Person, RoleHeld
from wellserved.web.views.importing import safe_cell

pytestmark = pytest.mark.django_db
HEAD = "full_name,email,role,cohort,units\n"


def at(name: str, *objects: Any) -> str:
    return reverse(name, args=["north-pier", *objects])


@pytest.fixture
def client(cast: Cast, sign_in) -> Client:
    return sign_in(cast.admin)


def test_list_shows_the_people_of_the_centre_alone(client: Client) -> None:
    page = client.get(at("people")).content.decode()
    assert "Lena Learner" in page
    assert "Lars Outside" not in page


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"words": "lena"}, {"Lena Learner"}),
        ({"words": "EXAMPLE.org asha"}, {"Asha Assessor"}),
        ({"role": "iqa"}, {"Ines Quality"}),
        ({"words": "\0'\"%_"}, set()),
        ({"state": "left"}, set()),
        ({"state": "closed"}, set()),
        ({"page": "99", "role": "iqa"}, {"Ines Quality"}),
    ],
)
def test_list_is_narrowed(client: Client, asked: dict[str, str], names: set[str]) -> None:
    page = client.get(at("people"), asked)
    assert page.status_code == 200
    assert {line.full_name for line in page.context["people"].lines} == names


def test_list_costs_the_same_however_long(cast: Cast, client: Client) -> None:
    few = queries_of(client)
    for number in range(30):
        person = Person.objects.create_person(f"more{number}@x.test", f"More {number}")
        RoleHeld.objects.create(person=person, centre=cast.centre, role="learner", since=NOW)
    assert queries_of(client) == few


def queries_of(client: Client) -> int:
    client.get(at("people"))
    with CaptureQueriesContext(connection) as queries:
        client.get(at("people"))
    return len(queries)


def test_added_person_gets_a_link_that_is_shown_once(cast: Cast, client: Client) -> None:
    sent = {"full_name": "Nell New", "email": "nell@x.test", "role": "learner", "units": [UNIT], "cohort": ""}
    page = client.post(at("add-person"), sent)
    nell = Person.objects.get(email="nell@x.test")
    assert page.headers["Location"] == at("person", nell.pk)
    sheet = client.post(at("invite"), {"person": str(nell.pk)}).content.decode()
    address = sheet.split("<code>")[1].split("</code>")[0]
    assert "Nell New" in sheet
    assert address not in client.get(at("person", nell.pk)).content.decode()
    theirs = Client()
    path = address.removeprefix("http://testserver")
    assert theirs.post(path, {"password": PASSWORD, "again": "other"}).status_code == 422
    assert theirs.post(path, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert theirs.get(reverse("learner-home")).status_code == 200
    assert Client().get(path).status_code == 404


def test_refused_person_keeps_what_was_typed(client: Client) -> None:
    page = client.post(at("add-person"), {"full_name": "Nell <b>", "email": "x", "role": "iqa", "units": [UNIT]})
    assert page.status_code == 422
    assert "Nell &lt;b&gt;" in page.content.decode()


def test_links_for_all_who_cannot_sign_in_follow_the_list(cast: Cast, client: Client) -> None:
    client.post(at("invite"), {"role": "learner"})
    assert set(Invitation.objects.values_list("person__full_name", flat=True)) == {"Lena Learner", "Omar Other"}
    assert client.post(at("invite"), {"words": "nobody like this"}).status_code == 422
    for person in ("not-an-id", str(cast.outsider_learner.pk)):
        assert client.post(at("invite"), {"person": person}).status_code == 404


def test_wrong_links_are_counted_and_say_nothing_of_whom(cast: Cast) -> None:
    (made,) = invite(cast.admin, cast.centre, [cast.learner], now=NOW)
    client = Client()
    for number in range(4):
        page = client.get(reverse("invitation", args=[f"wrong-{number}"]))
        assert page.status_code == 404
        assert b"Lena" not in page.content
    client.get(reverse("invitation", args=["wrong-5"]))
    assert client.get(reverse("invitation", args=[made.token])).status_code == 429


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"do": "end_role", "reason": "Left."}, 302),
        ({"do": "end_role", "reason": ""}, 422),
        ({"do": "end_role", "reason": "x", "role_held": "99999999999"}, 404),
        ({"do": "end_role", "reason": "x", "role_held": "one"}, 404),
        ({"do": "give_role", "role": "tutor"}, 302),
        ({"do": "give_role", "role": "learner"}, 422),
        ({"do": "give_role", "role": ""}, 422),
        ({"do": "close", "reason": "Left."}, 302),
        ({"do": "close", "reason": ""}, 422),
        ({"do": "open"}, 302),
        ({"do": "move", "cohort": ""}, 302),
        ({"do": "move", "cohort": "Winter"}, 422),
        ({"do": "withdraw", "reason": "Left."}, 302),
        ({"do": "enrol", "units": [UNIT]}, 422),
        ({"do": "something"}, 404),
    ],
)
def test_one_person_is_changed_or_the_page_says_why_not(
    cast: Cast, client: Client, sent: dict[str, Any], status: int
) -> None:
    held, place = RoleHeld.objects.get(person=cast.learner), Enrolment.objects.get(person=cast.learner)
    full = {"role_held": held.pk, "place": place.pk, **sent}
    assert client.post(at("person", cast.learner.pk), full).status_code == status
    assert client.get(at("person", cast.learner.pk)).status_code == 200


@pytest.mark.parametrize("do", ["close", "end_role", "withdraw"])
def test_missing_reason_is_asked_for_where_it_belongs(cast: Cast, client: Client, do: str) -> None:
    held, place = RoleHeld.objects.get(person=cast.learner), Enrolment.objects.get(person=cast.learner)
    sent = {"do": do, "reason": "", "role_held": held.pk, "place": place.pk}
    page = client.post(at("person", cast.learner.pk), sent).content.decode()
    field = {"close": "close-reason", "end_role": f"role-reason-{held.pk}", "withdraw": f"place-reason-{place.pk}"}[do]
    assert f'href="#{field}"' in page
    assert f'id="{field}" name="reason" autocomplete="off" aria-invalid="true"' in page


def test_closed_account_is_out_at_once(cast: Cast, client: Client, sign_in) -> None:
    theirs = sign_in(cast.learner)
    assert theirs.get(reverse("learner-home")).status_code == 200
    client.post(at("person", cast.learner.pk), {"do": "close", "reason": "Left."})
    assert theirs.get(reverse("learner-home")).status_code == 302


def test_person_of_another_centre_is_not_found(cast: Cast, client: Client) -> None:
    for method in (client.get, client.post):
        assert method(at("person", cast.outsider_learner.pk)).status_code == 404
        assert method(reverse("people", args=["south-gate"])).status_code in {404, 405}


def upload(client: Client, content: bytes) -> Any:
    return client.post(at("import-people"), {"file": SimpleUploadedFile("people.csv", content)})


def test_file_is_previewed_imported_and_undone(cast: Cast, client: Client) -> None:
    text = f"{HEAD}Nell New,nell@x.test,learner,Autumn,{UNIT}\nBad,nobody,learner,,\n"
    page = upload(client, text.encode("utf-8-sig"))
    assert b"Import 1 line, leave out 1" in page.content
    assert not PeopleImport.objects.exists()
    sent = {"do": "import", "text": page.context["text"].replace("\n", "\r\n"), "seen": page.context["plan"].digest}
    assert client.post(at("import-people"), sent).status_code == 302
    assert Person.objects.filter(email="nell@x.test").exists()
    assert b"1 person, 1 new account" in client.get(at("import-people")).content
    assert client.post(at("undo-import", PeopleImport.objects.get().pk)).status_code == 302
    assert not Person.objects.filter(email="nell@x.test").exists()
    assert client.post(at("undo-import", PeopleImport.objects.get().pk)).status_code == 422
    for number in (PeopleImport.objects.get().pk + 1, 10**12):
        assert client.post(at("undo-import", number)).status_code == 404


def test_import_from_an_old_preview_shows_a_new_one(cast: Cast, client: Client) -> None:
    text = f"{HEAD}Nell New,nell@x.test,tutor,,\n"
    seen = plan_import(cast.admin, cast.centre, text).digest
    client.post(at("add-person"), {"full_name": "N", "email": "nell@x.test", "role": "tutor"})
    page = client.post(at("import-people"), {"do": "import", "text": text, "seen": seen})
    assert page.status_code == 409
    assert b"Nothing was imported" in page.content


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"PK\x03\x04", b"x" * 600_000])
def test_unreadable_file_is_explained(client: Client, content: bytes) -> None:
    assert upload(client, content).status_code == 422
    assert client.post(at("import-people")).status_code == 422


def test_lines_to_mend_come_back_without_a_formula(client: Client) -> None:
    line = '"=HYPERLINK(""http://x"")",@nobody,-king,+Winter,=1\n'
    page = client.post(at("import-errors"), {"text": HEAD + line})
    assert page.headers["Content-Type"].startswith("text/csv")
    cells = page.content.decode("utf-8-sig").splitlines()[1]
    assert cells.startswith("\"'=HYPERLINK")
    for start in ("=", "@", "-", "+"):
        assert f",{start}" not in cells


@pytest.mark.parametrize(("text", "safe"), [("=1", "'=1"), ("\t=1", "'\t=1"), ("Ann", "Ann"), ("", ""), ("-", "'-")])
def test_cell_is_safe(text: str, safe: str) -> None:
    assert safe_cell(text) == safe


def test_cohort_is_made_and_its_learners_enrolled(cast: Cast, client: Client) -> None:
    form = {"name": "Spring", "starts": "2027-01-11", "ends": "2027-07-01"}
    assert client.post(at("cohorts"), form).status_code == 302
    assert client.post(at("cohorts"), form).status_code == 422
    autumn = Cohort.objects.get(name="Autumn")
    assert b"Lena Learner" in client.get(at("cohort", autumn.pk)).content
    assert client.post(at("cohort", autumn.pk), {"do": "save", **form, "name": "Late"}).status_code == 302
    for sent, status in (({"do": "enrol", "units": [UNIT]}, 422), ({"do": "enrol"}, 422), ({"do": "x"}, 404)):
        assert client.post(at("cohort", autumn.pk), sent).status_code == status
    assert client.get(at("cohort", 10**12)).status_code == 404


def test_units_and_periods_are_set_on_pages_of_their_own(cast: Cast, client: Client) -> None:
    assert client.post(at("centre-units"), {"units": [UNIT]}).status_code == 302
    assert client.post(at("centre-units"), {}).status_code == 422
    periods = {f"{f}-{name}": getattr(kept, f) for name, kept in KEPT.items() for f in ("months", "basis", "reason")}
    assert client.post(at("centre-retention"), periods).status_code == 302
    assert client.post(at("centre-retention"), {**periods, "basis-log": ""}).status_code == 422
    assert b"Set by Ada Admin" in client.get(at("centre-retention")).content
