"""The limit of the sign-in page, for other secrets that somebody may try to guess."""

from __future__ import annotations

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest


def may_try(request: HttpRequest, secret: str) -> bool:
    """`secret` names the kind of secret, such as "set-up code"; tries are counted by it and by address."""
    return bool(AxesProxyHandler.is_allowed(request, {"username": secret}))


def note_wrong_try(request: HttpRequest, secret: str) -> None:
    user_login_failed.send(sender=__name__, credentials={"username": secret}, request=request)
