"""Contacts at the practice desk: frozen, replayed, never forked, and nobody's but the learner's."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.conftest import NOW, Cast
from wellserved.actions.begin_contact import begin_contact, branch_contact
from wellserved.actions.errors import DraftConflict, NotAllowed, NotFound, Refused, StaleContact
from wellserved.actions.save_contact_draft import save_contact_draft
from wellserved.actions.set_safeguarding_contact import set_safeguarding_contact
from wellserved.actions.take_turn import Taking, take_turn
from wellserved.actions.verify_log import verify_log
from wellserved.curriculum import library
from wellserved.curriculum.scenarios import scenario_from_text
from wellserved.records.append_only import AppendOnly
from wellserved.records.models import Contact, ContactDraft, ContactTurn, ContactWords, Event, ScenarioVersion
from wellserved.simulation import CannotReplay, begin
from wellserved.simulation.agents import take

pytestmark = pytest.mark.django_db
SCENARIO = "wrong-order-twice"


def begun(person: Any, key: str = "k", scenario: str = SCENARIO, seed: str = "7") -> Contact:
    return begin_contact(person, scenario=scenario, key=key, seed=seed, now=NOW)


def said(contact: Contact, text: str, seen: int, **more: Any) -> ContactTurn:
    return take_turn(contact.learner, contact.pk, Taking(text=text), seen=seen, now=NOW, **more)


def played(contact: Contact, script: str) -> Contact:
    """The scenario's script, by the verbs that people use."""
    for turn in library.scenario(contact.scenario.slug).scripts[script]:
        seen = contact.turns.count()
        taking = Taking(deed=turn.deed, fields=dict(turn.values)) if turn.deed else Taking(text=turn.text)
        if take_turn(contact.learner, contact.pk, taking, seen=seen, now=NOW).outcome:
            break
    return contact


@pytest.mark.parametrize("scenario", library.scenario_ids())
@pytest.mark.parametrize("script", ["expert", "rude"])
def test_a_stored_contact_comes_out_as_the_pure_play_does(cast: Cast, scenario: str, script: str) -> None:
    contact = played(begun(cast.learner, scenario=scenario), script)
    play = begin(library.scenario(scenario), "7")
    for turn in play.scenario.scripts[script]:
        play = play if play.ended else take(play, turn)
    assert contact.play().transcript() == play.transcript()
    assert contact.turns.last().outcome == play.state.ended  # type: ignore[union-attr]


def test_a_frozen_scenario_reads_back_whole_and_in_order(cast: Cast) -> None:
    for id_ in library.scenario_ids():
        assert scenario_from_text(library.frozen_scenario(id_)) == library.scenario(id_)
        facts = [fact.id for fact in scenario_from_text(library.frozen_scenario(id_)).facts]
        assert facts == [fact.id for fact in library.scenario(id_).facts]


def test_a_changed_scenario_never_changes_a_contact(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    contact = played(begun(cast.learner), "hasty")
    before = contact.play().transcript()
    frozen = library.frozen_scenario(SCENARIO).replace("a grey king-size set", "a green double set")
    monkeypatch.setattr(library, "frozen_scenario", lambda _: frozen)
    later = begun(cast.learner, key="later")
    assert Contact.objects.get(pk=contact.pk).play().transcript() == before
    assert later.scenario_id != contact.scenario_id
    assert ScenarioVersion.objects.count() == 2


def test_two_learners_with_one_seed_meet_the_same_customer(cast: Cast) -> None:
    one, other = played(begun(cast.learner), "cold"), played(begun(cast.other_learner), "cold")
    assert one.play().transcript() == other.play().transcript()


def test_a_seed_is_drawn_once_and_differs(cast: Cast) -> None:
    drawn = {begin_contact(cast.learner, scenario=SCENARIO, key=f"k{n}", now=NOW).seed for n in range(5)}
    assert len(drawn) == 5
    assert [contact.number for contact in Contact.objects.all()] == [1, 2, 3, 4, 5]


def test_the_same_key_is_the_same_contact(cast: Cast) -> None:
    assert begun(cast.learner).pk == begun(cast.learner, seed="8").pk
    assert Contact.objects.count() == Event.objects.filter(verb="began_contact").count() == 1


def test_words_stand_in_their_own_table_and_acts_hold_offsets(cast: Cast) -> None:
    text = "I'm so sorry 😀 that we've sent you the wrong duvet set."
    turn = said(begun(cast.learner), text, 0)
    assert ContactWords.objects.get(turn=turn).text == text
    assert turn.acts
    assert all("quote" not in act for act in turn.acts)
    assert not any(text[:12] in str(event.data) for event in Event.objects.all())


def test_a_stale_screen_takes_no_turn(cast: Cast) -> None:
    contact = begun(cast.learner)
    said(contact, "Hello, this is Sam.", 0)
    with pytest.raises(StaleContact) as stale:
        said(contact, "What happened?", 0)
    assert stale.value.turns == contact.turns.count() == 1
    for seen in (2, 99):
        with pytest.raises(StaleContact):
            said(contact, "What happened?", seen)


def test_the_same_words_again_are_the_turn_just_taken(cast: Cast) -> None:
    contact = begun(cast.learner)
    first = said(contact, "Hello, this is Sam.", 0)
    assert said(contact, "Hello, this is Sam.", 0) == first
    assert said(contact, "Hello, this is Sam.", 1) != first  # said again on purpose


def test_an_ended_contact_takes_no_turn_and_is_logged_once(cast: Cast) -> None:
    contact = begun(cast.learner)
    take_turn(cast.learner, contact.pk, Taking(deed="stop"), seen=0, now=NOW)
    with pytest.raises(Refused, match="ended"):
        said(contact, "One more thing.", 1)
    event = Event.objects.get(verb="ended_contact")
    assert (event.data["outcome"], event.actor, event.role) == ("stopped", cast.learner, "learner")
    assert not verify_log()


def test_danger_stops_the_contact(cast: Cast) -> None:
    turn = said(begun(cast.learner), "I want to kill myself.", 0)
    assert turn.outcome == "stopped"
    assert turn.reply == []


def test_what_cannot_be_kept_is_refused(cast: Cast) -> None:
    contact = begun(cast.learner)
    for text in ("", "  \n", "a\0b", "\ud800", "x" * 50_001):
        with pytest.raises(Refused):
            said(contact, text, 0)
    for taking in (Taking(deed="dance"), Taking(deed="record", fields={"text": "a\0"})):
        with pytest.raises(Refused):
            take_turn(cast.learner, contact.pk, taking, seen=0, now=NOW)
    assert not ContactTurn.objects.exists()


def test_nobody_else_reaches_a_contact(cast: Cast) -> None:
    contact = begun(cast.learner)
    for person in (cast.other_learner, cast.assessor, cast.iqa, cast.admin, cast.outsider_learner):
        with pytest.raises(NotFound):
            take_turn(person, contact.pk, Taking(text="Hello"), seen=0, now=NOW)
        with pytest.raises(NotFound):
            branch_contact(person, contact.pk, before_turn=1, key="b", now=NOW)
        with pytest.raises(NotFound):
            save_contact_draft(person, contact.pk, text="x", revision=0, now=NOW)
    for person in (cast.assessor, cast.admin):
        with pytest.raises(NotFound):
            begun(person)
    for scenario in ("no-such", "../personas/terse-shopper", ""):
        with pytest.raises(NotFound):
            begun(cast.learner, key="n", scenario=scenario)


def test_rows_of_the_desk_never_change(cast: Cast) -> None:
    contact = begun(cast.learner)
    turn = said(contact, "Hello.", 0)
    rows: list[Any] = [contact, turn, turn.words, contact.scenario]
    for row in rows:
        with pytest.raises(AppendOnly):
            row.save()
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row).objects.model._base_manager.filter(pk=row.pk).delete()


def test_another_way_begins_with_the_same_turns(cast: Cast) -> None:
    origin = played(begun(cast.learner), "hasty")
    branch = branch_contact(cast.learner, origin.pk, before_turn=3, key="b", now=NOW)
    assert (branch.number, branch.branches_from, branch.turns_taken_over) == (2, origin, 2)
    assert [turn.as_values() for turn in branch.play().turns] == [turn.as_values() for turn in origin.play().turns[:2]]
    said(branch, "Could you tell me what happened?", 2)
    assert origin.turns.count() != branch.turns.count() == 3
    assert branch_contact(cast.learner, origin.pk, before_turn=3, key="b", now=NOW) == branch
    for turn in (0, 99):
        with pytest.raises(Refused):
            branch_contact(cast.learner, origin.pk, before_turn=turn, key=f"b{turn}", now=NOW)


def test_a_turn_that_comes_out_otherwise_is_found(cast: Cast) -> None:
    contact = begun(cast.learner)
    turn = said(contact, "Hello, this is Sam.", 0)
    forged = ContactTurn(contact=contact, number=2, acts=turn.acts, reply=turn.reply, digest="0" * 64, at=NOW)
    forged.save()
    ContactWords.objects.create(turn=forged, text="Hello, this is Sam.")
    with pytest.raises(CannotReplay):
        contact.play()
    with pytest.raises(Refused, match="earlier version"):
        said(contact, "Are you there?", 2)


def test_a_draft_is_kept_and_only_what_was_sent_leaves_it(cast: Cast) -> None:
    contact = begun(cast.learner)
    fields = {"record-text": "Half a note", "hold-reason": "I look it up", "empty-one": ""}
    draft = save_contact_draft(cast.learner, contact.pk, text="Dear", fields=fields, revision=0, now=NOW)
    with pytest.raises(DraftConflict):
        save_contact_draft(cast.learner, contact.pk, text="Other words", revision=0, now=NOW)
    hold = Taking(deed="hold", fields={"reason": "I look it up"})
    take_turn(cast.learner, contact.pk, hold, seen=0, revision=draft.revision, now=NOW)
    draft = ContactDraft.objects.get()
    assert (draft.text, draft.fields) == ("Dear", {"record-text": "Half a note"})
    said(contact, "Other words, from a screen that never saw the draft", 1, revision=0)
    assert ContactDraft.objects.get().text == "Dear"
    said(contact, "Dear", 2, revision=draft.revision)
    assert ContactDraft.objects.get().text == ""
    assert ContactDraft.objects.get().fields == {"record-text": "Half a note"}


def test_a_refused_deed_keeps_what_was_typed(cast: Cast) -> None:
    contact = begun(cast.learner)
    fields = {"remedy-goodwill-amount": "99"}
    save_contact_draft(cast.learner, contact.pk, text="", fields=fields, revision=0, now=NOW)
    for amount, left in (("99", fields), ("10", fields)):
        give = Taking(deed="remedy", fields={"remedy": "goodwill", "amount": amount})
        take_turn(cast.learner, contact.pk, give, seen=contact.turns.count(), now=NOW)
        assert ContactDraft.objects.get().fields == left
    save_contact_draft(cast.learner, contact.pk, text="", fields={"remedy-goodwill-amount": "10"}, revision=1, now=NOW)
    give = Taking(deed="remedy", fields={"remedy": "goodwill", "amount": "10"})
    take_turn(cast.learner, contact.pk, give, seen=2, now=NOW)
    assert ContactDraft.objects.get().fields == {}


def test_the_safeguarding_contact_is_the_admins_to_name(cast: Cast) -> None:
    for person, error in ((cast.learner, NotAllowed), (cast.assessor, NotAllowed), (cast.outsider_assessor, NotFound)):
        with pytest.raises(error):
            set_safeguarding_contact(person, cast.centre, contact="Me", now=NOW)
    set_safeguarding_contact(cast.admin, cast.centre, contact=" Ms Lead, room 12 ", now=NOW)
    set_safeguarding_contact(cast.admin, cast.centre, contact="Ms Lead, room 12", now=NOW)
    cast.centre.refresh_from_db()
    assert cast.centre.safeguarding_contact == "Ms Lead, room 12"
    assert "Lead" not in str(Event.objects.get(verb="set_safeguarding_contact").data)
