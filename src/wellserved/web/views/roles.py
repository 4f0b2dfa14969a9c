"""One login, several roles: switch the badge to another role that one holds."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from wellserved.actions.errors import NotFound
from wellserved.reports.places import roles_held
from wellserved.web.door import person_of, signed_in


@require_POST
@signed_in
def switch_role(request: HttpRequest) -> HttpResponse:
    """Goes to the first page of the role."""
    wanted = request.POST.get("role", "")
    if wanted not in {role.role for role in roles_held(person_of(request))}:
        raise NotFound("no role of this person")
    request.session["role"] = wanted
    return redirect("home")
