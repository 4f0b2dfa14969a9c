"""The Welsh catalogue is whole, and no template is half translated."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from tests.conftest import NOW, Cast
from wellserved.records.models import RoleHeld
from wellserved.reports.demo_people import GROUPS
from wellserved.reports.places import places_for, roles_held

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "src" / "wellserved" / "web" / "templates"

# Still in English only. When one is translated: wrap its words, override the block `language`, and take it off here.
ENGLISH_ONLY = {
    "web/_also_in.html",
    "web/_answerers.html",
    "web/_appeal.html",
    "web/_changed_since.html",
    "web/_clock.html",
    "web/_coach.html",
    "web/_cohort_choice.html",
    "web/_cohort_fields.html",
    "web/_compare_form.html",
    "web/_criterion.html",
    "web/_draft_decision.html",
    "web/_draft_state.html",
    "web/_evidence.html",
    "web/_fine_print.html",
    "web/_found.html",
    "web/_how_often.html",
    "web/_how_sure.html",
    "web/_judgements.html",
    "web/_model_answer.html",
    "web/_moves.html",
    "web/_outcome.html",
    "web/_parts.html",
    "web/_problems.html",
    "web/_queue_lines.html",
    "web/_retention_fields.html",
    "web/_retention_words.html",
    "web/_review.html",
    "web/_runs.html",
    "web/_saved.html",
    "web/_table_marked.html",
    "web/_task_state.html",
    "web/_text_field.html",
    "web/_unit_sections.html",
    "web/_unit_ticks.html",
    "web/_units_offered.html",
    "web/_which.html",
    "web/_whole.html",
    "web/accessibility.html",
    "web/add_person.html",
    "web/answer.html",
    "web/answer_table.html",
    "web/appeal.html",
    "web/attempt_assessment.html",
    "web/attempt_practice.html",
    "web/_safeguarding.html",
    "web/_said.html",
    "web/centre_retention.html",
    "web/centre_safeguarding.html",
    "web/centre_settings.html",
    "web/centre_units.html",
    "web/class.html",
    "web/classes.html",
    "web/cohort.html",
    "web/cohorts.html",
    "web/contact.html",
    "web/debrief.html",
    "web/desk.html",
    "web/compare.html",
    "web/compare_roles.html",
    "web/complaint_models.html",
    "web/coverage.html",
    "web/factors.html",
    "web/how_marking_works.html",
    "web/import_people.html",
    "web/import_preview.html",
    "web/invitation.html",
    "web/invitation_over.html",
    "web/invitations.html",
    "web/learner_home.html",
    "web/library.html",
    "web/map.html",
    "web/no_place.html",
    "web/offline.html",
    "web/people.html",
    "web/person.html",
    "web/progression.html",
    "web/queue.html",
    "web/role.html",
    "web/roles.html",
    "web/search.html",
    "web/service_model.html",
    "web/set_up.html",
    "web/task.html",
    "web/unit.html",
    "web/unit_ideas.html",
    "web/unit_misconceptions.html",
    "web/unit_questions.html",
    "web/unit_section.html",
    "web/unit_tips.html",
    "web/unit_words.html",
    "web/workplace.html",
}
SAME_IN_WELSH = re.compile(r"\b(?:Wellserved|Well|served|English|Cymraeg)\b")
TRANSLATED = re.compile(r"{%\s*blocktranslate.*?{%\s*endblocktranslate\s*%}", re.S)
ENGLISH_ON_PURPOSE = re.compile(r'<(\w+)[^>]*\slang="en-GB"[^>]*>.*?</\1>', re.S)
SPOKEN = re.compile(r'\s(?:aria-label|title|alt|placeholder)="([^"{]+)"')
HOLE = re.compile(r"%\(\w+\)s|%s")


@pytest.fixture(scope="module")
def tool() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "translate.py"))


def names() -> set[str]:
    return {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}


def words_left(template: str) -> list[str]:
    """The words of a template that stand outside every translated piece."""
    kept = ENGLISH_ON_PURPOSE.sub(" ", TRANSLATED.sub(" ", template))
    kept = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", " ", kept, flags=re.S)
    spoken = SPOKEN.findall(kept)
    text = re.sub(r"<[^>]*>", "\n", kept)
    pieces = [SAME_IN_WELSH.sub("", piece).strip(" –:,.()") for piece in [*text.split("\n"), *spoken]]
    return [piece for piece in pieces if re.search(r"[A-Za-z]", piece)]


def test_the_templates_left_in_english_are_known() -> None:
    assert names() >= ENGLISH_ONLY
    translated = {name for name in names() if "{% load i18n" in (TEMPLATES / name).read_text(encoding="utf-8")}
    assert names() - translated == ENGLISH_ONLY, "wrap the words of a new template with `translate`, or list it"


@pytest.mark.parametrize("name", sorted(names() - ENGLISH_ONLY))
def test_a_translated_template_has_no_word_left_over(name: str) -> None:
    assert words_left((TEMPLATES / name).read_text(encoding="utf-8")) == []


def test_a_word_left_over_is_found() -> None:
    assert words_left("<p>{% translate 'Save' %}</p><p>Plain</p>") == ["Plain"]
    assert words_left('<nav aria-label="Main">{{ place }}</nav>') == ["Main"]
    assert words_left("{% blocktranslate %}Sign in{% endblocktranslate %} <b>now</b>") == ["now"]


@pytest.mark.parametrize("name", sorted(names() - ENGLISH_ONLY))
def test_a_translated_page_says_that_it_is(name: str) -> None:
    template = (TEMPLATES / name).read_text(encoding="utf-8")
    extends = "{% extends" in template
    assert not extends or "{% block language %}{{ display.lang }}{% endblock %}" in template


def test_the_catalogue_holds_every_message_and_no_other(tool: dict[str, Any]) -> None:
    written = tool["WORDS"].read_bytes()
    assert tool["as_po"](tool["brought_up_to_date"](tool["read"]())) == written, "run `.venv/bin/python translate.py`"


def test_every_message_has_its_welsh(tool: dict[str, Any]) -> None:
    assert tool["without_welsh"](tool["read"]()) == []
    assert [message.id for message in tool["read"]() if message.fuzzy and message.id] == []


def test_the_welsh_keeps_what_is_filled_in(tool: dict[str, Any]) -> None:
    for message in tool["read"]():
        english = message.id if isinstance(message.id, tuple) else (message.id,)
        welsh = message.string if isinstance(message.string, tuple) else (message.string,)
        for sentence in welsh if message.id else ():
            assert sorted(HOLE.findall(sentence)) == sorted(HOLE.findall(english[-1])), message.id


def test_the_compiled_catalogue_says_the_same(tool: dict[str, Any]) -> None:
    assert tool["COMPILED"].read_bytes() == tool["as_mo"](tool["read"]()), "run `.venv/bin/python translate.py`"


def test_django_speaks_it() -> None:
    with translation.override("cy"):
        assert translation.gettext("Sign out") == "Allgofnodi"
        said = "%(count)s word from your file is in your answer now. Check it, and change what you like."
        more = "%(count)s words from your file are in your answer now. Check them, and change what you like."
        assert "%(count)s air" in translation.ngettext(said, more, 2)
        assert "%(count)s gair" in translation.ngettext(said, more, 3)


def test_every_place_of_the_top_bar_has_a_welsh_name(cast: Cast) -> None:
    for person in (cast.learner, cast.assessor, cast.iqa, cast.admin):
        english = [place.words for place in places_for(person)]
        with translation.override("cy"):
            welsh = [place.words for place in places_for(person)]
        assert not set(english) & set(welsh)


def test_the_badge_has_a_welsh_name_for_every_role(cast: Cast) -> None:
    for role in RoleHeld.Role.values:
        RoleHeld.objects.get_or_create(person=cast.iqa, centre=cast.centre, role=role, until=None, since=NOW)
    english = [role.words for role in roles_held(cast.iqa)]
    assert english == ["Learner", "Assessor", "IQA", "Tutor", "Centre admin"]
    with translation.override("cy"):
        assert not set(english) & {role.words for role in roles_held(cast.iqa)}


def test_the_groups_of_the_demo_have_welsh_words() -> None:
    with translation.override("cy"):
        for _, title, sees in GROUPS:
            assert translation.gettext(title) != title
            assert translation.gettext(sees) != sees
