"""What every unit draws on: models, maps, roles and the moves between them, and the factor explorer."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wellserved.curriculum import library
from wellserved.curriculum.factors import CORNERS
from wellserved.curriculum.roles import LEVELS
from wellserved.curriculum.service_models import STAGES
from wellserved.reports.progression_map import progression_map
from wellserved.reports.roles_shown import all_moves, compared, moves_from, role_shown, roles_shown
from wellserved.web.door import signed_in


@require_safe
@signed_in
def contents(request: HttpRequest) -> HttpResponse:
    models, maps = library.service_models().values(), library.maps().values()
    return render(request, "web/library.html", {"models": models, "maps": maps, "roles": len(library.roles())})


@require_safe
@signed_in
def complaint_models(request: HttpRequest) -> HttpResponse:
    """The table of models that do the same work under different names."""
    models = [model for model in library.service_models().values() if model.kind == "complaint"]
    return render(request, "web/complaint_models.html", {"models": models, "stages": STAGES})


@require_safe
@signed_in
def model(request: HttpRequest, model: str) -> HttpResponse:
    """`?place-STEP=N`: the order in which somebody puts the lines of the case."""
    found = library.service_models().get(model)
    if found is None:
        raise Http404
    sent = {step.id: request.GET.get(f"place-{step.id}", "") for step in found.steps}
    placed = found.placed(sent) if any(sent.values()) else ()
    page = {
        "model": found,
        "placed": placed,
        "lines": [(step, sent[step.id]) for step in found.shuffled()],
        "all_right": bool(placed) and all(line.right for line in placed),
        "clash": bool(placed) and {line.place for line in placed} != {line.right_place for line in placed},
    }
    return render(request, "web/service_model.html", page)


@require_safe
@signed_in
def map_of(request: HttpRequest, map: str) -> HttpResponse:
    found = library.maps().get(map)
    if found is None:
        raise Http404
    return render(request, "web/map.html", {"map": found})


@require_safe
@signed_in
def roles(request: HttpRequest) -> HttpResponse:
    """`?industry=ID&level=LEVEL` narrow the list."""
    chosen = {"industry": request.GET.get("industry", ""), "level": request.GET.get("level", "")}
    page = {
        "shown": roles_shown(**chosen),
        "everyone": roles_shown(),
        "industries": library.industries(),
        "levels": LEVELS.items(),
        **chosen,
    }
    return render(request, "web/roles.html", page)


@require_safe
@signed_in
def role(request: HttpRequest, role: str) -> HttpResponse:
    try:
        page = {"shown": role_shown(role), "moves": moves_from(role), "everyone": roles_shown()}
    except KeyError:
        raise Http404 from None
    return render(request, "web/role.html", page)


@require_safe
@signed_in
def compare_roles(request: HttpRequest) -> HttpResponse:
    """`?first=ROLE&second=ROLE`; without both, the page asks for them."""
    first, second = request.GET.get("first", ""), request.GET.get("second", "")
    try:
        both = compared(first, second) if first and second else None
    except KeyError:
        raise Http404 from None
    page = {"both": both, "first": first, "second": second, "everyone": roles_shown()}
    return render(request, "web/compare_roles.html", page)


@require_safe
@signed_in
def progression(request: HttpRequest) -> HttpResponse:
    page = {"about": library.progression().about, "all_moves": all_moves(), "drawing": progression_map()}
    return render(request, "web/progression.html", page)


@require_safe
@signed_in
def factors(request: HttpRequest) -> HttpResponse:
    """`?round=N` gives the next handful; `?FACTOR=CORNER` is how somebody sorted them."""
    found = library.factors()
    asked = request.GET.get("round", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 4 else 1
    hand = found.in_round(number)
    sorted_as = {factor.id: request.GET.get(factor.id, "") for factor in hand}
    lines = [(factor, sorted_as[factor.id], factor.holds(sorted_as[factor.id])) for factor in hand]
    page = {
        "about": found.about,
        "round": number,
        "next_round": number % found.rounds + 1,
        "lines": lines,
        "corners": [(corner, words) for corner, (_, _, words) in CORNERS.items()],
        "tried": any(corner in CORNERS for corner in sorted_as.values()),
        "right": sum(right for _, _, right in lines),
        "grid": {corner.replace("-", "_"): found.in_corner(corner) for corner in CORNERS},
    }
    return render(request, "web/factors.html", page)
