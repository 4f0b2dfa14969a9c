"""What the service worker needs to know of every page: whose it is, and whether it may be kept on the device."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

View = Callable[..., HttpResponse]
PERSON = "Wellserved-Person"
KEEP = "Wellserved-Keep"


def opens_offline(view: View) -> View:
    """The page holds nothing of anybody but the person who opens it, and may be kept on their device."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers[KEEP] = "yes"
        return response

    return kept


class WhoseBrowser:
    """Names the person signed in, "" for nobody, so that kept pages of anybody else are removed from the device.

    A page drawn for a person is kept in no other cache: not for the Back button of the next person either.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            signed_in = request.user.is_authenticated
            response.headers[PERSON] = str(request.user.pk) if signed_in else ""
            if signed_in:
                add_never_cache_headers(response)
        return response
