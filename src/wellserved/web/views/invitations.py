"""Links for the first sign-in: made by the centre admin, used by the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from wellserved.actions.accept_invitation import accept_invitation, invitation_for
from wellserved.actions.errors import NotFound, Refused
from wellserved.actions.invite import Invited, invite
from wellserved.actions.permission import centre_of_admin, person_of_centre
from wellserved.actions.send_invitations import invitations_are_sent, send_invitations
from wellserved.records.models import Centre, Person
from wellserved.reports.people_of_centre import asked_for, without_access
from wellserved.web.door import person_of, signed_in
from wellserved.web.tries import may_try, note_wrong_try
from wellserved.web.views.people import asked_in
from wellserved.web.views.signing_in import BACKEND

SECRET = "invitation"  # noqa: S105  (the name under which tries are counted)


@dataclass(frozen=True, slots=True)
class Link:
    """One person's line of the sheet."""

    full_name: str
    email: str
    address: str
    expires_at: datetime
    sent: bool


@never_cache
@require_POST
@signed_in
def invite_people(request: HttpRequest, centre: str) -> HttpResponse:
    """The sheet of links. It is shown once: nobody can see a link again, only make a new one."""
    admin = person_of(request)
    found = centre_of_admin(admin, centre)
    try:
        made = invite(admin, found, _chosen(request, found), now=timezone.now())
    except Refused as refused:
        return render(request, "web/invitations.html", {"centre": found, "refused": refused}, status=422)
    sent = send_invitations(found, [(one, _address(request, one)) for one in made])
    links = [
        Link(one.person.full_name, one.person.email, _address(request, one), one.expires_at, one.person.email in sent)
        for one in made
    ]
    return render(request, "web/invitations.html", {"centre": found, "links": links, "by_mail": invitations_are_sent()})


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    if not may_try(request, SECRET):
        return render(request, "429.html", status=429)
    try:
        invitation = invitation_for(token, timezone.now())
    except NotFound:
        note_wrong_try(request, SECRET)
        return render(request, "web/invitation_over.html", status=404)
    problems: dict[str, Refused] = {}
    if request.method == "POST":
        try:
            person = _set_password(request, token)
        except Refused as refused:
            problems = {refused.field: refused}
        else:
            login(request, person, backend=BACKEND)
            return redirect("home")
    page = {"invitation": invitation, "problems": problems}
    return render(request, "web/invitation.html", page, status=422 if problems else 200)


def _set_password(request: HttpRequest, token: str) -> Person:
    password = request.POST.get("password", "")
    if password != request.POST.get("again", ""):
        raise Refused("again", "The two passwords differ", "Type the same password twice.")
    return accept_invitation(token, password=password, now=timezone.now())


def _chosen(request: HttpRequest, centre: Centre) -> list[Person]:
    """One person, or everybody in the filtered list who cannot sign in yet."""
    one = request.POST.get("person", "")
    if not one:
        return list(without_access(asked_for(centre, asked_in(request.POST))))
    try:
        return [person_of_centre(centre, UUID(one))]
    except ValueError:
        raise NotFound("no such person") from None


def _address(request: HttpRequest, one: Invited) -> str:
    return request.build_absolute_uri(reverse("invitation", args=[one.token]))
