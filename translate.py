"""Gathers the interface's words into the Welsh catalogue and compiles it:  .venv/bin/python translate.py

Run it after changing words in a template or a message, write the Welsh into the .po file, and run it again. Needs no
gettext programs. What is stale or missing fails tests/web/test_translations.py.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent
PACKAGE = ROOT / "src" / "wellserved"
TEMPLATES = PACKAGE / "web" / "templates"
FOLDER = PACKAGE / "web" / "locale" / "cy" / "LC_MESSAGES"
WORDS, COMPILED = FOLDER / "django.po", FOLDER / "django.mo"
KEYWORDS = {"gettext": None, "gettext_noop": None, "gettext_lazy": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # in every catalogue: the same words give the same file
PLURALS = "nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : (n != 8 && n != 11) ? 2 : 3;"  # as in Django's own Welsh


def gathered() -> Catalog:
    """Every message of the templates and of the code, without translations."""
    found = Catalog(locale="cy", domain="django", project="Wellserved", fuzzy=False)
    for path, message, context in [*_in_templates(), *_in_code()]:
        found.add(message, context=context, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    return found


def brought_up_to_date(known: Catalog) -> Catalog:
    known.update(gathered(), no_fuzzy_matching=True, update_header_comment=False, keep_user_comments=True)
    known.obsolete.clear()
    return known


def read() -> Catalog:
    """The catalogue as it stands; an empty one with the right plurals where there is none yet."""
    return read_po(BytesIO(WORDS.read_bytes() if WORDS.exists() else HEADER.encode()), locale="cy", domain="django")


def without_welsh(catalog: Catalog) -> list[str | tuple[str, ...]]:
    return [message.id for message in catalog if message.id and not _is_whole(message.string)]


def _is_whole(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


def as_po(catalog: Catalog) -> bytes:
    written = BytesIO()
    write_po(written, catalog, width=100, sort_output=True, include_lineno=False, omit_header=True)
    return HEADER.encode() + written.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    catalog.creation_date = catalog.revision_date = FIRST_DAY
    written = BytesIO()
    write_mo(written, catalog)
    return written.getvalue()


HEADER = f"""# The interface in Welsh. The terms are those of docs/welsh.md.
msgid ""
msgstr ""
"Project-Id-Version: Wellserved\\n"
"Language: cy\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {PLURALS}\\n"

"""


def _in_templates() -> Iterator[tuple[Path, str | tuple[str, ...], str | None]]:
    """Django turns a template into code; what it leaves of the page around is read as JavaScript, which forgives it."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        code = templatize(path.read_text(encoding="utf-8"), origin=path.name)
        yield from _messages(path, "javascript", code)


def _in_code() -> Iterator[tuple[Path, str | tuple[str, ...], str | None]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield from _messages(path, "python", path.read_text(encoding="utf-8"))


def _messages(path: Path, kind: str, code: str) -> Iterator[tuple[Path, str | tuple[str, ...], str | None]]:
    for _, message, _, context in extract(kind, BytesIO(code.encode()), keywords=KEYWORDS):
        yield path, message, context


if __name__ == "__main__":
    catalog = brought_up_to_date(read())
    FOLDER.mkdir(parents=True, exist_ok=True)
    WORDS.write_bytes(as_po(catalog))
    COMPILED.write_bytes(as_mo(catalog))
    sys.stdout.write(f"{len(catalog)} messages, {len(without_welsh(catalog))} without Welsh\n")
