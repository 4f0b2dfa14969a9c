"""What has this person kept on their own workplace? Only ever asked by the person themself."""

from __future__ import annotations

from dataclasses import dataclass

from wellserved.records.models import Person, Workplace


@dataclass(frozen=True, slots=True)
class Note:
    """One thing kept: the field's name, what it is about, what to put there, and the words."""

    field: str
    title: str
    hint: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class MyWorkplace:
    notes: tuple[Note, ...]
    revision: int  # 0 when nothing was ever kept

    @property
    def kept(self) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.text.strip())


NOTES = (
    Note("job", "My job", "Your job title, and what you do on a usual shift."),
    Note("organisation", "My organisation", "What it is called, what it sells or does, and how big it is."),
    Note("deciders", "Who decides what", "The titles of the people above and beside you, and what each may decide."),
    Note(
        "procedures", "Our procedures", "What you do for refunds, complaints, records: the name and the steps of each."
    ),
    Note("customers", "Our usual customers", "Who comes to you, and what they want. Kinds of people, and no names."),
)


def my_workplace(person: Person) -> MyWorkplace:
    stored = Workplace.objects.filter(person=person).first()
    notes = tuple(
        Note(note.field, note.title, note.hint, getattr(stored, note.field) if stored else "") for note in NOTES
    )
    return MyWorkplace(notes, stored.revision if stored else 0)
