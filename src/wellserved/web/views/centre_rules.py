"""The units that a centre offers and how long it keeps records: during the set-up, and on pages of their own later."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wellserved.actions.errors import Refused
from wellserved.actions.offer_units import offer_units
from wellserved.actions.permission import centre_of_admin
from wellserved.actions.set_retention import Kept, RetentionRefused, set_retention
from wellserved.actions.set_safeguarding_contact import set_safeguarding_contact
from wellserved.records.models import Centre, Person, RetentionPeriod
from wellserved.reports.centre_rules import retention_rows, units_to_offer
from wellserved.web.door import person_of, signed_in

Problems = dict[str, Refused]
CLASSES = tuple(RetentionPeriod.RecordClass.values)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def units(request: HttpRequest, centre: str) -> HttpResponse:
    person = person_of(request)
    found = centre_of_admin(person, centre)
    problems = units_form(request, person, found) if request.method == "POST" else {}
    if problems is None:
        messages.success(request, "Saved. The change is in the centre's log, with your name.")
        return redirect("centre-units", found.slug)
    page = {"centre": found, "problems": problems, **units_page(request, found)}
    return render(request, "web/centre_units.html", page, status=422 if problems else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def retention(request: HttpRequest, centre: str) -> HttpResponse:
    person = person_of(request)
    found = centre_of_admin(person, centre)
    problems = retention_form(request, person, found) if request.method == "POST" else {}
    if problems is None:
        messages.success(request, "Saved. Earlier periods stay on record, and so do their reasons.")
        return redirect("centre-retention", found.slug)
    page = {"centre": found, "problems": problems, **retention_page(request, found)}
    return render(request, "web/centre_retention.html", page, status=422 if problems else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def safeguarding(request: HttpRequest, centre: str) -> HttpResponse:
    person = person_of(request)
    found = centre_of_admin(person, centre)
    if request.method != "POST":
        return render(request, "web/centre_safeguarding.html", {"centre": found, "contact": found.safeguarding_contact})
    typed = request.POST.get("contact", "")
    try:
        set_safeguarding_contact(person, found, contact=typed, now=timezone.now())
    except Refused as refused:
        page = {"centre": found, "contact": typed, "problems": {refused.field: refused}}
        return render(request, "web/centre_safeguarding.html", page, status=422)
    messages.success(request, "Saved. The practice desk shows it when somebody is in danger.")
    return redirect("centre-safeguarding", found.slug)


def units_form(request: HttpRequest, person: Person, centre: Centre) -> Problems | None:
    """Save what was sent; None when it is saved."""
    try:
        offer_units(person, centre, units=request.POST.getlist("units"), now=timezone.now())
    except Refused as refused:
        return {refused.field: refused}
    return None


def retention_form(request: HttpRequest, person: Person, centre: Centre) -> Problems | None:
    """Save what was sent; None when it is saved."""
    try:
        set_retention(person, centre, kept=_typed(request), now=timezone.now())
    except RetentionRefused as refused:
        return refused.problems
    return None


def units_page(request: HttpRequest, centre: Centre) -> dict[str, Any]:
    chosen = frozenset(request.POST.getlist("units")) if request.method == "POST" else None
    return {"units": units_to_offer(centre, chosen)}


def retention_page(request: HttpRequest, centre: Centre) -> dict[str, Any]:
    typed = {name: (kept.months, kept.basis, kept.reason) for name, kept in _typed(request).items()}
    return {
        "rows": retention_rows(centre, typed if request.method == "POST" else {}),
        "bases": RetentionPeriod.Basis.choices,
    }


def _typed(request: HttpRequest) -> dict[str, Kept]:
    sent = request.POST
    return {
        name: Kept(sent.get(f"months-{name}", ""), sent.get(f"basis-{name}", ""), sent.get(f"reason-{name}", ""))
        for name in CLASSES
    }
