"""The centre admin's pages of cohorts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wellserved.actions.enrol import enrol
from wellserved.actions.errors import NotFound, Refused
from wellserved.actions.permission import centre_of_admin
from wellserved.actions.save_cohort import CohortForm, cohort_of, save_cohort
from wellserved.records.models import Centre, Cohort, Person
from wellserved.reports.cohorts_of_centre import cohorts_of_centre, members_of
from wellserved.reports.people_of_centre import choices_for_new
from wellserved.web.door import person_of, signed_in
from wellserved.web.views.people import ROWS


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def cohorts(request: HttpRequest, centre: str) -> HttpResponse:
    admin = person_of(request)
    found = centre_of_admin(admin, centre)
    problems: dict[str, Refused] = {}
    if request.method == "POST":
        try:
            made = save_cohort(admin, found, None, form=_form(request), now=timezone.now())
        except Refused as refused:
            problems = {refused.field: refused}
        else:
            messages.success(request, f"The cohort {made.name} is made.")
            return redirect("cohorts", found.slug)
    page = {"centre": found, "cohorts": cohorts_of_centre(found), "form": _form(request), "problems": problems}
    return render(request, "web/cohorts.html", page, status=422 if problems else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def cohort(request: HttpRequest, centre: str, cohort: int) -> HttpResponse:
    admin = person_of(request)
    found = centre_of_admin(admin, centre)
    if cohort > ROWS:
        raise NotFound("no such cohort")
    one = cohort_of(found, cohort)
    problems: dict[str, Refused] = {}
    if request.method == "POST":
        try:
            messages.success(request, _change(request, admin, found, one))
        except Refused as refused:
            problems = {refused.field: refused}
        else:
            return redirect("cohort", found.slug, one.pk)
    saving = request.POST.get("do") == "save"
    page = {
        "centre": found,
        "cohort": cohort_of(found, cohort),
        "members": members_of(one),
        "form": _form(request) if saving else CohortForm(one.name, str(one.starts), str(one.ends)),
        "units": choices_for_new(found)["units"],
        "units_sent": request.POST.getlist("units"),
        "problems": problems,
    }
    return render(request, "web/cohort.html", page, status=422 if problems else 200)


def _change(request: HttpRequest, admin: Person, centre: Centre, cohort: Cohort) -> str:
    now = timezone.now()
    if request.POST.get("do") == "save":
        save_cohort(admin, centre, cohort.pk, form=_form(request), now=now)
        return "Saved."
    if request.POST.get("do") == "enrol":
        learners = list(Person.objects.filter(enrolments__cohort=cohort, enrolments__withdrawn_at=None).distinct())
        units = request.POST.getlist("units")
        count = enrol(admin, centre, learners, units=units, cohort=str(cohort.pk), now=now)
        return f"{count} new place{'' if count == 1 else 's'}."
    raise NotFound("no such change")


def _form(request: HttpRequest) -> CohortForm:
    sent = request.POST
    return CohortForm(sent.get("name", ""), sent.get("starts", ""), sent.get("ends", ""))
