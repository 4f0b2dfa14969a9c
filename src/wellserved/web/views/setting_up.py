"""The first run: the set-up code, the centre, its first admin, its units, its retention periods."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wellserved.actions.errors import Refused
from wellserved.actions.finish_set_up import finish_set_up
from wellserved.actions.permission import require_centre_admin
from wellserved.actions.set_up_admin import set_up_admin
from wellserved.actions.set_up_centre import set_up_centre
from wellserved.actions.set_up_code import is_set_up_code
from wellserved.records.models import Centre
from wellserved.reports.set_up_progress import SetUpProgress, set_up_progress
from wellserved.web.door import in_words, person_of
from wellserved.web.tries import may_try, note_wrong_try
from wellserved.web.views.centre_rules import retention_form, retention_page, units_form, units_page
from wellserved.web.views.signing_in import BACKEND

CODE = "set_up_code"  # in the session, until it is used up
SECRET = "set-up code"  # noqa: S105  (the name under which tries are counted)
Problems = dict[str, Refused]


@never_cache
@sensitive_post_parameters("password", "again", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    progress = set_up_progress()
    if progress is None:
        return redirect("home")
    return in_words(_with_code if progress.needs_code else _signed_in, request, progress)


def _with_code(request: HttpRequest, progress: SetUpProgress) -> HttpResponse:
    """Before there is an admin, the code alone opens the door."""
    code = request.session.get(CODE, "")
    if not is_set_up_code(code):
        return _ask_code(request, progress)
    step = "centre" if request.POST.get("step") == "centre" else _asked(request, progress, "centre", "admin")
    if request.method != "POST":
        return _page(request, progress, step)
    try:
        if step == "centre":
            set_up_centre(code, name=request.POST.get("name", ""), now=timezone.now())
        else:
            _make_admin(request, code)
    except Refused as refused:
        return _page(request, progress, step, {refused.field: refused})
    return redirect("set-up")


def _ask_code(request: HttpRequest, progress: SetUpProgress) -> HttpResponse:
    if request.method != "POST":
        return _page(request, progress, "code")
    if not may_try(request, SECRET):
        return render(request, "429.html", status=429)
    code = request.POST.get("code", "")[:100]
    if not is_set_up_code(code):
        note_wrong_try(request, SECRET)
        wrong = Refused("code", "That is not the code of the last start", "Copy it from the server's output.")
        return _page(request, progress, "code", {"code": wrong})
    request.session.cycle_key()
    request.session[CODE] = code
    return redirect("set-up")


def _make_admin(request: HttpRequest, code: str) -> None:
    sent = request.POST
    if sent.get("password", "") != sent.get("again", ""):
        raise Refused("again", "The two passwords differ", "Type the same password twice.")
    person = set_up_admin(
        code,
        full_name=sent.get("full_name", ""),
        email=sent.get("email", ""),
        password=sent.get("password", ""),
        now=timezone.now(),
    )
    del request.session[CODE]
    login(request, person, backend=BACKEND)


def _signed_in(request: HttpRequest, progress: SetUpProgress) -> HttpResponse:
    """From the first admin on it is theirs to go on, after signing in."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    centre, person = progress.centre, person_of(request)
    if centre is None:
        raise Http404
    require_centre_admin(person, centre)
    step = _asked(request, progress, "units", "retention", "finish")
    if request.method != "POST":
        return _page(request, progress, step)
    try:
        return _save(request, progress, centre, step)
    except Refused as refused:
        return _page(request, progress, step, {refused.field: refused})


def _save(request: HttpRequest, progress: SetUpProgress, centre: Centre, step: str) -> HttpResponse:
    person = person_of(request)
    if step == "finish":
        finish_set_up(person, now=timezone.now())
        messages.success(request, "The centre is set up. Now add its people, one by one or from a file.")
        return redirect("people", centre.slug)
    saved = units_form(request, person, centre) if step == "units" else retention_form(request, person, centre)
    return redirect("set-up") if saved is None else _page(request, progress, step, saved)


def _asked(request: HttpRequest, progress: SetUpProgress, *steps: str) -> str:
    """The step that the form or the address names, where it can be done now; else the next one."""
    wanted = request.POST.get("step") or request.GET.get("step") or ""
    done = {step.id for step in progress.steps if step.done}
    reached = [step for step in steps if step in done or step == progress.next]
    return wanted if wanted in reached else progress.next


def _page(request: HttpRequest, progress: SetUpProgress, step: str, problems: Problems | None = None) -> HttpResponse:
    page: dict[str, object] = {
        "progress": progress,
        "step": step,
        "sent": request.POST,
        "name": request.POST.get("name") or (progress.centre.name if progress.centre else ""),
        "problems": problems or {},
    }
    if progress.centre is not None and step in ("units", "finish"):
        page |= units_page(request, progress.centre)
    if progress.centre is not None and step in ("retention", "finish"):
        page |= retention_page(request, progress.centre)
    return render(request, "web/set_up.html", page, status=422 if problems else 200)
