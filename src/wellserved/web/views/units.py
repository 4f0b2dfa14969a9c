"""A unit's pages: the whole at a glance, and a page for each section that is long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from wellserved.actions.errors import NotFound
from wellserved.actions.permission import enrolment_of
from wellserved.curriculum import library
from wellserved.curriculum.units import Unit
from wellserved.records.models import Person
from wellserved.reports.unit_shown import ideas, questions, unit_shown, words
from wellserved.web.door import person_of, signed_in


@require_safe
@gzip_page
@signed_in
def unit(request: HttpRequest, unit: str) -> HttpResponse:
    person = person_of(request)
    try:
        shown = unit_shown(person, unit)
    except KeyError:
        raise Http404 from None
    return render(request, "web/unit.html", {"shown": shown, "is_learner": _has_place(person, unit)})


@require_safe
@gzip_page
@signed_in
def section(request: HttpRequest, unit: str, section: str) -> HttpResponse:
    try:
        pages, read = library.unit(unit), SECTIONS[section]
    except KeyError:
        raise Http404 from None
    return render(request, f"web/unit_{section}.html", {"unit": pages, "section": section, **read(request, pages)})


def _ideas(request: HttpRequest, unit: Unit) -> dict[str, Any]:
    return {"groups": ideas(unit)}


def _words(request: HttpRequest, unit: Unit) -> dict[str, Any]:
    return {"words": words(unit)}


def _questions(request: HttpRequest, unit: Unit) -> dict[str, Any]:
    wanted = request.GET.get("q", "")[:100].strip()
    return {"wanted": wanted, "questions": questions(unit, wanted)}


def _only_the_unit(request: HttpRequest, unit: Unit) -> dict[str, Any]:
    return {}


SECTIONS: dict[str, Callable[[HttpRequest, Unit], dict[str, Any]]] = {
    "ideas": _ideas,
    "words": _words,
    "tips": _only_the_unit,
    "misconceptions": _only_the_unit,
    "questions": _questions,
}


def _has_place(person: Person, unit: str) -> bool:
    try:
        enrolment_of(person, unit)
    except NotFound:
        return False
    return True
