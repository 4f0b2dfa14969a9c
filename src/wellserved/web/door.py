"""What every page shares: who is asking, and how the verbs' errors turn into answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from wellserved.actions.errors import NotAllowed, NotFound
from wellserved.records.models import Person

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Anonymous people go to the sign-in page and come back, and scripts are told so.

    NotFound is 404 and NotAllowed is 403.
    """

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return in_words(view, request, *args, **kwargs)

    return door


def wants_json(request: HttpRequest) -> bool:
    """A script of ours asks, and stays on its page."""
    return request.headers.get("accept", "") == "application/json"


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        problem = "You are signed out. Your words are kept on this device."
        return JsonResponse({"problem": problem, "sign_in": reverse("sign-in")}, status=401)
    return HttpResponseRedirect(f"{reverse('sign-in')}?{urlencode({'next': request.get_full_path()})}")


def in_words(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except NotFound:
        raise Http404 from None
    except NotAllowed as error:
        return render(request, "403.html", {"why": str(error)}, status=403)


def person_of(request: HttpRequest) -> Person:
    """The person signed in. Views behind `signed_in` may rely on it."""
    if not isinstance(request.user, Person):
        raise NotFound("nobody is signed in")
    return request.user


def is_writer(request: HttpRequest, person: Person) -> bool:
    """A page that one person left open must not write into the work of the next on the same computer."""
    return request.POST.get("writer", str(person.pk)) == str(person.pk)


def not_the_writer(request: HttpRequest) -> HttpResponse:
    why = "Somebody else has signed in in this browser since this page was opened. The words stay on this device."
    if wants_json(request):
        return JsonResponse({"problem": why}, status=403)
    return render(request, "403.html", {"why": why}, status=403)


def revision_in(sent: str) -> int:
    """The revision that a form carries; 0 for none, and for what is no number."""
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def safe_next(request: HttpRequest) -> str:
    """Where to go after signing in: a path of this site, or the home page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if here else reverse("home")
