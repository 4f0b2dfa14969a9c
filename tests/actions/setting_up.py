"""A centre set up as its first admin would, for tests."""

from __future__ import annotations

from tests.conftest import NOW
from wellserved.actions.open_set_up import open_set_up
from wellserved.actions.set_retention import Kept, RecordClass
from wellserved.actions.set_up_admin import set_up_admin
from wellserved.actions.set_up_centre import set_up_centre
from wellserved.records.models import Centre, Person

PASSWORD = "a long and private sentence"
KEPT = {name: Kept("36", "contract", "Our awarding organisation asks for it.") for name in RecordClass.values}


def opened_code() -> str:
    code = open_set_up(NOW)
    assert code is not None
    return code


def first_admin(code: str) -> tuple[Centre, Person]:
    centre = set_up_centre(code, name="New Harbour College", now=NOW)
    return centre, set_up_admin(code, full_name="Nia First", email="Nia@harbour.test", password=PASSWORD, now=NOW)
