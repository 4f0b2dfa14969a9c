from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import NOW, UNIT
from wellserved.actions import load_content as loading
from wellserved.actions.load_content import load_content
from wellserved.curriculum import library
from wellserved.curriculum.reading import read_model
from wellserved.curriculum.units import SchemeText, scheme_from_json
from wellserved.records.models import Criterion, Event, SchemeVersion, Unit


@pytest.mark.django_db
def test_same_content_changes_nothing() -> None:
    first = load_content(NOW, [UNIT])
    assert library.scheme(UNIT).digest in first.new_versions
    before = list(Criterion.objects.values())
    assert load_content(NOW, [UNIT]).new_versions == ()
    assert list(Criterion.objects.values()) == before
    assert Event.objects.filter(verb="loaded_scheme").count() == len(first.new_versions)


@pytest.mark.django_db
def test_frozen_scheme_reads_back_as_it_was() -> None:
    load_content(NOW, [UNIT])
    version = SchemeVersion.objects.get(unit_id=UNIT)
    scheme = scheme_from_json(version.text)
    assert scheme == library.scheme(UNIT)
    assert scheme.digest == version.digest


@pytest.mark.django_db
def test_changed_content_makes_a_new_version_and_keeps_the_old(monkeypatch: pytest.MonkeyPatch) -> None:
    load_content(NOW, [UNIT])
    old = SchemeVersion.objects.get(unit_id=UNIT)
    text = read_model(library.unit_folder(UNIT) / "scheme.yaml", SchemeText)
    first = text.points[0].model_copy(update={"statement": "Says something else."})
    changed = text.model_copy(update={"points": [first, *text.points[1:]]})
    monkeypatch.setattr(loading, "read_model", lambda path, model: changed)
    (digest,) = load_content(NOW, [UNIT]).new_versions
    assert set(SchemeVersion.objects.filter(unit_id=UNIT).values_list("pk", flat=True)) == {old.pk, digest}
    assert Criterion.objects.get(slug=first.id).statement == "Says something else."


@pytest.mark.django_db
def test_unit_without_pages_is_not_offered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(loading.library, "unit_folder", lambda unit_id: tmp_path)
    assert load_content(NOW).new_versions == ()
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_every_marking_point_is_a_criterion_in_the_schemes_order() -> None:
    load_content(NOW, [UNIT])
    slugs = Criterion.objects.filter(outcome__unit_id=UNIT).values_list("slug", flat=True)
    assert list(slugs) == [point.id for point in library.scheme(UNIT).points]
