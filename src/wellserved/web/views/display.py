"""The page where people choose size of text, spacing and the language of the interface, signed in or not."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wellserved.actions.errors import Refused
from wellserved.actions.set_display import check_display, set_display
from wellserved.records.models import Person
from wellserved.web.display import Display, display_for, keep_on_device


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _save(request)
    return _page(request, display_for(request))


def _save(request: HttpRequest) -> HttpResponse:
    sent = request.POST
    chosen = Display(sent.get("text_size", ""), sent.get("spacing", ""), sent.get("language", ""))
    response = redirect("display")
    try:
        if isinstance(request.user, Person):
            set_display(request.user, text_size=chosen.text_size, spacing=chosen.spacing, language=chosen.language)
        else:
            check_display(text_size=chosen.text_size, spacing=chosen.spacing, language=chosen.language)
            keep_on_device(response, chosen)
    except Refused as refused:
        return _page(request, display_for(request), refused.field, 422)
    with translation.override(chosen.language):
        messages.success(request, gettext("Saved. Every page is now shown like this."))
    return response


def _page(request: HttpRequest, chosen: Display, problem: str = "", status: int = 200) -> HttpResponse:
    return render(request, "web/display.html", {"chosen": chosen, "problem": problem}, status=status)
