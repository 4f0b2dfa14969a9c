"""The practice desk: the shift, a contact, and its debrief."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellserved.actions.begin_contact import begin_contact, branch_contact
from wellserved.actions.errors import DraftConflict, NotFound, Refused, StaleContact
from wellserved.actions.permission import contact_of, require_learner
from wellserved.actions.save_contact_draft import save_contact_draft
from wellserved.actions.take_turn import Taking, take_turn
from wellserved.records.models import Contact, Person
from wellserved.reports.contact_debrief import contact_debrief
from wellserved.reports.contact_shown import contact_shown
from wellserved.reports.desk_shift import ContactLine, contact_lines, desk_shift
from wellserved.simulation import CannotReplay
from wellserved.simulation.deeds import DEED_KINDS
from wellserved.web.door import is_writer, not_the_writer, person_of, revision_in, signed_in, wants_json


@dataclass(frozen=True, slots=True)
class Boxes:
    """What stands in the boxes of a contact's page."""

    text: str
    fields: dict[str, str]
    revision: int
    problem: Refused | None = None
    stale: bool = False  # the contact has gone on in another window
    theirs: str = ""  # a message that another window has saved since


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def shift(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    require_learner(person)
    if request.method == "POST":
        scenario, key = request.POST.get("scenario", ""), request.POST.get("key", "") or _new_key()
        return redirect("contact", begin_contact(person, scenario=scenario, key=key[:64], now=timezone.now()).pk)
    return render(request, "web/desk.html", {"shift": desk_shift(person), "key": _new_key()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def contact(request: HttpRequest, contact: uuid.UUID) -> HttpResponse:
    person = person_of(request)
    found = contact_of(person, contact)
    if request.method != "POST":
        shown = contact_shown(found)
        return _page(request, found, Boxes(shown.draft_text, shown.draft_fields, shown.revision))
    if not is_writer(request, person):
        return not_the_writer(request)
    return _take(request, person, found)


@never_cache
@require_POST
@signed_in
def save_draft(request: HttpRequest, contact: uuid.UUID) -> HttpResponse:
    """The page's script asks for JSON; without a script the page comes back."""
    person = person_of(request)
    if not is_writer(request, person):
        return not_the_writer(request)
    boxes = _sent(request)
    try:
        saved = save_contact_draft(
            person,
            contact,
            text=boxes.text,
            fields=boxes.fields if "turn" in request.POST else None,
            revision=boxes.revision,
            now=timezone.now(),
        )
    except DraftConflict as conflict:
        if wants_json(request):
            return JsonResponse({"text": conflict.stored, "revision": conflict.revision}, status=409)
        boxes = Boxes(boxes.text, boxes.fields, conflict.revision, theirs=conflict.stored)
        return _page(request, contact_of(person, contact), boxes, 409)
    except Refused as refused:
        return _refused(request, contact_of(person, contact), boxes, refused)
    return JsonResponse({"revision": saved.revision}) if wants_json(request) else redirect("contact", contact)


@never_cache
@require_safe
@signed_in
def debrief(request: HttpRequest, contact: uuid.UUID) -> HttpResponse:
    person = person_of(request)
    found = contact_of(person, contact)
    lines = [line for line in contact_lines(person) if line.scenario == found.scenario.slug]
    if not any(line.id == found.pk and line.outcome for line in lines):
        return redirect("contact", contact)
    others = [line for line in lines if line.outcome and line.id != found.pk]
    try:
        shown = contact_debrief(found, _beside(request, person, found, others))
    except CannotReplay:
        messages.error(request, "This conversation was played with an earlier version: it can be read, not explained.")
        return redirect("contact", contact)
    return render(request, "web/debrief.html", {"debrief": shown, "others": others, "key": _new_key()})


@never_cache
@require_POST
@signed_in
def what_if(request: HttpRequest, contact: uuid.UUID) -> HttpResponse:
    person = person_of(request)
    before, key = revision_in(request.POST.get("turn", "")), request.POST.get("key", "") or _new_key()
    try:
        branch = branch_contact(person, contact, before_turn=before, key=key[:64], now=timezone.now())
    except Refused as refused:
        messages.error(request, f"{refused.problem}. {refused.hint}")
        return redirect("contact", contact)
    return redirect("contact", branch.pk)


def _take(request: HttpRequest, person: Person, found: Contact) -> HttpResponse:
    boxes, do = _sent(request), request.POST.get("do", "")
    try:
        if not do:
            raise Refused("do", "Nothing is done yet", "Choose an action by its button. Your words are still here.")
        if do != "say":
            _keep(person, found, boxes)
        take_turn(
            person,
            found.pk,
            _taking(do, boxes, request),
            seen=revision_in(request.POST.get("turn", "")),
            revision=boxes.revision,
            now=timezone.now(),
        )
    except StaleContact:
        if wants_json(request):
            return JsonResponse({"problem": _STALE, "stale": True}, status=422)
        return _page(request, found, Boxes(boxes.text, boxes.fields, boxes.revision, stale=True), 409)
    except Refused as refused:
        return _refused(request, found, boxes, refused)
    place = reverse("contact", args=[found.pk])
    return JsonResponse({"place": place}) if wants_json(request) else redirect(f"{place}#latest")


_STALE = "This conversation has gone on in another window. Your words are still in the box"


def _keep(person: Person, found: Contact, boxes: Boxes) -> None:
    """A deed leaves the message and the other boxes as they are: they are kept before the page is drawn again."""
    try:
        save_contact_draft(
            person, found.pk, text=boxes.text, fields=boxes.fields, revision=boxes.revision, now=timezone.now()
        )
    except DraftConflict as conflict:
        hint = "Save the one you want to go on with, then try again."
        raise Refused("text", "Another window has saved another message", hint) from conflict


def _taking(do: str, boxes: Boxes, request: HttpRequest) -> Taking:
    """A field of a deed is named `DEED-FIELD` on the page; a remedy's button also names the remedy."""
    if do == "say":
        return Taking(text=boxes.text, unheard=revision_in(request.POST.get("unheard", "")))
    deed, _, about = do.partition(":")
    prefix = f"{deed}-{about}-" if about else f"{deed}-"
    fields = {name.removeprefix(prefix): value for name, value in boxes.fields.items() if name.startswith(prefix)}
    return Taking(deed=deed, fields={**fields, "remedy": about} if about else fields)


def _sent(request: HttpRequest) -> Boxes:
    named = {
        name: value
        for name, value in request.POST.items()
        if isinstance(value, str) and name.partition("-")[0] in DEED_KINDS and "-" in name
    }
    return Boxes(request.POST.get("text", ""), named, revision_in(request.POST.get("revision", "")))


def _refused(request: HttpRequest, found: Contact, boxes: Boxes, refused: Refused) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"problem": f"{refused.problem}. {refused.hint}"}, status=422)
    return _page(request, found, Boxes(boxes.text, boxes.fields, boxes.revision, problem=refused), 422)


def _page(request: HttpRequest, found: Contact, boxes: Boxes, status: int = 200) -> HttpResponse:
    return render(request, "web/contact.html", {"contact": contact_shown(found), "boxes": boxes}, status=status)


def _beside(request: HttpRequest, person: Person, found: Contact, others: list[ContactLine]) -> Contact | None:
    """The attempt that the address names, else the one before this."""
    wanted = request.GET.get("beside", "")
    if wanted:
        other = contact_of(person, wanted)
        if other.pk not in {line.id for line in others}:
            raise NotFound("no such attempt at this scenario")
        return other
    earlier = [line for line in others if line.number < found.number]
    return contact_of(person, earlier[0].id) if earlier else None


def _new_key() -> str:
    return uuid.uuid4().hex
