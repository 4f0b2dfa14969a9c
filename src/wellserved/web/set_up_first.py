"""While the set-up is open, every page leads to it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from wellserved.reports.set_up_progress import set_up_is_open

ALSO_OPEN = ("sign-in", "sign-out", "accessibility")


class SetUpFirst:
    """Once nothing is to be set up it asks the database no more: a set-up opens at a start only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.nothing_to_set_up = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.nothing_to_set_up and not self._is_open_to_all(request):
            self.nothing_to_set_up = not set_up_is_open()
            if not self.nothing_to_set_up:
                return redirect("set-up")
        return self.get_response(request)

    def _is_open_to_all(self, request: HttpRequest) -> bool:
        return request.path in (reverse("set-up"), *(reverse(name) for name in ALSO_OPEN))
