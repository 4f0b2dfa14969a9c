from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import Cast
from wellserved.actions.errors import Refused
from wellserved.actions.set_display import set_display
from wellserved.records.models import Event, Person

CHOICES = {"text_size": "larger", "spacing": "wide", "language": "cy"}


def test_the_choice_stays_with_the_person_and_out_of_the_log(cast: Cast) -> None:
    events = Event.objects.count()
    set_display(cast.learner, **CHOICES)
    stored = Person.objects.get(pk=cast.learner.pk)
    assert (stored.text_size, stored.spacing, stored.language) == ("larger", "wide", "cy")
    assert Event.objects.count() == events
    assert Person.objects.get(pk=cast.other_learner.pk).text_size == ""


@pytest.mark.parametrize("field", CHOICES)
@pytest.mark.parametrize("chosen", ["", "huge", "CY", "x" * 1000, "\0"])
def test_what_does_not_exist_is_refused_and_nothing_is_stored(cast: Cast, field: str, chosen: str) -> None:
    with pytest.raises(Refused) as caught:
        set_display(cast.learner, **{**CHOICES, field: chosen})
    assert caught.value.field == field
    stored = Person.objects.get(pk=cast.learner.pk)
    assert (stored.text_size, stored.spacing, stored.language) == ("", "", "")


@pytest.mark.parametrize("field", CHOICES)
def test_database_refuses_it_too(cast: Cast, field: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=cast.learner.pk).update(**{field: "huge"})
