"""Brings an installation to where it can serve: folder, tables, content, demo, collected files."""

from __future__ import annotations

import logging
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.utils import timezone

logger = logging.getLogger(__name__)


def prepare() -> None:
    """Everything that the server needs; done again, it changes nothing."""
    make_tables()
    _check_mail()
    call_command("clearsessions")
    call_command("collectstatic", verbosity=0, interactive=False)
    _load()


def make_tables() -> None:
    """The folder, and the tables in their newest shape."""
    Path(settings.HOME).mkdir(mode=0o700, parents=True, exist_ok=True)
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def catch_up() -> None:
    """Warm the engine up, so that the first learner does not wait for it, and mark what was left unmarked."""
    from wellserved.actions.mark_waiting import mark_waiting
    from wellserved.actions.warm_engine import warm_engine

    try:
        warm_engine()
    except Exception as error:
        logger.error("no marking engine: %s: %s", type(error).__name__, error)
        return
    caught = mark_waiting(None, timezone.now())
    if caught.marked or caught.waiting:
        logger.info("marked %s waiting attempts; %s still wait", caught.marked, caught.waiting)


def _check_mail() -> None:
    from wellserved.actions.send_invitations import mail_in_use

    try:
        mail_in_use()
    except ValueError as error:
        raise ImproperlyConfigured(f"WELLSERVED_MAIL cannot be read. {error}.") from None


def _load() -> None:
    from wellserved.actions.load_content import load_content
    from wellserved.actions.load_demo import load_demo

    load_content(timezone.now())
    if settings.DEMO:
        load_demo(timezone.now())
