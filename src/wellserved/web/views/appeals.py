"""The learner's page to query a decision: stage 1 of an appeal."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wellserved.actions.appeal import appeal as query
from wellserved.actions.errors import NotFound, Refused, StaleScreen
from wellserved.actions.permission import appeal_goes_to, attempt_for
from wellserved.records.models import Attempt, Person
from wellserved.reports.attempt_result import attempt_result
from wellserved.web.door import person_of, signed_in


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def appeal(request: HttpRequest, attempt: UUID) -> HttpResponse:
    person = person_of(request)
    found = attempt_for(person, attempt)
    if found.learner_id != person.pk or found.kind != Attempt.Kind.ASSESSMENT:
        raise NotFound("no decision on this person's work")
    if request.method == "POST":
        return _send(request, person, found)
    return _page(request, found, "")


def _send(request: HttpRequest, person: Person, attempt: Attempt) -> HttpResponse:
    reason, seen = request.POST.get("reason", ""), request.POST.get("seen", "")
    known = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
    try:
        query(person, attempt.pk, reason=reason, seen=known, now=timezone.now())
    except Refused as refused:
        return _page(request, attempt, reason, problem=refused, status=422)
    except StaleScreen:
        return _page(request, attempt, reason, stale=True, status=409)
    messages.success(request, "Sent. The decision stands until somebody else has looked at your answer.")
    return redirect("attempt", attempt.pk)


def _page(
    request: HttpRequest,
    attempt: Attempt,
    reason: str,
    *,
    problem: Refused | None = None,
    stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    page = {
        "result": attempt_result(attempt),
        "goes_to": appeal_goes_to(attempt),
        "standard_days": attempt.enrolment.centre.marking_standard_days,
        "reason": reason,
        "problem": problem,
        "stale": stale,
    }
    return render(request, "web/appeal.html", page, status=status)
