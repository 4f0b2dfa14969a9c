"""Search in all answers by phrase. The phrase is sent with POST: it may be a learner's words, and addresses are kept
in histories and logs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wellserved.actions.errors import NotFound, Refused
from wellserved.actions.permission import centres_where
from wellserved.actions.search_answers import search_answers
from wellserved.reports.answer_search import answers_with
from wellserved.web.door import person_of, signed_in


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def search(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if not (centres_where(person, "assessor") or centres_where(person, "iqa")):
        raise NotFound("no answers for this person")
    if request.method != "POST":
        return render(request, "web/search.html", {"phrase": ""})
    phrase, page = request.POST.get("phrase", ""), request.POST.get("page", "")
    try:
        words = search_answers(person, phrase, now=timezone.now())
    except Refused as refused:
        return render(request, "web/search.html", {"phrase": phrase, "problem": refused}, status=422)
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 9 else 1
    return render(request, "web/search.html", {"phrase": words, "found": answers_with(person, words, number)})
