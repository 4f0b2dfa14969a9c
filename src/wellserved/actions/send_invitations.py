"""Sends links by e-mail where the installation has a mail server; without one nothing leaves the machine."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cache

from django.conf import settings
from django.utils import timezone

from wellserved.actions.invite import Invited
from wellserved.adapters.mail import Letter, Mail, MailFailed, SmtpMail
from wellserved.records.models import Centre

logger = logging.getLogger(__name__)
WORDS = """Hello {name},

{centre} has made you an account in Wellserved. Choose your password here:

{address}

The link works once, until {until:%d %B %Y}. If you did not expect it, leave it alone and tell your centre.
"""


def invitations_are_sent() -> bool:
    return mail_in_use() is not None


def send_invitations(centre: Centre, links: Sequence[tuple[Invited, str]], mail: Mail | None = None) -> frozenset[str]:
    """The addresses to which a letter went out. One that fails is logged, and its link is still on the sheet."""
    sender = mail or mail_in_use()
    if sender is None:
        return frozenset()
    return frozenset(invited.person.email for invited, address in links if _sent(sender, centre, invited, address))


@cache
def mail_in_use() -> Mail | None:
    return SmtpMail.from_address(settings.MAIL) if settings.MAIL else None


def _sent(mail: Mail, centre: Centre, invited: Invited, address: str) -> bool:
    until = timezone.localtime(invited.expires_at)
    words = WORDS.format(name=invited.person.full_name, centre=centre.name, address=address, until=until)
    try:
        mail.send(Letter(invited.person.email, f"Your account at {centre.name}", words))
    except MailFailed as error:
        logger.warning("a link to person %s was not sent: %s", invited.person.pk, error)
        return False
    return True
