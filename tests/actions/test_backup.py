"""A backup restores to the same rows and the same log; a damaged one changes nothing."""

from __future__ import annotations

import json
import stat
import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.actions.handing_in import decide_as, hand_in
from tests.actions.setting_up import KEPT
from tests.actions.test_import_people import TWO
from tests.actions.test_promises import REFUSALS, play, steps
from tests.conftest import NOW, Cast, make_cast
from wellserved.actions import back_up as back_up_module
from wellserved.actions.back_up import back_up
from wellserved.actions.backup_file import stored_models
from wellserved.actions.errors import Refused
from wellserved.actions.import_people import import_people
from wellserved.actions.invite import invite
from wellserved.actions.plan_import import plan_import
from wellserved.actions.restore import restore
from wellserved.actions.set_retention import set_retention
from wellserved.actions.verify_log import verify_log
from wellserved.records.models import Attempt, Event, Person


def everything() -> dict[str, list[Any]]:
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in stored_models()}


def live(cast: Cast) -> None:
    """Something in nearly every table, words of all kinds among it."""
    attempt = hand_in(cast.learner, "Because “they” came back: 😀 \u202e\ttab\r\nand so on.", kind="assessment")
    decide_as(cast.assessor, attempt, "met", reason="Read as a whole.")
    hand_in(cast.other_learner, now=NOW + timedelta(microseconds=123_456))
    set_retention(cast.admin, cast.centre, kept=KEPT, now=NOW)
    invite(cast.admin, cast.centre, [cast.learner], now=NOW)
    seen = plan_import(cast.admin, cast.centre, TWO).digest
    import_people(cast.admin, cast.centre, text=TWO, seen=seen, now=NOW)


@pytest.fixture
def saved(cast: Cast, tmp_path: Path) -> Path:
    live(cast)
    back_up(tmp_path / "one.zip", NOW)
    return tmp_path / "one.zip"


def test_restored_records_are_the_same_row_for_row(cast: Cast, saved: Path) -> None:
    before = everything()
    hand_in(cast.learner, "Written after the backup.")
    Person.objects.create_person("late@x.test", "Late Comer")
    restore(saved, replace=True)
    assert everything() == before
    assert verify_log() == []


def test_work_goes_on_after_a_restore(cast: Cast, saved: Path) -> None:
    restore(saved, replace=True)
    attempt = hand_in(Person.objects.get(pk=cast.other_learner.pk), kind="assessment")
    decide_as(cast.assessor, attempt, "met")
    assert verify_log() == []
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_event")


class History(TestCase):
    @hypothesis_settings(max_examples=12)
    @given(st.lists(steps(), max_size=14), st.lists(steps(), max_size=6))
    def test_any_history_comes_back_whole(self, earlier: list[Any], later: list[Any]) -> None:
        cast = make_cast()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "one.zip"
            self.play(cast, earlier)
            before = everything()
            back_up(path, NOW)
            self.play(cast, later)
            restore(path, replace=True)
        assert everything() == before
        assert verify_log() == []

    def play(self, cast: Cast, steps: list[Any]) -> None:
        for number, step in enumerate(steps):
            with suppress(*REFUSALS):
                play(cast, step, NOW + timedelta(hours=number))


def test_nothing_is_overwritten_without_being_told(cast: Cast, saved: Path) -> None:
    before = everything()
    with pytest.raises(Refused, match="--replace") as refused:
        restore(saved, replace=False)
    assert refused.value.field == "target"
    assert everything() == before
    with pytest.raises(Refused, match="exists"):
        back_up(saved, NOW)


def test_empty_installation_takes_a_backup_without_being_told(cast: Cast, saved: Path) -> None:
    before = everything()
    with ZipFile(saved) as archive:
        assert "secret" not in " ".join(archive.namelist())
    from wellserved.actions.restore import _empty

    _empty()
    restore(saved, replace=False)
    assert everything() == before


def test_backup_is_for_its_owner_alone_and_leaves_no_partial_file(saved: Path) -> None:
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert [path.name for path in saved.parent.iterdir()] == ["one.zip"]


def test_failed_backup_leaves_no_file(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(back_up_module, "verify_log", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        back_up(tmp_path / "one.zip", NOW)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(Refused, match="no folder"):
        back_up(tmp_path / "nowhere" / "one.zip", NOW)


@pytest.mark.parametrize("place", [0.02, 0.3, 0.6, 0.9])
def test_damaged_file_changes_nothing(cast: Cast, saved: Path, place: float) -> None:
    content = bytearray(saved.read_bytes())
    at = int(len(content) * place)
    content[at : at + 40] = bytes(byte ^ 0xFF for byte in content[at : at + 40])
    saved.write_bytes(content)
    check_refused(cast, saved)


def test_file_cut_short_or_no_backup_at_all_changes_nothing(cast: Cast, saved: Path, tmp_path: Path) -> None:
    whole = saved.read_bytes()
    for content in (whole[: len(whole) // 2], whole[:-30], b"", b"PK\x03\x04", b"something else"):
        saved.write_bytes(content)
        check_refused(cast, saved)
    check_refused(cast, tmp_path / "nowhere.zip")
    with ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("manifest.json", "[]")
    check_refused(cast, tmp_path / "other.zip")


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest.update(format=2),
        lambda manifest: manifest.update(migrations=manifest["migrations"][:-1]),
        lambda manifest: manifest.update(log_problems=["Something."]),
        lambda manifest: manifest["tables"].pop(),
        lambda manifest: manifest["tables"][0].update(rows=manifest["tables"][0]["rows"] + 1),
        lambda manifest: manifest["tables"][3].update(digest="0" * 64),
        lambda manifest: manifest["tables"][2]["columns"].reverse(),
        lambda manifest: manifest.pop("version"),
    ],
)
def test_file_that_does_not_fit_changes_nothing(cast: Cast, saved: Path, tmp_path: Path, change: Any) -> None:
    def changed(name: str, content: bytes) -> bytes:
        if name != "manifest.json":
            return content
        manifest = json.loads(content)
        change(manifest)
        return json.dumps(manifest).encode()

    check_refused(cast, rewritten(saved, tmp_path, changed))


def test_decision_changed_in_the_file_and_its_checksum_is_found_by_the_log(
    cast: Cast, saved: Path, tmp_path: Path
) -> None:
    import hashlib

    with ZipFile(saved) as archive:
        forged = archive.read("tables/records_pointdecision.jsonl").replace(b'"met"', b'"not_met"')

    def changed(name: str, content: bytes) -> bytes:
        if name == "tables/records_pointdecision.jsonl":
            return forged
        if name == "manifest.json":
            manifest = json.loads(content)
            table = next(one for one in manifest["tables"] if one["name"] == "records_pointdecision")
            table["digest"] = hashlib.sha256(forged).hexdigest()
            return json.dumps(manifest).encode()
        return content

    check_refused(cast, rewritten(saved, tmp_path, changed))


def rewritten(saved: Path, folder: Path, changed: Any) -> Path:
    path = folder / "changed.zip"
    with ZipFile(saved) as old, ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, changed(name, old.read(name)))
    return path


def check_refused(cast: Cast, path: Path) -> None:
    hand_in(cast.other_learner, "Not in the backup.", now=NOW + timedelta(hours=Attempt.objects.count()))
    before = everything()
    with pytest.raises(Refused) as refused:
        restore(path, replace=True)
    assert refused.value.field == "file"
    assert everything() == before
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_event")


@pytest.mark.django_db(transaction=True)
def test_backup_is_of_one_moment_while_others_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cast = make_cast()
    live(cast)
    before = everything()
    write_table = back_up_module._write_table
    written: list[Thread] = []

    def write_and_be_interrupted(*arguments: Any) -> Any:
        if not written:
            written.append(Thread(target=hand_in_elsewhere, args=(cast.other_learner,)))
            written[0].start()
            written[0].join()
        return write_table(*arguments)

    monkeypatch.setattr(back_up_module, "_write_table", write_and_be_interrupted)
    back_up(tmp_path / "one.zip", NOW)
    assert Event.objects.count() > len(before["Event"])
    restore(tmp_path / "one.zip", replace=True)
    assert everything() == before


def hand_in_elsewhere(person: Any) -> None:
    try:
        hand_in(person, "Meanwhile, because.", now=NOW + timedelta(days=1))
    finally:
        connection.close()
