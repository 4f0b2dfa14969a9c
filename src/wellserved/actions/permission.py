"""Who may see and do what. Every door and every verb asks here."""

from __future__ import annotations

import uuid

from django.db.models import F

from wellserved.actions.errors import NotAllowed, NotFound
from wellserved.actions.words import require_slug
from wellserved.records.models import Appeal, Attempt, Centre, Contact, Enrolment, Person, RoleHeld

Role = RoleHeld.Role


def roles_of(person: Person, centre: Centre) -> frozenset[str]:
    """The roles that the person holds at the centre now."""
    if not person.is_active:
        return frozenset()
    held = RoleHeld.objects.filter(person=person, centre=centre, until=None)
    return frozenset(held.values_list("role", flat=True))


def own_role(person: Person, centre: Centre) -> str:
    """The role in which the log names somebody who acts for themself: one that they hold at the centre, or held last.

    Raises NotFound for a person who never held one there.
    """
    latest = F("until").desc(nulls_first=True)
    held = RoleHeld.objects.filter(person=person, centre=centre).order_by(latest, "-since", "role").first()
    if held is None:
        raise NotFound("no such person")
    return held.role


def centres_where(person: Person, role: str) -> list[Centre]:
    """The centres at which the person holds the role now, by name."""
    if not person.is_active:
        return []
    return list(Centre.objects.filter(roles_held__person=person, roles_held__role=role, roles_held__until=None))


def enrolment_of(person: Person, unit: str) -> Enrolment:
    """The person's open place on the unit, as a learner; raises NotFound."""
    require_slug(unit)
    enrolment = (
        Enrolment.objects.select_related("centre").filter(person=person, unit_id=unit, withdrawn_at=None).first()
    )
    if enrolment is None or Role.LEARNER not in roles_of(person, enrolment.centre):
        raise NotFound(f"no open place on unit {unit!r}")
    return enrolment


def require_learner(person: Person) -> None:
    """Raises NotFound for a person who is a learner nowhere."""
    if not centres_where(person, Role.LEARNER):
        raise NotFound("no learner")


def can_see_attempt(person: Person, attempt: Attempt) -> bool:
    """Learners see all of their own; assessor and IQA of the centre what was handed in for assessment."""
    if not person.is_active:
        return False
    if attempt.learner_id == person.pk:
        return True
    roles = roles_of(person, attempt.enrolment.centre)
    return attempt.kind == Attempt.Kind.ASSESSMENT and bool(roles & {Role.ASSESSOR, Role.IQA})


def can_decide(person: Person, attempt: Attempt) -> bool:
    return bool(deciding_role(person, attempt))


def deciding_role(person: Person, attempt: Attempt) -> str:
    """The role in which the person may review the attempt now, "" for none.

    An assessor of the learner's centre, for assessment attempts, and never the learner themself. While an appeal is
    open: only somebody who has not reviewed the attempt; where no such assessor is left, an IQA.
    """
    if attempt.kind != Attempt.Kind.ASSESSMENT or attempt.learner_id == person.pk:
        return ""
    roles = roles_of(person, attempt.enrolment.centre)
    if not Appeal.objects.open().filter(attempt=attempt).exists():
        return Role.ASSESSOR if Role.ASSESSOR in roles else ""
    goes_to = appeal_goes_to(attempt)
    return goes_to if goes_to in roles and not attempt.reviews.filter(by=person).exists() else ""


def appeal_goes_to(attempt: Attempt) -> str:
    """The role of those who answer a query of the attempt's decision: people of the centre who have not reviewed it,
    and are not its learner. "" while the centre has nobody."""
    held = RoleHeld.objects.filter(centre=attempt.enrolment.centre_id, until=None, person__is_active=True)
    others = held.exclude(person=attempt.learner_id).exclude(person__in=attempt.reviews.values("by"))
    roles = set(others.values_list("role", flat=True))
    return next((role for role in (Role.ASSESSOR, Role.IQA) if role in roles), "")


def attempt_for(person: Person, attempt_id: uuid.UUID | str) -> Attempt:
    """The attempt, when the person may see it; raises NotFound otherwise, also for an id that is none."""
    try:
        wanted = uuid.UUID(str(attempt_id))
    except ValueError:
        raise NotFound("no such attempt") from None
    attempt = Attempt.objects.select_related("learner", "enrolment__centre", "scheme", "unit").filter(pk=wanted).first()
    if attempt is None or not can_see_attempt(person, attempt):
        raise NotFound("no such attempt")
    return attempt


def contact_of(person: Person, contact_id: uuid.UUID | str) -> Contact:
    """The person's own contact at the practice desk; raises NotFound for everybody else, whatever their role."""
    try:
        wanted = uuid.UUID(str(contact_id))
    except ValueError:
        raise NotFound("no such contact") from None
    found = Contact.objects.select_related("learner", "centre", "scenario").filter(pk=wanted, learner=person).first()
    if found is None or not person.is_active:
        raise NotFound("no such contact")
    return found


def require_can_decide(person: Person, attempt: Attempt) -> str:
    """The role in which the person reviews; raises NotAllowed."""
    role = deciding_role(person, attempt)
    if role:
        return role
    if Appeal.objects.open().filter(attempt=attempt).exists():
        raise NotAllowed("The learner has queried the decision: another assessor of the centre answers.")
    raise NotAllowed("Only an assessor of the learner's centre decides, and nobody decides their own work.")


def require_centre_admin(person: Person, centre: Centre) -> None:
    """Raises NotFound for outsiders, NotAllowed for people of the centre who are no centre admin."""
    roles = roles_of(person, centre)
    if not roles:
        raise NotFound("no such centre")
    if Role.ADMIN not in roles:
        raise NotAllowed("Only a centre admin may open or change this.")


def centre_of_admin(person: Person, slug: str) -> Centre:
    """The centre at which the person is centre admin; raises NotFound and NotAllowed."""
    require_slug(slug)
    centre = Centre.objects.filter(slug=slug).first()
    if centre is None:
        raise NotFound("no such centre")
    require_centre_admin(person, centre)
    return centre


def person_of_centre(centre: Centre, person_id: uuid.UUID) -> Person:
    """Somebody who holds a role at the centre, or once held one; raises NotFound."""
    found = Person.objects.filter(pk=person_id, roles_held__centre=centre).distinct().first()
    if found is None:
        raise NotFound("no such person")
    return found


def belongs_elsewhere(person: Person, centre: Centre) -> bool:
    """Whether another centre has, or once had, this person: its work is behind the same account."""
    return (
        RoleHeld.objects.filter(person=person).exclude(centre=centre).exists()
        or Enrolment.objects.filter(person=person).exclude(centre=centre).exists()
    )
