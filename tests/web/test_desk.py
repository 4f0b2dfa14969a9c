"""The practice desk's pages, without a script: one turn at a time, nothing lost, nothing of anybody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import NOW, Cast
from wellserved.actions.begin_contact import begin_contact
from wellserved.actions.take_turn import Taking, take_turn
from wellserved.curriculum import library
from wellserved.records.models import Contact, ContactDraft, ContactTurn

pytestmark = pytest.mark.django_db
IDENTITY = "identity-before-account"


@pytest.fixture
def contact(cast: Cast) -> Contact:
    return begin_contact(cast.learner, scenario="wrong-order-twice", key="k", seed="7", now=NOW)


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def page_of(contact: Contact) -> str:
    return reverse("contact", args=[contact.pk])


def ended(contact: Contact, script: str = "hasty") -> Contact:
    for turn in library.scenario(contact.scenario.slug).scripts[script]:
        taking = Taking(deed=turn.deed, fields=dict(turn.values)) if turn.deed else Taking(text=turn.text)
        take_turn(contact.learner, contact.pk, taking, seen=contact.turns.count(), now=NOW)
    return contact


def test_a_learner_begins_from_the_shift_page(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    assert "The wrong order, twice" in words(client.get(reverse("desk")))
    begun = client.post(reverse("desk"), {"scenario": "wrong-order-twice", "key": "a"})
    again = client.post(reverse("desk"), {"scenario": "wrong-order-twice", "key": "a"})
    assert begun.headers["Location"] == again.headers["Location"] == page_of(Contact.objects.get())
    assert "Waiting for you" in words(client.get(reverse("desk")))
    assert client.post(reverse("desk"), {"scenario": "none", "key": "b"}).status_code == 404


def test_what_is_said_and_answered_stands_in_the_log(cast: Cast, sign_in, contact: Contact) -> None:
    client = sign_in(cast.learner)
    sent = client.post(page_of(contact), {"do": "say", "text": "<b>Hello</b>, Dana.", "turn": "0"})
    assert sent.headers["Location"] == f"{page_of(contact)}#latest"
    page = words(client.get(page_of(contact)))
    assert "&lt;b&gt;Hello&lt;/b&gt;, Dana." in page
    assert 'name="turn" value="1"' in page


def test_a_stale_window_loses_no_word_and_forks_nothing(cast: Cast, sign_in, contact: Contact) -> None:
    client = sign_in(cast.learner)
    client.post(page_of(contact), {"do": "say", "text": "Hello.", "turn": "0"})
    sent = {"do": "say", "text": "What I typed in the other tab", "turn": "0", "record-text": "Half a note"}
    stale = client.post(page_of(contact), sent)
    assert stale.status_code == 409
    page = words(stale)
    assert "What I typed in the other tab" in page
    assert "Half a note" in page
    assert 'name="turn" value="1"' in page
    assert ContactTurn.objects.count() == 1
    assert client.post(page_of(contact), sent, headers={"accept": "application/json"}).status_code == 422


def test_a_deed_keeps_the_message_that_was_begun(cast: Cast, sign_in, contact: Contact) -> None:
    client = sign_in(cast.learner)
    sent = {"do": "hold", "hold-reason": "I look it up", "text": "I was just about to", "turn": "0"}
    assert client.post(page_of(contact), sent).status_code == 302
    page = words(client.get(page_of(contact)))
    assert "You put the customer on hold." in page
    assert "I was just about to" in page
    assert ContactDraft.objects.get().fields == {}


def test_nothing_is_done_without_a_choice(cast: Cast, sign_in, contact: Contact) -> None:
    client = sign_in(cast.learner)
    sent = {"do": "", "text": "Typed", "record-text": "Also typed", "turn": "0"}
    refused = client.post(page_of(contact), sent)
    assert refused.status_code == 422
    assert "Typed" in words(refused)
    assert "Also typed" in words(refused)
    for do in ("dance", "remedy:", "say"):
        answer = client.post(page_of(contact), {"do": do, "text": " ", "turn": "0"})
        assert answer.status_code in (302, 422), do
    assert not ContactTurn.objects.filter(deed="").exists()


def test_a_blocked_remedy_teaches_why(cast: Cast, sign_in, contact: Contact) -> None:
    client = sign_in(cast.learner)
    client.post(page_of(contact), {"do": "remedy:goodwill", "remedy-goodwill-amount": "400", "turn": "0"})
    page = words(client.get(page_of(contact)))
    assert "above your limit" in page
    assert 'value="400"' in page


def test_the_account_is_hidden_until_identity(cast: Cast, sign_in) -> None:
    contact = begin_contact(cast.learner, scenario=IDENTITY, key="i", seed="7", now=NOW)
    client, expert = sign_in(cast.learner), library.scenario(IDENTITY).scripts["expert"]
    assert "£212.40" not in words(client.get(page_of(contact)))
    for turn in expert:
        if "£212.40" in words(client.get(page_of(contact))):
            break
        taking = Taking(deed=turn.deed, fields=dict(turn.values)) if turn.deed else Taking(text=turn.text)
        take_turn(cast.learner, contact.pk, taking, seen=contact.turns.count(), now=NOW)
    assert contact.play().state.identity == "verified"
    assert contact.turns.last().deed == "verify_identity"  # type: ignore[union-attr]


def test_only_what_the_scenario_offers_can_be_done(cast: Cast, sign_in, contact: Contact) -> None:
    page = words(sign_in(cast.learner).get(page_of(contact)))
    assert "Check identity" not in page
    assert "Your manner" not in page
    assert "Store credit as a goodwill gesture" in page


def test_danger_shows_the_named_contact_and_what_to_do_without_one(cast: Cast, sign_in, contact: Contact) -> None:
    client = sign_in(cast.learner)
    client.post(page_of(contact), {"do": "say", "text": "I want to kill myself.", "turn": "0"})
    page = words(client.get(page_of(contact)))
    assert "has not named its safeguarding contact" in page
    assert "999" in page
    assert "Nobody has been told" in page
    admin = sign_in(cast.admin)
    address = reverse("centre-safeguarding", args=["north-pier"])
    assert admin.post(address, {"contact": "Ms <Lead>, room 12"}).status_code == 302
    assert admin.post(address, {"contact": "x\0"}).status_code == 422
    page = words(client.get(page_of(contact)))
    assert "Ms &lt;Lead&gt;, room 12" in page
    assert 'name="do"' not in page


def test_a_draft_is_saved_for_the_script_and_without_one(cast: Cast, sign_in, contact: Contact) -> None:
    client, address = sign_in(cast.learner), reverse("contact-draft", args=[contact.pk])
    json = {"accept": "application/json"}
    saved = client.post(address, {"text": "Dear", "revision": "0", "turn": "0", "record-text": "N"}, headers=json)
    assert saved.json() == {"revision": 1}
    assert client.post(address, {"text": "Other", "revision": "0"}, headers=json).json()["text"] == "Dear"
    refused = client.post(address, {"text": "Other", "revision": "0"})
    assert refused.status_code == 409
    assert "Other" in words(refused)
    assert "Dear" in words(refused)
    assert client.post(address, {"text": "Dear Dana", "revision": "1"}, headers=json).json() == {"revision": 2}
    assert ContactDraft.objects.get().fields == {"record-text": "N"}
    other = client.post(address, {"text": "x", "revision": "2", "writer": str(cast.other_learner.pk)}, headers=json)
    assert other.status_code == 403


def test_the_debrief_shows_slips_quotes_and_what_was_not_found_out(cast: Cast, sign_in, contact: Contact) -> None:
    client, address = sign_in(cast.learner), reverse("debrief", args=[contact.pk])
    assert client.get(address).headers["Location"] == page_of(contact)
    page = words(client.get(reverse("debrief", args=[ended(contact).pk])))
    assert "A solution before the problem was understood" in page
    assert "I can send a replacement by express courier" in page
    assert "What you never found out" in page
    assert "Why it matters" in page
    assert "Simulated" in page
    assert "no assessment decision" in page


def test_every_script_of_every_scenario_has_a_debrief(cast: Cast, sign_in) -> None:
    client = sign_in(cast.learner)
    for id_ in library.scenario_ids():
        for script in library.scenario(id_).scripts:
            contact = begin_contact(cast.learner, scenario=id_, key=f"{id_}{script}", seed="3", now=NOW)
            for turn in library.scenario(id_).scripts[script]:
                taking = Taking(deed=turn.deed, fields=dict(turn.values)) if turn.deed else Taking(text=turn.text)
                if take_turn(cast.learner, contact.pk, taking, seen=contact.turns.count(), now=NOW).outcome:
                    break
            assert client.get(reverse("debrief", args=[contact.pk])).status_code == 200, (id_, script)


def test_another_way_and_the_attempts_side_by_side(cast: Cast, sign_in, contact: Contact) -> None:
    client = sign_in(cast.learner)
    ended(contact)
    sent = client.post(reverse("what-if", args=[contact.pk]), {"turn": "2", "key": "w"})
    branch = Contact.objects.get(branches_from=contact)
    assert sent.headers["Location"] == page_of(branch)
    assert "another way" in words(client.get(page_of(branch)))
    take_turn(cast.learner, branch.pk, Taking(deed="close"), seen=1, now=NOW)
    page = words(client.get(reverse("debrief", args=[branch.pk])))
    assert "Beside attempt 1" in page
    assert client.post(reverse("what-if", args=[contact.pk]), {"turn": "99"}).headers["Location"] == page_of(contact)
    elsewhere = begin_contact(cast.learner, scenario=IDENTITY, key="e", now=NOW)
    beside = reverse("debrief", args=[branch.pk]) + f"?beside={elsewhere.pk}"
    assert client.get(beside).status_code == 404
    assert client.get(reverse("debrief", args=[branch.pk]) + "?beside=nonsense").status_code == 404


def test_the_desk_is_for_learners(cast: Cast, sign_in) -> None:
    for person in (cast.assessor, cast.iqa, cast.admin):
        assert sign_in(person).get(reverse("desk")).status_code == 404
        assert sign_in(person).post(reverse("desk"), {"scenario": "wrong-order-twice"}).status_code == 404
    assert Client().get(reverse("desk")).headers["Location"].startswith(reverse("sign-in"))


def test_pages_take_the_same_queries_however_long(cast: Cast, sign_in, contact: Contact) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in(cast.learner)

    def queries(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    queries(page_of(contact))
    few = queries(page_of(contact)), queries(reverse("desk"))
    ended(contact, "expert")
    begin_contact(cast.learner, scenario=IDENTITY, key="e", now=NOW)
    assert (queries(page_of(contact)), queries(reverse("desk"))) == few
