"""Letters by SMTP: the address is read strictly, and a fault says what it was and no more."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from typing import Any

import pytest

from wellserved.adapters.mail import Letter, MailFailed, SmtpMail

LETTER = Letter("lou@x.test", "Your account", "Open this.")


class FakeServer:
    said: list[Any] = []  # noqa: RUF012  (one conversation for each test)

    def __init__(self, host: str, port: int, timeout: int) -> None:
        if host == "down.test":
            raise ConnectionRefusedError("lou@x.test could not be reached")
        self.said.append((host, port))

    def __enter__(self) -> FakeServer:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def starttls(self) -> None:
        self.said.append("starttls")

    def login(self, user: str, password: str) -> None:
        self.said.append((user, password))

    def send_message(self, message: EmailMessage) -> None:
        self.said.append(message)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    monkeypatch.setattr(smtplib, "SMTP", FakeServer)
    FakeServer.said = []
    return FakeServer.said


def test_letter_goes_out_encrypted_and_signed_in(said: list[Any]) -> None:
    SmtpMail.from_address("smtp+starttls://me:p%40ss@mail.test:2525?from=learn@x.test").send(LETTER)
    assert said[:3] == [("mail.test", 2525), "starttls", ("me", "p@ss")]
    assert (said[3]["From"], said[3]["To"], said[3]["Subject"]) == ("learn@x.test", "lou@x.test", "Your account")


def test_plain_smtp_neither_encrypts_nor_signs_in(said: list[Any]) -> None:
    SmtpMail.from_address("smtp://mail.test?from=learn@x.test").send(LETTER)
    assert said[0] == ("mail.test", 587)
    assert len(said) == 2


@pytest.mark.parametrize(
    "address",
    ["mail.test", "http://mail.test?from=a@x.test", "smtp://mail.test", "smtp://?from=a@x.test", "smtp://m?from=a"],
)
def test_address_that_cannot_be_read_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="Write it as"):
        SmtpMail.from_address(address)


def test_fault_holds_no_address(said: list[Any]) -> None:
    with pytest.raises(MailFailed) as failed:
        SmtpMail.from_address("smtp://down.test?from=learn@x.test").send(LETTER)
    assert str(failed.value) == "ConnectionRefusedError"


def test_subject_with_a_line_break_is_not_sent(said: list[Any]) -> None:
    with pytest.raises(MailFailed):
        SmtpMail.from_address("smtp://mail.test?from=learn@x.test").send(Letter("a@x.test", "A\nBcc: b@x.test", ""))
    assert said == []
