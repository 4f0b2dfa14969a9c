"""A learner's file becomes text, and a file that is broken or made to do harm is refused for the right reason."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from threading import BoundedSemaphore
from zipfile import ZipFile

import pytest

from tests.adapters.documents import archive, docx, item, locked, odt, paragraph, pdf, pdf_of
from wellserved.adapters.evidence import Reason, Unreadable, apart, read_evidence
from wellserved.adapters.evidence.kinds import text_of
from wellserved.adapters.evidence.limits import MOST_BYTES, MOST_CHARACTERS, MOST_XML
from wellserved.adapters.evidence.pdf import joined

SAID = "Customers come back because they were treated well."
TOLD = "They tell their friends & families."
BOMB = "<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
OUTSIDE = "<!DOCTYPE w [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"


def refused(content: bytes) -> Reason:
    with pytest.raises(Unreadable) as caught:
        text_of(content)
    return caught.value.reason


class TestWord:
    def test_paragraphs_and_items_are_lines(self) -> None:
        body = paragraph(SAID) + item("friendly") + item("quick") + "<w:p/>" + paragraph("The end.")
        assert text_of(docx(body)) == f"{SAID}\n- friendly\n- quick\n\nThe end."

    def test_words_cut_into_runs_are_one_word(self) -> None:
        body = "<w:p><w:r><w:t>Cust</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>omers</w:t></w:r></w:p>"
        assert text_of(docx(body)) == "Customers"

    def test_breaks_and_tabs_are_kept_and_tab_stops_are_no_tabs(self) -> None:
        stops = '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>'
        body = (
            f"<w:p><w:pPr>{stops}</w:pPr><w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r></w:p>"
        )
        assert text_of(docx(body)) == "one\ttwo\nthree"

    def test_a_paragraph_taken_out_of_a_list_is_no_item(self) -> None:
        assert text_of(docx(paragraph("plain", '<w:numPr><w:numId w:val="0"/></w:numPr>'))) == "plain"

    def test_deleted_words_and_their_old_form_are_left_out(self) -> None:
        gone = "<w:del><w:r><w:delText>never</w:delText><w:t>never</w:t></w:r></w:del>"
        moved = "<w:moveFrom><w:r><w:t>never</w:t></w:r></w:moveFrom>"
        assert text_of(docx(f"<w:p>{gone}{moved}<w:ins><w:r><w:t>now</w:t></w:r></w:ins></w:p>")) == "now"

    def test_a_text_box_is_read_once(self) -> None:
        box = f"<w:txbxContent>{paragraph('boxed')}</w:txbxContent>"
        both = (
            f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
        )
        assert text_of(docx(f"<w:p><w:r>{both}<w:t>around</w:t></w:r></w:p>")) == "boxed\naround"

    def test_instructions_of_fields_are_no_text(self) -> None:
        assert text_of(docx("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>7</w:t></w:r></w:p>")) == "7"

    def test_the_strict_form_is_read(self) -> None:
        assert text_of(docx(paragraph(SAID), space="http://purl.oclc.org/ooxml/wordprocessingml/main")) == SAID

    def test_macros_are_not_even_opened(self) -> None:
        assert text_of(docx(paragraph(SAID), **{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro"})) == SAID

    @pytest.mark.parametrize("before", [BOMB, OUTSIDE])
    def test_entities_are_refused(self, before: str) -> None:
        assert refused(docx(paragraph("&a;" if before is OUTSIDE else "&b;"), before=before)) is Reason.DAMAGED

    def test_an_archive_that_swells_is_refused(self) -> None:
        swollen = docx(paragraph(" " * (MOST_XML + 1)))
        assert len(swollen) < 100_000
        assert refused(swollen) is Reason.DAMAGED

    def test_an_archive_that_lies_about_its_size_is_refused(self) -> None:
        swollen = docx(paragraph("a" * 200_000))
        true, false = (struct.pack("<I", size) for size in (_size(swollen), 10))
        assert refused(swollen.replace(true, false)) is Reason.DAMAGED

    def test_deep_nesting_does_no_harm(self) -> None:
        depth = 200_000
        assert text_of(docx("<w:sdt>" * depth + paragraph(SAID) + "</w:sdt>" * depth)) == SAID

    def test_a_cut_off_file_is_damaged(self) -> None:
        assert refused(docx(paragraph(SAID))[:-30]) is Reason.DAMAGED

    def test_a_document_without_words_has_no_text(self) -> None:
        assert refused(docx("<w:p/><w:p/>")) is Reason.NO_TEXT


def _size(document: bytes) -> int:
    return ZipFile(BytesIO(document)).getinfo("word/document.xml").file_size


class TestOpenDocument:
    def test_paragraphs_headings_and_items_are_lines(self) -> None:
        items = "".join(f"<text:list-item><text:p>{word}</text:p></text:list-item>" for word in ("friendly", "quick"))
        body = f"<text:h>Service</text:h><text:p>{SAID}</text:p><text:list>{items}</text:list>"
        assert text_of(odt(body)) == f"Service\n{SAID}\n- friendly\n- quick"

    def test_spaces_tabs_and_breaks(self) -> None:
        body = '<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d<text:s/>e<text:s text:c="x"/>f</text:p>'
        assert text_of(odt(body)) == "a   b\tc\nd e f"

    def test_a_huge_number_of_spaces_is_no_bomb(self) -> None:
        assert len(text_of(odt('<text:p>a<text:s text:c="999999999"/>b</text:p>'))) < 200

    def test_comments_notes_and_old_versions_are_left_out(self) -> None:
        gone = "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
        note = "<text:note><text:note-body><text:p>note</text:p></text:note-body></text:note>"
        comment = "<office:annotation><text:p>comment</text:p></office:annotation>"
        assert text_of(odt(f"{gone}<text:p>ke{note}{comment}pt</text:p>")) == "kept"

    def test_entities_are_refused(self) -> None:
        assert refused(odt("<text:p>&b;</text:p>", before=BOMB)) is Reason.DAMAGED

    def test_a_file_with_a_password_is_locked(self) -> None:
        manifest = "<manifest><encryption-data/></manifest>"
        assert refused(odt("", **{"META-INF/manifest.xml": manifest})) is Reason.LOCKED

    def test_a_spreadsheet_is_another_kind(self) -> None:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        assert refused(archive({"mimetype": kind, "content.xml": "<a/>"})) is Reason.UNKNOWN_KIND


class TestPdf:
    def test_lines_cut_by_the_page_are_joined(self) -> None:
        page = ["Customers come back because they were treated well by staff", "who listened. They tell", "friends."]
        assert text_of(pdf(page)) == f"{page[0]} {page[1]} {page[2]}"

    def test_every_page_is_read(self) -> None:
        text = text_of(pdf(*[[f"This is page {n}."] for n in range(1, 51)]))
        assert text.splitlines()[0] == "This is page 1."
        assert text.splitlines()[-1] == "This is page 50."

    def test_a_scan_has_no_text(self) -> None:
        assert refused(pdf([], [])) is Reason.NO_TEXT

    def test_a_password_locks_it_and_an_empty_one_does_not(self) -> None:
        assert refused(locked(pdf([SAID]), "secret")) is Reason.LOCKED
        assert text_of(locked(pdf([SAID]), "")) == SAID

    @pytest.mark.parametrize(
        ("lines", "made"),
        [
            (["• friendly staff", "• quick service"], "- friendly staff\n- quick service"),
            (["•", "friendly staff", "•", "quick service"], "- friendly staff\n- quick service"),
            (["1. First thing", "2. Second thing"], "1. First thing\n2. Second thing"),
            (
                ["Benefits", "Customers come back and tell others about it."],
                "Benefits\nCustomers come back and tell others about it.",
            ),
            (["They are treated well.", "They come back."], "They are treated well.\nThey come back."),
            (["a well-known and customer-", "friendly shop"], "a well-known and customer-friendly shop"),
            (["one", "", "two"], "one\n\ntwo"),
            ([], ""),
        ],
    )
    def test_what_is_joined_and_what_is_not(self, lines: list[str], made: str) -> None:
        assert joined(lines) == made

    @pytest.mark.parametrize(
        "content", [b"%PDF-1.7", b"%PDF-1.4\n1 0 obj << /Length 99999999 >> stream", b"x%PDF-" * 9]
    )
    def test_a_broken_file_is_damaged(self, content: bytes) -> None:
        with pytest.raises(Unreadable) as caught:
            read_evidence(content)
        assert caught.value.reason is Reason.DAMAGED

    def test_a_page_that_swells_is_refused(self) -> None:
        packed = zlib.compress(b"BT /F1 12 Tf (words) Tj ET " + b" " * 400_000_000, 9)
        with pytest.raises(Unreadable) as caught:
            read_evidence(pdf_of(packed, how="/Filter /FlateDecode"))
        assert caught.value.reason is Reason.DAMAGED

    def test_a_packed_page_is_read(self) -> None:
        packed = zlib.compress(b"BT /F1 12 Tf (words) Tj ET ")
        assert text_of(pdf_of(packed, how="/Filter /FlateDecode")) == "words"


class TestPlainText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
    def test_every_usual_encoding_is_read(self, encoding: str) -> None:
        assert text_of("Staff said “thanks” – café".encode(encoding)) == "Staff said “thanks” – café"

    def test_line_ends_are_one_sign(self) -> None:
        assert text_of(b"one\r\ntwo\rthree\n\n\n\nfour  \n") == "one\ntwo\nthree\n\nfour"

    @pytest.mark.parametrize(
        "content",
        [
            b"\x89PNG\r\n\x1a\n\x00\x00",
            b"\xff\xd8\xff\xe0\x00\x10JFIF",
            b"MZ\x90\x00\x03\x00",
            b"{\\rtf1 Hello}",
            b"\xff\xfe\x00\xd8",  # half of a symbol, in UTF-16
            archive({"a.txt": "words"}),
        ],
    )
    def test_what_is_no_text_is_another_kind(self, content: bytes) -> None:
        assert refused(content) is Reason.UNKNOWN_KIND

    def test_markup_stays_as_it_was_written(self) -> None:
        assert text_of(b"<script>alert(1)</script> {{ name }}") == "<script>alert(1)</script> {{ name }}"

    @pytest.mark.parametrize("content", [b" \n\t\r\n ", "\u00a0\n".encode()])
    def test_spaces_alone_are_no_text(self, content: bytes) -> None:
        assert refused(content) is Reason.NO_TEXT


def test_an_old_word_file_is_told_from_the_rest() -> None:
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) is Reason.OLD_WORD


def test_too_many_words_are_refused_whole() -> None:
    assert len(text_of(b"a" * MOST_CHARACTERS)) == MOST_CHARACTERS
    assert refused(b"a" * (MOST_CHARACTERS + 1)) is Reason.TOO_LONG
    assert refused(docx(paragraph("word " * MOST_CHARACTERS))) is Reason.TOO_LONG


def test_reading_apart_gives_the_same_text() -> None:
    body = paragraph(SAID) + paragraph(TOLD.replace("&", "&amp;"))
    assert read_evidence(docx(body)) == f"{SAID}\n{TOLD}"
    assert read_evidence(pdf([SAID])) == SAID


def test_reading_apart_passes_the_reason_on() -> None:
    for content, reason in (
        (b"", Reason.EMPTY),
        (b"a" * (MOST_BYTES + 1), Reason.TOO_BIG),
        (b"\0", Reason.UNKNOWN_KIND),
    ):
        with pytest.raises(Unreadable) as caught:
            read_evidence(content)
        assert caught.value.reason is reason


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(Unreadable) as caught:
        read_evidence(b"words", most_seconds=0.001)
    assert caught.value.reason is Reason.DAMAGED
    assert read_evidence(b"words") == "words"  # its place is free again


def test_the_reading_process_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "WELLSERVED_SECRET_KEY", "SOME_TOKEN"):
        monkeypatch.setenv(name, "secret")
    assert "secret" not in apart.known_to_reader().values()
    assert read_evidence(SAID.encode()) == SAID


def test_too_many_files_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = BoundedSemaphore(1)
    taken.acquire()
    monkeypatch.setattr(apart, "_places", taken)
    with pytest.raises(Unreadable) as caught:
        read_evidence(b"words", most_seconds=0.01)
    assert caught.value.reason is Reason.BUSY
