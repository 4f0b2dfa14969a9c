"""Pages that belong to nobody in particular."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from wellserved.web.badge import badge
from wellserved.web.door import person_of, signed_in
from wellserved.web.offline import opens_offline
from wellserved.web.templatetags.page import address


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Each person's first place: a learner's work, an assessor's answers, an admin's settings."""
    worn = badge(request, person_of(request))
    if worn is None or not worn.places:
        return render(request, "web/no_place.html")
    return redirect(address(worn.places[0]))


@require_safe
@opens_offline
def how_marking_works(request: HttpRequest) -> HttpResponse:
    return render(request, "web/how_marking_works.html")


@require_safe
@opens_offline
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html")
