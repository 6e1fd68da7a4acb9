"""PDF: pages, headings by size, paragraph gaps, and the refusals."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from knowledge.ingest import read_document
from knowledge.ingest.errors import CorruptDocument, EmptyDocument, EncryptedDocument, ScannedDocument


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    path = tmp_path / "guide.pdf"
    canvas = Canvas(str(path))
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(72, 780, "Når et barn bliver væk")
    canvas.setFont("Helvetica", 11)
    for place, line in enumerate(["Kontoret ringer hjem samme morgen,", "og læreren skriver det ned."]):
        canvas.drawString(72, 750 - 14 * place, line)
    canvas.drawString(72, 690, "Et nyt afsnit begynder her.")
    canvas.showPage()
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 750, "Anden side om fravær.")
    canvas.save()
    return path


def test_lines_come_page_by_page_with_headings_by_size(guide: Path) -> None:
    document = read_document(guide)
    assert document.laid_out
    assert [page.number for page in document.pages] == [1, 2]
    first = document.pages[0].blocks
    assert [(block.text, block.level) for block in first] == [
        ("Når et barn bliver væk", 1),
        ("Kontoret ringer hjem samme morgen,", None),
        ("og læreren skriver det ned.", None),
        ("Et nyt afsnit begynder her.", None),
    ]
    assert [block.gap for block in first][2:] == [0, 1]
    assert document.pages[1].blocks[0].text == "Anden side om fravær."


def test_a_large_bullet_makes_no_heading(tmp_path: Path) -> None:
    path = tmp_path / "liste.pdf"
    canvas = Canvas(str(path))
    canvas.setFont("Helvetica", 10)
    canvas.drawString(72, 760, "Sådan gør vi, når et barn bliver væk:")
    canvas.setFont("Helvetica", 16)
    canvas.drawString(72, 740, "\u2022")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(84, 740, "Ring hjem før klokken ni")
    canvas.save()
    assert [block.level for block in read_document(path).pages[0].blocks] == [None, None]


def test_a_pdf_is_known_by_content_not_by_name(guide: Path) -> None:
    renamed = guide.rename(guide.with_suffix(".txt"))
    assert read_document(renamed).format == "pdf"


def test_a_password_is_named(guide: Path, tmp_path: Path) -> None:
    writer = PdfWriter(PdfReader(guide))
    writer.encrypt("hemmeligt")
    locked = tmp_path / "laast.pdf"
    with locked.open("wb") as file:
        writer.write(file)
    with pytest.raises(EncryptedDocument, match="password"):
        read_document(locked)


def test_a_cut_file_is_corrupt(guide: Path) -> None:
    guide.write_bytes(guide.read_bytes()[:60])
    with pytest.raises(CorruptDocument):
        read_document(guide)


def test_pictures_without_text_are_a_scan(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    bitmap = BytesIO(b"P6\n2 2\n255\n" + bytes(range(12)))
    canvas = Canvas(str(path))
    canvas.drawImage(ImageReader(bitmap), 72, 600, 100, 100)
    canvas.save()
    with pytest.raises(ScannedDocument, match="OCR"):
        read_document(path)


def test_pages_with_nothing_are_empty(tmp_path: Path) -> None:
    path = tmp_path / "tom.pdf"
    canvas = Canvas(str(path))
    canvas.showPage()
    canvas.save()
    with pytest.raises(EmptyDocument):
        read_document(path)
