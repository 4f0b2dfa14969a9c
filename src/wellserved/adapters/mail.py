"""A letter by SMTP. Off unless the installation names a mail server."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

SECONDS = 10


@dataclass(frozen=True, slots=True)
class Letter:
    to: str
    subject: str
    words: str


class MailFailed(Exception):
    """The mail server did not take the letter. Says what kind of fault it was and holds no address."""


class Mail(Protocol):
    def send(self, letter: Letter) -> None:
        """Raises MailFailed."""


@dataclass(frozen=True, slots=True)
class SmtpMail:
    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    encrypted: bool = True  # STARTTLS before anything else is said

    @classmethod
    def from_address(cls, address: str) -> SmtpMail:
        """From `smtp+starttls://user:password@host:587?from=learn@example.org`; raises ValueError."""
        parts = urlsplit(address)
        sender = parse_qs(parts.query).get("from", [""])[0]
        if parts.scheme not in ("smtp", "smtp+starttls") or not parts.hostname or "@" not in sender:
            raise ValueError("Write it as smtp+starttls://user:password@host:587?from=learn@example.org")
        return cls(
            host=parts.hostname,
            port=parts.port or 587,
            sender=sender,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            encrypted=parts.scheme == "smtp+starttls",
        )

    def send(self, letter: Letter) -> None:
        message = EmailMessage()
        try:
            message["From"], message["To"], message["Subject"] = self.sender, letter.to, letter.subject
            message.set_content(letter.words)
            with smtplib.SMTP(self.host, self.port, timeout=SECONDS) as server:
                if self.encrypted:
                    server.starttls()
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(message)
        except (OSError, ValueError, smtplib.SMTPException) as error:
            raise MailFailed(type(error).__name__) from None
