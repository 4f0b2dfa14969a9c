"""Contacts at the practice desk: what was said and done with a simulated customer. Nothing here is an attempt."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from wellserved.curriculum.errors import ContentInvalid
from wellserved.curriculum.scenarios import scenario_from_text
from wellserved.records.append_only import AppendOnlyModel
from wellserved.records.models.people import Centre, Person
from wellserved.simulation import CannotReplay, Play, Turn, replay


class ScenarioVersion(AppendOnlyModel):
    """A scenario with its persona exactly as they were. Contacts keep the one that they were begun with."""

    digest = models.CharField(max_length=64, primary_key=True)  # sha256 of the text
    slug = models.SlugField(max_length=80)  # the scenario's id
    text = models.TextField()  # read it back with curriculum.scenarios.scenario_from_text
    first_used_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.slug} {self.digest[:12]}"


class Contact(AppendOnlyModel):
    """One conversation of a learner with a simulated customer. Only the learner sees it.

    `branches_from`: it begins with the first turns of that contact, to try another way from there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="contacts")
    scenario = models.ForeignKey(ScenarioVersion, on_delete=models.PROTECT, related_name="contacts")
    number = models.PositiveIntegerField()  # 1, 2, 3 ... per learner and scenario
    seed = models.CharField(max_length=64)
    seed_set_by = models.ForeignKey(  # the tutor who gives several learners the same customer; None: drawn by chance
        Person, on_delete=models.PROTECT, related_name="seeds_set", null=True, blank=True
    )
    engine = models.CharField(max_length=80)  # simulation.VERSION
    opening = models.JSONField()  # the customer's first messages
    branches_from = models.ForeignKey("self", on_delete=models.PROTECT, related_name="branches", null=True, blank=True)
    turns_taken_over = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=64)  # from the page: the same key twice is one contact
    begun_at = models.DateTimeField()

    class Meta:
        ordering = ("begun_at", "number")
        constraints = (
            models.UniqueConstraint(fields=("learner", "key"), name="contact_key_once_per_learner"),
            models.CheckConstraint(condition=~Q(seed=""), name="contact_has_seed"),
            models.CheckConstraint(
                condition=Q(branches_from__isnull=False) | Q(turns_taken_over=0), name="contact_taken_over_from_another"
            ),
        )
        indexes = (models.Index(fields=("learner", "begun_at"), name="contact_by_learner"),)

    def __str__(self) -> str:
        return f"contact {self.number} of {self.learner_id}"

    def play(self) -> Play:
        """The contact played again from its stored turns, each found to come out as it did then.

        Raises CannotReplay when scenario language or simulation have changed too far since.
        """
        try:
            scenario = scenario_from_text(self.scenario.text)
        except ContentInvalid as invalid:
            raise CannotReplay(f"the stored scenario cannot be read any more: {invalid}") from None
        stored = list(self.turns.select_related("words"))
        play = replay(scenario, self.seed, [turn.values() for turn in stored])
        for kept, played in zip(stored, play.turns, strict=True):
            if kept.digest != turn_digest(played):
                raise CannotReplay(f"turn {kept.number} comes out otherwise than it was stored")
        return play


class ContactTurn(AppendOnlyModel):
    """One turn of the learner, as the acts that were read then, and the customer's reply. `deed` is "" for words.

    `acts` is `[{"kind", "verdict", "about", "reason", "start", "end"}]`: offsets without words.
    """

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="turns")
    number = models.PositiveIntegerField()
    deed = models.CharField(max_length=20, blank=True)
    acts = models.JSONField(default=list)
    reply = models.JSONField(default=list)
    outcome = models.CharField(max_length=20, blank=True)  # how the contact ended with this turn; "" while it goes on
    digest = models.CharField(max_length=64)  # sha256 of the turn with the state after it: `turn_digest`
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("contact", "number"), name="contact_turn_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="contact_turn_from_one"),
        )

    def __str__(self) -> str:
        return f"turn {self.number} of {self.contact_id}"

    def values(self) -> dict[str, Any]:
        """The turn as `simulation.replay` takes it: the words stand in their places again."""
        text = self.words.text
        return {
            "text": text,
            "deed": {"kind": self.deed, "values": self.words.fields} if self.deed else None,
            "acts": [{**act, "quote": text[act["start"] : act["end"]]} for act in self.acts],
            "reply": self.reply,
        }


class ContactWords(AppendOnlyModel):
    """What the learner said or typed into a deed's fields in one turn. No other table holds words sent at the desk."""

    turn = models.OneToOneField(ContactTurn, on_delete=models.PROTECT, primary_key=True, related_name="words")
    text = models.TextField(blank=True)
    fields = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"words of turn {self.turn_id}"


class ContactDraft(models.Model):
    """What stands in the boxes of a contact's page and was not sent yet; `revision` as in Draft."""

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, primary_key=True, related_name="draft")
    text = models.TextField(blank=True)
    fields = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft at {self.contact_id}, revision {self.revision}"


def turn_digest(turn: Turn) -> str:
    text = json.dumps(turn.as_values(), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
