"""The assessor's pages: the answers that wait, and one answer to decide."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellserved.actions.decide import decide
from wellserved.actions.draft_shown import draft_is_open
from wellserved.actions.errors import NotFound, Refused, ReviewDraftConflict, StaleDraft, StaleScreen
from wellserved.actions.permission import Role, appeal_goes_to, attempt_for, centres_where, deciding_role, roles_of
from wellserved.actions.refer_back import refer_back
from wellserved.actions.save_review_draft import UnfinishedReview, save_review_draft
from wellserved.actions.try_marking import try_marking
from wellserved.assessment.evidence import QUALITIES, QUESTIONS, Judgement
from wellserved.records.models import Attempt, Person, PointDecision, ReviewDraft
from wellserved.reports.answer_to_decide import answer_to_decide
from wellserved.reports.assessor_queue import STATES, Filters, assessor_queue, neighbours
from wellserved.reports.frozen_scheme import frozen_scheme
from wellserved.web.door import is_writer, not_the_writer, person_of, signed_in


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question about the evidence, and what stands in the form for it."""

    quality: str
    answer: str = ""  # yes, no or ""
    reason: str = ""

    @property
    def question(self) -> str:
        return QUESTIONS[self.quality]


@dataclass(frozen=True, slots=True)
class Form:
    """What the assessor typed and chose, kept when it cannot be saved yet."""

    outcome: str = ""
    reason: str = ""
    comment: str = ""
    missing: str = ""
    prompts: tuple[Prompt, ...] = tuple(Prompt(quality) for quality in QUALITIES)
    together: bool = False  # yes to every question that is not answered by itself
    revision: int = 0  # of the unfinished review that the server keeps
    kept_at: datetime | None = None
    seen: int = 0
    draft_seen: str = ""
    problems: dict[str, Refused] = field(default_factory=dict)
    stale: bool = False
    stale_draft: StaleDraft | None = None
    elsewhere: Form | None = None  # what another screen of the same person has kept meanwhile
    doing: str = "decide"

    @property
    def evidence(self) -> dict[str, Judgement]:
        return {
            prompt.quality: Judgement(prompt.answer != "no", prompt.reason, together=not prompt.answer)
            for prompt in self.prompts
            if prompt.answer or self.together
        }

    @property
    def unfinished(self) -> UnfinishedReview:
        said = {
            prompt.quality: {"answer": prompt.answer, "reason": prompt.reason}
            for prompt in self.prompts
            if prompt.answer or prompt.reason
        }
        return UnfinishedReview(self.outcome, self.reason, self.comment, self.missing, said, self.together)


@require_safe
@never_cache
@signed_in
def queue(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if not (centres_where(person, "assessor") or centres_where(person, "iqa")):
        raise NotFound("no answers for this person")
    shown = {
        "queue": assessor_queue(person, _filters(request), timezone.now()),
        **_just_saved(request),
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
        return _page(request, person, found, _kept(person, found))
    if not is_writer(request, person):
        return not_the_writer(request)
    if request.POST.get("do") == "keep":
        return _keep(request, person, found)
    return _save(request, person, found)


@never_cache
@require_POST
@signed_in
def review_draft(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """For the page's script, which stays where it is."""
    person = person_of(request)
    if not is_writer(request, person):
        return not_the_writer(request)
    try:
        kept = _save_draft(person, attempt, _sent(request))
    except Refused as refused:
        return JsonResponse({"problem": f"{refused.problem}. {refused.hint}"}, status=422)
    except StaleScreen:
        problem = "This answer was reviewed meanwhile. Your words are kept on this device."
        return JsonResponse({"problem": problem}, status=409)
    except ReviewDraftConflict:
        problem = "You have other unfinished words for this answer in another window. Load this page again to see both."
        return JsonResponse({"problem": problem}, status=409)
    return JsonResponse({"revision": kept.revision})


def _keep(request: HttpRequest, person: Person, attempt: Attempt) -> HttpResponse:
    form = _sent(request)
    try:
        _save_draft(person, attempt.pk, form)
    except Refused as refused:
        return _page(request, person, attempt, replace(form, problems={_field(refused): refused}), 422)
    except StaleScreen:
        return _page(request, person, attempt, replace(form, stale=True), 409)
    except ReviewDraftConflict as conflict:
        both = replace(form, revision=conflict.stored.revision, elsewhere=_of_draft(conflict.stored))
        return _page(request, person, attempt, both, 409)
    messages.success(request, "Kept. Only you see it until you save a decision or refer the answer back.")
    return redirect("answer", attempt.pk)


def _save_draft(person: Person, attempt: UUID, form: Form) -> ReviewDraft:
    return save_review_draft(
        person, attempt, words=form.unfinished, revision=form.revision, seen=form.seen, now=timezone.now()
    )


def _kept(person: Person, attempt: Attempt) -> Form:
    found = ReviewDraft.objects.filter(person=person, attempt=attempt).first()
    return _of_draft(found) if found else Form()


def _of_draft(draft: ReviewDraft) -> Form:
    said = {quality: draft.evidence.get(quality, {}) for quality in QUALITIES}
    return Form(
        outcome=draft.outcome,
        reason=draft.reason,
        comment=draft.comment,
        missing=draft.missing,
        prompts=tuple(Prompt(quality, **words) for quality, words in said.items()),
        together=draft.together,
        revision=draft.revision,
        kept_at=draft.saved_at,
        doing="refer_back" if draft.missing else "decide",
    )


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
        evidence=form.evidence,
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
        evidence=form.evidence,
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
        prompts=tuple(
            Prompt(quality, _answer(sent.get(f"evidence-{quality}", "")), sent.get(f"evidence-{quality}-reason", ""))
            for quality in QUALITIES
        ),
        together=sent.get("evidence-together") == "yes",
        revision=_number(sent.get("revision", ""), 0),
        seen=_number(sent.get("seen", ""), 0),
        draft_seen=sent.get("draft_seen", ""),
        doing="refer_back" if sent.get("do") == "refer_back" else "decide",
    )


def _answer(text: str) -> str:
    return text if text in ("yes", "no") else ""


def _field(refused: Refused) -> str:
    """The verb names a field with its point (`reason-POINT`); the page has one point."""
    return refused.field.split("-", 1)[0]


def _page(request: HttpRequest, person: Person, attempt: Attempt, form: Form, status: int = 200) -> HttpResponse:
    tried = try_marking(attempt, None, timezone.now())
    shown = answer_to_decide(attempt, draft_is_open=draft_is_open(attempt), now=timezone.now())
    before, after = neighbours(person, attempt)
    role = deciding_role(person, attempt)
    page = {
        "answer": shown,
        "tried": tried,
        "form": form,
        "may_decide": bool(role),
        "page_role": role or _reads_as(person, attempt),
        "before": before,
        "after": after,
        "appeal_goes_to": appeal_goes_to(attempt) if shown.appeal else "",
        **_just_saved(request),
    }
    return render(request, "web/answer.html", page, status=status)


def _reads_as(person: Person, attempt: Attempt) -> str:
    held = roles_of(person, attempt.enrolment.centre)
    return next((role for role in (Role.ASSESSOR, Role.IQA) if role in held), "")


def _just_saved(request: HttpRequest) -> dict[str, object]:
    """After a review was saved, once: what was saved, and whose unfinished words the device may forget."""
    return {"saved": request.session.pop("saved", None)}


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
