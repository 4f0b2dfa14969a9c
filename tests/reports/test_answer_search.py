"""Word for word, without regard to capitals and line breaks, at offsets that hold."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.actions.handing_in import hand_in
from tests.conftest import NOW, Cast
from wellserved.records.models import Enrolment, RoleHeld
from wellserved.reports import answer_search
from wellserved.reports.answer_search import answers_with

TEXT = "Élodie said: 100 % of them\ncome  BACK, because_it was good. They come back."


def found(person: Any, phrase: str) -> list[list[str]]:
    return [[snippet.found for snippet in answer.snippets] for answer in answers_with(person, phrase).answers]


@pytest.mark.parametrize(
    ("phrase", "quotes"),
    [
        ("come back", ["come  BACK", "come back"]),
        ("them come back", ["them\ncome  BACK"]),
        ("élodie SAID", ["Élodie said"]),
        ("100 %", ["100 %"]),
        ("because_it", ["because_it"]),
        ("back.", ["back."]),
    ],
)
def test_credits_the_phrase_with_its_own_words(cast: Cast, phrase: str, quotes: list[str]) -> None:
    hand_in(cast.learner, TEXT, kind="assessment")
    assert found(cast.assessor, phrase) == [quotes]
    (answer,) = answers_with(cast.assessor, phrase).answers
    assert all(TEXT[snippet.start : snippet.end] == snippet.found for snippet in answer.snippets)


@pytest.mark.parametrize("phrase", ["back come", "comeback", "1000 %", "because it", "back!", "c.me back", "elodie"])
def test_does_not_credit_near_misses(cast: Cast, phrase: str) -> None:
    hand_in(cast.learner, TEXT, kind="assessment")
    assert found(cast.assessor, phrase) == []


@pytest.mark.parametrize("phrase", ["%%%", "___", "é_o", "'; --", "\\d+", "(((", "ÉLO"])
def test_signs_of_a_query_language_are_only_signs(cast: Cast, phrase: str) -> None:
    hand_in(cast.learner, TEXT, kind="assessment")
    assert found(cast.assessor, phrase) == ([["Élo"]] if phrase == "ÉLO" else [])


def test_only_answers_that_the_person_may_see(cast: Cast) -> None:
    hand_in(cast.learner, "Practice words because.")
    hand_in(cast.outsider_learner, "Their words because.", kind="assessment")
    hand_in(cast.learner, "My words because.", kind="assessment")
    assert found(cast.assessor, "words because") == [["words because"]]
    assert answers_with(cast.assessor, "my words").count == 1
    for person in (cast.learner, cast.other_learner, cast.admin):
        assert found(person, "words because") == []
    RoleHeld.objects.create(person=cast.assessor, centre=cast.centre, role="learner", since=NOW)
    Enrolment.objects.create(person=cast.assessor, centre=cast.centre, unit_id="service-environment", enrolled_at=NOW)
    hand_in(cast.assessor, "Own words because.", kind="assessment")
    assert answers_with(cast.assessor, "own words").count == 0
    assert answers_with(cast.second_assessor, "own words").count == 1


def test_snippets_are_cut_at_words(cast: Cast) -> None:
    text = "start " * 30 + "needle " + "after " * 30
    hand_in(cast.learner, text, kind="assessment")
    ((snippet,),) = [answer.snippets for answer in answers_with(cast.assessor, "needle").answers]
    assert snippet.before.startswith("…start ")
    assert snippet.after.endswith(" after…")
    assert len(snippet.before) <= answer_search.AROUND + 1


def test_pages_and_the_most_that_one_search_finds(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer_search, "PAGE", 1)
    monkeypatch.setattr(answer_search, "MOST", 2)
    hand_in(cast.learner, "Same words one.", kind="assessment", now=NOW)
    hand_in(cast.other_learner, "Same words two.", kind="assessment", now=NOW.replace(hour=10))
    both = answers_with(cast.assessor, "same words", page=99)
    assert (both.count, both.more, both.page, both.pages) == (2, False, 2, 2)
    assert [answer.learner for answer in both.answers] == ["Lena Learner"]
    monkeypatch.setattr(answer_search, "MOST", 1)
    one = answers_with(cast.assessor, "same words")
    assert (one.count, one.more, one.pages) == (1, True, 1)
    assert [answer.learner for answer in one.answers] == ["Omar Other"]


def test_the_number_of_queries_does_not_grow(cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            answers_with(cast.assessor, "words")
        return len(seen)

    hand_in(cast.learner, "Words one.", kind="assessment")
    few = queries()
    hand_in(cast.other_learner, "Words two.", kind="assessment")
    assert queries() == few
