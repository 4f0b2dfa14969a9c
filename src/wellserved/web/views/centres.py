"""The centre admin's page: how marking works at the centre."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wellserved.actions.errors import Refused
from wellserved.actions.permission import centre_of_admin
from wellserved.actions.set_marking_policy import set_marking_policy
from wellserved.records.models import Centre, Person
from wellserved.reports.centre_policy import centre_policy
from wellserved.web.door import person_of, signed_in


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def settings(request: HttpRequest, centre: str) -> HttpResponse:
    person = person_of(request)
    found = centre_of_admin(person, centre)
    if request.method == "POST":
        return _save(request, person, found)
    policy = centre_policy(found)
    return _page(request, found, policy.draft_shown, str(policy.blind_share))


def _save(request: HttpRequest, person: Person, centre: Centre) -> HttpResponse:
    draft_shown, share = request.POST.get("draft_shown", ""), request.POST.get("blind_share", "").strip()
    try:
        set_marking_policy(person, centre, draft_shown=draft_shown, blind_share=_percent(share), now=timezone.now())
    except Refused as refused:
        return _page(request, centre, draft_shown, share, {refused.field: refused}, 422)
    messages.success(request, "Saved. The change is in the centre's log, with your name.")
    return redirect("centre-settings", centre.slug)


def _percent(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise Refused("blind_share", "This is no whole number", "Choose a whole number from 0 to 100.")
    return int(text)


def _page(
    request: HttpRequest,
    centre: Centre,
    draft_shown: str,
    share: str,
    problems: dict[str, Refused] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = {
        "policy": centre_policy(centre),
        "draft_shown": draft_shown,
        "blind_share": share,
        "problems": problems or {},
    }
    return render(request, "web/centre_settings.html", page, status=status)
