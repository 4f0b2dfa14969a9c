"""The few template tags of the pages: icons, ages and dates in words, and the badge with its places."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wellserved.curriculum import library
from wellserved.curriculum.service_models import Step
from wellserved.reports.places import Place
from wellserved.web.badge import Badge
from wellserved.web.badge import badge as badge_of
from wellserved.web.display import Display, display_for

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon from the sprite; always beside words, so hidden from screen readers."""
    sheet = static("web/icons.svg")
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', sheet, name
    )


@register.simple_tag
def demo() -> bool:
    return bool(getattr(settings, "DEMO", False))


@register.simple_tag(takes_context=True)
def chosen_display(context: dict[str, Any]) -> Display:
    """How this page is shown: its classes, and the language of the interface."""
    request = context.get("request")
    return display_for(request) if request else Display()


@register.simple_tag(takes_context=True)
def badge(context: dict[str, Any]) -> Badge | None:
    """The role in which the person signed in works just now, with its pages for the top bar."""
    request = context.get("request")
    person = getattr(request, "user", None)
    if request is None or person is None or not person.is_authenticated:
        return None
    return badge_of(request, person, context.get("page_role", ""))


@register.filter
def address(place: Place) -> str:
    return reverse(place.route, args=[place.argument] if place.argument else [])


@register.filter
def day(moment: datetime) -> str:
    """The local date in words, for example `3 November 2026`."""
    local = timezone.localtime(moment)
    return f"{local.day} {local:%B %Y}"


@register.filter
def moment(when: datetime) -> str:
    """The local date and time in words, for example `3 November 2026, 14:05`."""
    local = timezone.localtime(when)
    return f"{local.day} {local:%B %Y}, {local:%H:%M}"


@register.filter
def ago(when: datetime) -> str:
    return age_in_words((timezone.now() - when).total_seconds())


def age_in_words(seconds: float) -> str:
    """The one largest unit that says it: `just now`, `5 minutes ago`, `3 days ago`."""
    for size, name in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        count = int(seconds // size)
        if count >= 1:
            return f"{count} {name}{'' if count == 1 else 's'} ago"
    return "just now"


@register.filter
def short(digest: str) -> str:
    """The first 12 characters of a content hash: enough to tell versions apart by eye."""
    return digest[:12]


@register.filter
def unit_title(unit_id: str) -> str:
    return library.unit(unit_id).title


@register.filter
def in_steps(stage: str, steps: list[Step]) -> bool:
    """Does one of the steps belong to the stage?"""
    return any(step.stage == stage for step in steps)


@register.filter
def at(of: dict[str, Any], key: str) -> Any:
    """What a mapping holds under a key that the page knows only as a variable; None for nothing."""
    return of.get(key)
