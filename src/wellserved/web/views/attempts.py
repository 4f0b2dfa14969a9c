"""The learner's results: one attempt, and two compared."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wellserved.actions.errors import NotFound
from wellserved.actions.permission import appeal_goes_to, attempt_for
from wellserved.actions.try_marking import try_marking
from wellserved.records.models import Attempt, Person
from wellserved.reports.attempt_result import attempt_result
from wellserved.reports.attempts_compared import attempts_compared
from wellserved.reports.marking_clock import clock_of
from wellserved.web.door import person_of, signed_in
from wellserved.web.offline import opens_offline

TEMPLATES = {"practice": "web/attempt_practice.html", "assessment": "web/attempt_assessment.html"}


@require_safe
@never_cache
@opens_offline
@signed_in
def attempt(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """The learner's own result. An assessor who follows the same address comes to their own page.

    Looking at an answer that has no draft yet tries once more to mark it.
    """
    person = person_of(request)
    found = attempt_for(person, attempt)
    if found.learner_id != person.pk:
        return redirect("answer", found.pk)
    now = timezone.now()
    tried = try_marking(found, None, now)
    shown = {
        "result": attempt_result(found),
        "clock": clock_of(found, now),
        "goes_to": appeal_goes_to(found),
        "tried": tried,
        "handed_in": found.key,
    }
    return render(request, TEMPLATES[found.kind], shown)


@require_safe
@never_cache
@opens_offline
@signed_in
def compare(request: HttpRequest, attempt: UUID, other: UUID) -> HttpResponse:
    person = person_of(request)
    one, two = _own(person, attempt), _own(person, other)
    if (one.unit_id, one.point) != (two.unit_id, two.point) or one.pk == two.pk:
        raise NotFound("no two attempts at one task")
    return render(request, "web/compare.html", {"pair": attempts_compared(one, two)})


def _own(person: Person, attempt: UUID) -> Attempt:
    found = attempt_for(person, attempt)
    if found.learner_id != person.pk:
        raise NotFound("no attempt of this person")
    return found
