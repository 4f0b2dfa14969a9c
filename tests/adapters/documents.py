"""Small documents of every kind that is read, made by hand: what they hold is in plain sight."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from pypdf import PdfReader, PdfWriter

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def archive(parts: dict[str, str | bytes]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return packed.getvalue()


def docx(body: str, *, before: str = "", space: str = W, **parts: str | bytes) -> bytes:
    """`body` is the XML inside `w:body`; `before` stands between the XML declaration and the root."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document xmlns:w="{space}" xmlns:mc="{MC}">'
        f"<w:body>{body}</w:body></w:document>"
    )
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **parts})


def paragraph(words: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def item(words: str) -> str:
    return paragraph(words, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>')


def odt(body: str, *, before: str = "", **parts: str | bytes) -> bytes:
    """`body` is the XML inside `office:text`."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content xmlns:office="{OFFICE}" '
        f'xmlns:text="{TEXT}"><office:body><office:text>{body}</office:text></office:body></office:document-content>'
    )
    kind = "application/vnd.oasis.opendocument.text"
    return archive({"mimetype": kind, "content.xml": content, **parts})


def pdf(*pages: list[str]) -> bytes:
    """A page for each list of lines, set in Helvetica; a page without lines holds no text, as a scan does."""
    return pdf_of(*(_shown(lines) for lines in pages))


def pdf_of(*streams: bytes, how: str = "") -> bytes:
    """A page for each stream of drawing commands; `how` says in what way they are packed."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(streams):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (5 + 2 * number)
        )
        objects.append(b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(stream), how.encode(), stream))
    return _written(objects)


def locked(document: bytes, password: str) -> bytes:
    """The PDF, opened by `password`; with "" anybody opens it."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(document)))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _shown(lines: list[str]) -> bytes:
    shown = "".join(f"({_escaped(line)}) Tj 0 -16 Td " for line in lines)
    return f"BT /F1 12 Tf 72 760 Td {shown}ET".encode("cp1252")


def _written(objects: list[bytes]) -> bytes:
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(made)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return made + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
