"""The assessor's pages: the answers that wait, and one answer to decide."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wellserved.actions.decide import decide
from wellserved.actions.draft_shown import draft_is_open
from wellserved.actions.errors import NotFound, Refused, StaleDraft, StaleScreen
from wellserved.actions.permission import attempt_for, can_decide, centres_where
from wellserved.actions.refer_back import refer_back
from wellserved.actions.try_marking import try_marking
from wellserved.records.models import Attempt, Person, PointDecision
from wellserved.reports.answer_to_decide import answer_to_decide
from wellserved.reports.assessor_queue import STATES, Filters, assessor_queue, neighbours
from wellserved.reports.frozen_scheme import frozen_scheme
from wellserved.web.door import person_of, signed_in


@dataclass(frozen=True, slots=True)
class Form:
    """What the assessor typed and chose, kept when it cannot be saved yet."""

    outcome: str = ""
    reason: str = ""
    comment: str = ""
    missing: str = ""
    seen: int = 0
    draft_seen: str = ""
    problems: dict[str, Refused] = field(default_factory=dict)
    stale: bool = False
    stale_draft: StaleDraft | None = None
    doing: str = "decide"


@require_safe
@never_cache
@signed_in
def queue(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if not (centres_where(person, "assessor") or centres_where(person, "iqa")):
        raise NotFound("no answers for this person")
    shown = {
        "queue": assessor_queue(person, _filters(request), timezone.now()),
        **_just_saved(request, person),
    }
    part = "hx-request" in request.headers and "hx-history-restore-request" not in request.headers
    return render(request, "web/_queue_lines.html" if part else "web/queue.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def answer(request: HttpRequest, attempt: UUID) -> HttpResponse:
    person = person_of(request)
    found = attempt_for(person, attempt)
    if found.learner_id == person.pk:
        return redirect("attempt", found.pk)
    if request.method != "POST":
        return _page(request, person, found, Form())
    return _save(request, person, found)


def _save(request: HttpRequest, person: Person, attempt: Attempt) -> HttpResponse:
    form = _sent(request)
    try:
        if form.doing == "refer_back":
            _refer_back(person, attempt, form)
        else:
            _decide(person, attempt, form)
    except Refused as refused:
        return _page(request, person, attempt, replace(form, problems={_field(refused): refused}), 422)
    except StaleScreen:
        return _page(request, person, attempt, replace(form, stale=True), 409)
    except StaleDraft as stale:
        return _page(request, person, attempt, replace(form, stale_draft=stale), 409)
    request.session["saved"] = {"attempt": str(attempt.pk), "words": _saved(attempt, form)}
    before, after = neighbours(person, attempt)
    following = after or before
    return redirect("answer", following) if following else redirect("queue")


def _saved(attempt: Attempt, form: Form) -> str:
    whose = f"{attempt.learner.full_name}, {frozen_scheme(attempt.scheme_id).point(attempt.point).title}"
    if form.doing == "refer_back":
        return f"Referred back to {whose}."
    return f"Saved your decision for {whose}: {PointDecision.Outcome(form.outcome).label}."


def _decide(person: Person, attempt: Attempt, form: Form) -> None:
    decide(
        person,
        attempt.pk,
        decisions={attempt.point: form.outcome},
        reasons={attempt.point: form.reason},
        comment=form.comment,
        seen=form.seen,
        draft_seen=form.draft_seen,
        now=timezone.now(),
    )


def _refer_back(person: Person, attempt: Attempt, form: Form) -> None:
    refer_back(
        person,
        attempt.pk,
        missing=form.missing,
        comment=form.comment,
        seen=form.seen,
        draft_seen=form.draft_seen,
        now=timezone.now(),
    )


def _sent(request: HttpRequest) -> Form:
    sent = request.POST
    return Form(
        outcome=sent.get("outcome", ""),
        reason=sent.get("reason", ""),
        comment=sent.get("comment", ""),
        missing=sent.get("missing", ""),
        seen=_number(sent.get("seen", ""), 0),
        draft_seen=sent.get("draft_seen", ""),
        doing="refer_back" if sent.get("do") == "refer_back" else "decide",
    )


def _field(refused: Refused) -> str:
    """The verb names a field with its point (`reason-POINT`); the page has one point."""
    return refused.field.split("-", 1)[0]


def _page(request: HttpRequest, person: Person, attempt: Attempt, form: Form, status: int = 200) -> HttpResponse:
    tried = try_marking(attempt, None, timezone.now())
    shown = answer_to_decide(attempt, draft_is_open=draft_is_open(attempt), now=timezone.now())
    before, after = neighbours(person, attempt)
    page = {
        "answer": shown,
        "tried": tried,
        "form": form,
        "may_decide": can_decide(person, attempt),
        "before": before,
        "after": after,
        "device_key": f"wellserved-review:{person.pk}:{attempt.pk}",
        **_just_saved(request, person),
    }
    return render(request, "web/answer.html", page, status=status)


def _just_saved(request: HttpRequest, person: Person) -> dict[str, object]:
    """After a review was saved, once: what was saved, and which copies the device may forget."""
    return {"saved": request.session.pop("saved", None), "device_keys": f"wellserved-review:{person.pk}:"}


def _filters(request: HttpRequest) -> Filters:
    asked = request.GET
    state = asked.get("state", "waiting")
    return Filters(
        state=state if state in STATES else "waiting",
        learner=_uuid(asked.get("learner", "")),
        unit=asked.get("unit", "")[:80].replace("\0", ""),
        page=_number(asked.get("page", ""), 1),
    )


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise


def _uuid(text: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
