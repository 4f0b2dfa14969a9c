"""The class view: who is stuck on which part, and with which misconception."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wellserved.actions.draft_shown import draft_is_open
from wellserved.actions.errors import NotFound
from wellserved.reports.class_view import class_view, cohort_units
from wellserved.web.door import person_of, signed_in


@require_safe
@never_cache
@signed_in
def classes(request: HttpRequest) -> HttpResponse:
    units = cohort_units(person_of(request))
    if not units:
        raise NotFound("no cohorts for this person")
    return render(request, "web/classes.html", {"units": units})


@require_safe
@never_cache
@signed_in
def one_class(request: HttpRequest, cohort: int, unit: str) -> HttpResponse:
    person = person_of(request)
    units = cohort_units(person)
    chosen = next((one for one in units if (one.cohort, one.unit) == (cohort, unit)), None)
    if chosen is None:
        raise NotFound("no such cohort on this unit for this person")
    return render(request, "web/class.html", {"view": class_view(person, chosen, draft_is_open)})
