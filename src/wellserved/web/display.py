"""How pages are shown to who is asking: a person's own choice, before that the device's, else as the device is set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from wellserved.records.models import Person

COOKIE = "wellserved-display"
COOKIE_AGE = 365 * 24 * 60 * 60  # seconds
LANGS = {"en-gb": "en-GB", "cy": "cy"}  # as the pages name them


@dataclass(frozen=True, slots=True)
class Display:
    text_size: str = Person.TextSize.NORMAL.value
    spacing: str = Person.Spacing.NORMAL.value
    language: str = Person.Language.ENGLISH.value

    @property
    def lang(self) -> str:
        """The language of the interface. What is assessed stays in English whatever it is."""
        return LANGS[self.language]

    @property
    def is_welsh(self) -> bool:
        return self.language == Person.Language.WELSH

    @property
    def classes(self) -> str:
        """For the `html` element; "" for pages as they come."""
        size = "" if self.text_size == Person.TextSize.NORMAL else f"text-{self.text_size}"
        spacing = "" if self.spacing == Person.Spacing.NORMAL else f"spacing-{self.spacing}"
        return f"{size} {spacing}".strip()


def display_for(request: HttpRequest) -> Display:
    device = _on_device(request)
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return device
    return Display(
        person.text_size or device.text_size, person.spacing or device.spacing, person.language or device.language
    )


def keep_on_device(response: HttpResponse, display: Display) -> None:
    """For who is not signed in. The cookie holds the three choices and names nobody."""
    value = f"{display.text_size}.{display.spacing}.{display.language}"
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, value, max_age=COOKIE_AGE, secure=secure, httponly=True, samesite="Lax")


def in_chosen_language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the interface speaks the language that was chosen. The browser's wish alone does not change it,
    since not every page is translated yet."""

    def answered(request: HttpRequest) -> HttpResponse:
        with translation.override(display_for(request).language):
            return get_response(request)

    return answered


def _on_device(request: HttpRequest) -> Display:
    """What the cookie says, as far as it says anything known."""
    said = request.COOKIES.get(COOKIE, "").split(".")
    if len(said) != 3:
        return Display()
    plain = Display()
    text_size, spacing, language = said
    return Display(
        text_size if text_size in Person.TextSize.values else plain.text_size,
        spacing if spacing in Person.Spacing.values else plain.spacing,
        language if language in Person.Language.values else plain.language,
    )
