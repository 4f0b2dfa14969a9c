"""Signing in and out. The demo offers its people as buttons; elsewhere it is e-mail and password."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from wellserved.reports.demo_people import demo_groups, demo_person
from wellserved.web.door import safe_next

BACKEND = "django.contrib.auth.backends.ModelBackend"
WRONG = gettext_noop("That address and password do not go together. Check both and try again.")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect(safe_next(request)) if request.user.is_authenticated else _page(request)
    email = request.POST.get("email", "").strip()
    password = request.POST.get("password", "")
    storable = "\0" not in email + password  # PostgreSQL cannot even look for a NUL
    person = authenticate(request, username=email, password=password) if storable else None
    if person is None:
        return _page(request, email=email, problem=gettext(WRONG), status=422)
    login(request, person)
    return redirect(safe_next(request))


@require_POST
def sign_in_demo(request: HttpRequest) -> HttpResponse:
    """One click, in demo mode only: anywhere else this page does not exist."""
    person = demo_person(request.POST.get("email", "")) if settings.DEMO else None
    if person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    return redirect(safe_next(request))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("sign-in")


def _page(request: HttpRequest, *, email: str = "", problem: str = "", status: int = 200) -> HttpResponse:
    groups = demo_groups() if settings.DEMO else ()
    shown = {"demo_groups": groups, "next": safe_next(request), "email": email, "problem": problem}
    return render(request, "web/sign_in.html", shown, status=status)
