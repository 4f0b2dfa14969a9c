"""What the docs point at is there: files, functions and variables."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "wellserved"
TOUR = ROOT / "docs" / "tour.md"
PAGES = sorted(
    [*(ROOT / "docs").rglob("*.md"), *(ROOT / f"{name}.md" for name in ("README", "CHANGELOG", "CONTRIBUTING"))]
)
LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
TOP = ("src", "docs", "tests", "content", "bench")
ROOMS = tuple(sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()))
PATH = re.compile(rf"`((?:{'|'.join(TOP + ROOMS)})/[a-z0-9_/.-]+)`")
CODE = re.compile(r"`([a-z_]+(?:\.\w+)+)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    assert [target for _, target in links(page) if not leads_somewhere(page, target)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_path_that_is_named_exists(page: Path) -> None:
    named = PATH.findall(without_fences(page))
    assert [path for path in named if not ((ROOT / path).exists() or (PACKAGE / path).exists())] == []


def test_functions_in_the_tour_are_where_it_says() -> None:
    named = [(CODE.fullmatch(text), target) for text, target in links(TOUR) if target.endswith(".py")]
    assert len(named) > 20
    assert [code.group(1) for code, target in named if code and not defined(code.group(1), target)] == []
    assert [target for code, target in named if code is None] == [], "write `room.file.function` as the link's words"


def test_settings_page_names_every_variable() -> None:
    variable = re.compile(r"\b(?:WELLSERVED_[A-Z_]+|DATABASE_URL)\b")
    read = {name for path in PACKAGE.rglob("*.py") for name in variable.findall(path.read_text(encoding="utf-8"))}
    told = set(variable.findall((ROOT / "docs" / "settings.md").read_text(encoding="utf-8")))
    assert told == read


def test_decision_records_are_numbered_without_a_gap() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:5] for path in records] == [f"{number:04}-" for number in range(1, len(records) + 1)]
    titles = [path.read_text(encoding="utf-8").split(". ")[0] for path in records]
    assert titles == [f"# {number}" for number in range(1, len(records) + 1)]


def links(page: Path) -> Iterator[tuple[str, str]]:
    for words, target in LINK.findall(without_fences(page)):
        if not re.match(r"[a-z]+:", target):
            yield words, target


def leads_somewhere(page: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    found = (page.parent / path).resolve() if path else page
    return found.exists() and (not anchor or anchor in anchors(found))


def anchors(page: Path) -> set[str]:
    headings = HEADING.findall(without_fences(page))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def without_fences(page: Path) -> str:
    return FENCED.sub("", page.read_text(encoding="utf-8"))


def defined(dotted: str, target: str) -> bool:
    """`room.file.name` or `room.file.Class.method` stands in the file that the link points at."""
    path = (TOUR.parent / target).resolve()
    module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    if not dotted.startswith(f"{module}."):
        return False
    names = {module}
    note(ast.parse(path.read_text(encoding="utf-8")), module, names)
    return dotted in names


def note(tree: ast.AST, place: str, names: set[str]) -> None:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(f"{place}.{node.name}")
            note(node, f"{place}.{node.name}", names)
        elif isinstance(node, ast.Assign):
            names |= {f"{place}.{name.id}" for name in node.targets if isinstance(name, ast.Name)}
