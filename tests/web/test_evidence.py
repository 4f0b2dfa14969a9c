"""A file on the task page: its text comes into the editor, nothing that was typed is lost, and the file is not kept."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.adapters.documents import docx, item, locked, paragraph, pdf
from tests.conftest import POINT, UNIT, Cast
from wellserved.adapters.evidence import Reason
from wellserved.records.models import Attempt, Draft
from wellserved.web.evidence_file import PROBLEMS

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}
SAID = "Customers come back because they were treated well."


def address() -> str:
    return reverse("read-evidence", args=[UNIT, POINT])


def sent(content: bytes, name: str = "answer.docx", **more: str) -> dict[str, Any]:
    return {"evidence": SimpleUploadedFile(name, content), "revision": "0", **more}


def problem(reason: Reason) -> str:
    return PROBLEMS[reason]


def test_a_script_gets_the_text_and_nothing_is_stored(cast: Cast, sign_in) -> None:
    content = docx(paragraph(SAID) + item("friendly"))
    response = sign_in(cast.learner).post(address(), sent(content), headers=JSON)
    assert response.status_code == 200
    assert response.json()["text"] == f"{SAID}\n- friendly"
    assert response.json()["said"].startswith("10 words from your file")
    assert response.headers["Cache-Control"].startswith("max-age=0")
    assert not Draft.objects.exists()
    assert not Attempt.objects.exists()


def test_without_a_script_the_text_is_added_to_the_draft(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    page = client.post(address(), sent(docx(paragraph(SAID)), text="Typed before."), follow=True).content.decode()
    assert Draft.objects.get().text == f"Typed before.\n\n{SAID}"
    assert f"Typed before.\n\n{SAID}</textarea>" in page
    assert "8 words from your file are in your answer now" in page


def test_an_empty_editor_takes_the_text_alone(cast: Cast, sign_in) -> None:
    sign_in(cast.learner).post(address(), sent(SAID.encode(), "notes.txt", text=" \n"))
    assert Draft.objects.get().text == SAID


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf([]), Reason.NO_TEXT),
        (locked(pdf([SAID]), "secret"), Reason.LOCKED),
        (b"\x89PNG\r\n\x1a\n\0\0", Reason.UNKNOWN_KIND),
        (b"", Reason.EMPTY),
        (b"a" * 100_001, Reason.TOO_LONG),
        (b"a" * 10_000_001, Reason.TOO_BIG),
    ],
)
def test_a_file_that_cannot_be_read_is_said_so_and_the_typed_words_are_saved(
    cast: Cast, sign_in, content: bytes, reason: Reason
) -> None:
    client = sign_in(cast.learner)
    page = client.post(address(), sent(content, text="Typed before."), follow=True).content.decode()
    assert problem(reason) in page
    assert Draft.objects.get().text == "Typed before."
    response = client.post(address(), sent(content), headers=JSON)
    assert response.status_code == 422
    assert response.json() == {"text": "", "said": problem(reason)}


def test_every_reason_has_words() -> None:
    assert set(PROBLEMS) == set(Reason)


def test_no_file_at_all_is_said_so(cast: Cast, sign_in) -> None:
    response = sign_in(cast.learner).post(address(), {"text": "Typed."}, headers=JSON)
    assert response.status_code == 422
    assert "Choose a file first" in response.json()["said"]


def test_the_name_of_a_file_counts_for_nothing(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    for name in ("../../etc/passwd", "answer.exe", "картинка.png", "a" * 200 + ".pdf"):
        response = client.post(address(), sent(SAID.encode(), name), headers=JSON)
        assert response.json()["text"] == SAID


def test_markup_in_a_file_is_text(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    page = client.post(address(), sent(b"</textarea><script>alert(1)</script>"), follow=True).content
    assert b"<script>alert" not in page
    assert page.count(b"</textarea>") == 1


def test_a_draft_changed_elsewhere_is_shown_beside_and_nothing_is_overwritten(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    client.post(reverse("save-draft", args=[UNIT, POINT]), {"text": "From the phone.", "revision": "0"})
    response = client.post(address(), sent(docx(paragraph(SAID)), text="Typed here."))
    page = response.content.decode()
    assert response.status_code == 409
    assert f"Typed here.\n\n{SAID}</textarea>" in page
    assert "From the phone." in page
    assert Draft.objects.get().text == "From the phone."


def test_text_and_file_that_are_too_long_together_both_stay_on_the_page(cast: Cast, sign_in) -> None:
    response = sign_in(cast.learner).post(address(), sent(b"b" * 60_000, text="a" * 60_000))
    assert response.status_code == 422
    assert b"a" * 60_000 + b"\n\n" + b"b" * 60_000 in response.content


def test_a_file_that_was_chosen_and_not_read_stops_the_hand_in(cast: Cast, sign_in) -> None:
    hand_in = {"text": "Typed.", "kind": "practice", "key": "k1", "evidence": "answer.docx"}
    response = sign_in(cast.learner).post(reverse("task", args=[UNIT, POINT]), hand_in)
    assert response.status_code == 422
    assert b"The file you chose is not in your answer yet" in response.content
    assert b"Typed.</textarea>" in response.content
    assert not Attempt.objects.exists()


def test_an_empty_file_field_stops_no_hand_in(cast: Cast, sign_in) -> None:
    hand_in = {"text": "Typed.", "kind": "practice", "key": "k1", "evidence": ""}
    assert sign_in(cast.learner).post(reverse("task", args=[UNIT, POINT]), hand_in).status_code == 302


def test_who_is_signed_out_is_told_so(cast: Cast) -> None:
    response = Client().post(address(), sent(SAID.encode()), headers=JSON)
    assert response.status_code == 401
    assert "You are signed out" in json.loads(response.content)["problem"]


def test_a_file_is_only_ever_sent(cast: Cast, sign_in) -> None:
    assert sign_in(cast.learner).get(address()).status_code == 405
