"""Only the demo's own addresses open a one-click door."""

from __future__ import annotations

import pytest

from wellserved.records.models import Person
from wellserved.reports.demo_people import demo_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["sam@notexample.org", "sam@example.org.evil.test", "sam@example.com", ""])
def test_other_addresses_open_no_door(address: str) -> None:
    Person.objects.create(email=address or "nobody@centre.test", full_name="Sam Other")
    assert demo_person(address) is None


def test_demo_address_opens_its_door() -> None:
    sam = Person.objects.create(email="sam@riverside.example.org", full_name="Sam Demo")
    assert demo_person(" SAM@riverside.example.org ") == sam
