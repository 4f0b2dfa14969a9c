"""The centre admin's pages of people: the list, adding one, and one person."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wellserved.actions.add_person import NewPerson, add_person
from wellserved.actions.close_account import close_account, open_account
from wellserved.actions.end_role import end_role
from wellserved.actions.enrol import enrol, move_learner, withdraw
from wellserved.actions.errors import NotAllowed, NotFound, Refused
from wellserved.actions.permission import centre_of_admin, person_of_centre
from wellserved.records.models import Centre, Person, RoleHeld
from wellserved.reports.people_of_centre import STATES, PeopleAsked, choices_for_new, one_person, people_of_centre
from wellserved.web.door import person_of, signed_in

ROLES = tuple(RoleHeld.Role.choices)
ROWS = 2_147_483_647  # the largest number of a row that every database takes


@never_cache
@require_safe
@signed_in
def people(request: HttpRequest, centre: str) -> HttpResponse:
    found = centre_of_admin(person_of(request), centre)
    listed = people_of_centre(found, asked_in(request.GET), timezone.now())
    kept = request.GET.copy()
    kept.pop("page", None)
    return render(
        request,
        "web/people.html",
        {"centre": found, "people": listed, "roles": ROLES, "kept": kept.urlencode()},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def add(request: HttpRequest, centre: str) -> HttpResponse:
    admin = person_of(request)
    found = centre_of_admin(admin, centre)
    problems: dict[str, Refused] = {}
    if request.method == "POST":
        try:
            added = add_person(admin, found, new=_new(request.POST), now=timezone.now())
        except Refused as refused:
            problems = {refused.field: refused}
        else:
            messages.success(request, f"{added.full_name} is added. Now make the link for the first sign-in.")
            return redirect("person", found.slug, added.pk)
    page = {
        "centre": found,
        "problems": problems,
        "sent": request.POST,
        "units_sent": request.POST.getlist("units"),
        "roles": ROLES,
        **choices_for_new(found),
    }
    return render(request, "web/add_person.html", page, status=422 if problems else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def person(request: HttpRequest, centre: str, person: UUID) -> HttpResponse:
    admin = person_of(request)
    found = centre_of_admin(admin, centre)
    who = person_of_centre(found, person)
    problems: dict[str, Refused] = {}
    if request.method == "POST":
        try:
            messages.success(request, _change(request.POST, admin, found, who))
        except Refused as refused:
            problems = {_field_of(request.POST, refused): refused}
        except NotAllowed as error:
            problems = {"signing-in": Refused("signing-in", str(error).rstrip("."), "")}
        else:
            return redirect("person", found.slug, who.pk)
    page = {
        "centre": found,
        "person": one_person(found, Person.objects.get(pk=who.pk), timezone.now()),
        "problems": problems,
        "sent": request.POST,
        "units_sent": request.POST.getlist("units"),
        "roles": ROLES,
    }
    return render(request, "web/person.html", page, status=422 if problems else 200)


def asked_in(sent: QueryDict) -> PeopleAsked:
    page, role, state = sent.get("page", ""), sent.get("role", ""), sent.get("state", "")
    return PeopleAsked(
        words=sent.get("words", "")[:100],
        role=role if role in RoleHeld.Role.values else "",
        cohort=sent.get("cohort", ""),
        state=state if state in STATES else "all",
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
    )


def row_in(sent: QueryDict, name: str) -> int:
    """The number of a row that a button sends; raises NotFound."""
    number = sent.get(name, "")
    if not (number.isascii() and number.isdigit() and int(number) <= ROWS):
        raise NotFound("no such row")
    return int(number)


def _new(sent: QueryDict) -> NewPerson:
    return NewPerson(
        full_name=sent.get("full_name", ""),
        email=sent.get("email", ""),
        role=sent.get("role", ""),
        cohort=sent.get("cohort", ""),
        units=sent.getlist("units"),
    )


def _field_of(sent: QueryDict, refused: Refused) -> str:
    """Where on the page the refused field stands: it has several forms with a reason."""
    fields = {
        ("close", "reason"): "close-reason",
        ("close", "role"): "signing-in",
        ("end_role", "reason"): f"role-reason-{sent.get('role_held', '')}",
        ("end_role", "role"): "roles",
        ("withdraw", "reason"): f"place-reason-{sent.get('place', '')}",
        ("give_role", "role"): "give-role",
        ("give_role", "email"): "give-role",
        ("move", "cohort"): "move-to",
    }
    return fields.get((sent.get("do", ""), refused.field), refused.field)


def _change(sent: QueryDict, admin: Person, centre: Centre, who: Person) -> str:
    """Do what the button says; returns what to tell. Raises what the verbs raise."""
    now, reason = timezone.now(), sent.get("reason", "")
    match sent.get("do", ""):
        case "end_role":
            held = end_role(admin, centre, role=row_in(sent, "role_held"), reason=reason, now=now)
            return f"The role {held.get_role_display()} has ended. It stays on record."
        case "give_role":
            new = NewPerson(who.full_name, who.email, sent.get("role", ""))
            add_person(admin, centre, new=new, now=now)
            return f"{who.full_name} has a further role."
        case "close":
            close_account(admin, centre, who, reason=reason, now=now)
            return "The account is closed: nobody can sign in to it."
        case "open":
            open_account(admin, centre, who, now=now)
            return "The account is open again."
        case "enrol":
            wanted = sent.getlist("units")
            count = enrol(admin, centre, [who], units=wanted, cohort=sent.get("cohort", ""), now=now)
            return f"{count} new place{'' if count == 1 else 's'}."
        case "move":
            move_learner(admin, centre, who, cohort=sent.get("cohort", ""), now=now)
            return f"{who.full_name} has moved."
        case "withdraw":
            place = withdraw(admin, centre, row_in(sent, "place"), reason=reason, now=now)
            return f"Withdrawn from {place.unit.title}. The place stays on record."
        case _:
            raise NotFound("no such change")
