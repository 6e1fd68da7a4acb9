"""A folder with everything that goes wrong in it: each bad file is named with its reason, and the rest is read."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from knowledge.shelf import Shelf

PAGES = 500
LINES = [
    "Kontoret ringer hjem samme morgen, når en elev mangler.",
    "Læreren skriver fraværet ned og taler med teamet om det.",
    "Efter en uge holder vi et møde med familien på skolen.",
]


def book(path: Path, pages: int) -> None:
    canvas = Canvas(str(path))
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(72, 780, f"Kapitel {number} om fravær")
        canvas.setFont("Helvetica", 11)
        for place, line in enumerate(LINES * 4):
            canvas.drawString(72, 750 - 14 * place, f"{line} Det gælder uge {number}.")
        canvas.showPage()
    canvas.save()


def locked(path: Path) -> None:
    book(path, 1)
    writer = PdfWriter(PdfReader(path))
    writer.encrypt("hemmeligt")
    with path.open("wb") as file:
        writer.write(file)


def scanned(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.drawImage(ImageReader(BytesIO(b"P6\n2 2\n255\n" + bytes(range(12)))), 72, 600, 100, 100)
    canvas.save()


def cut(path: Path) -> None:
    book(path, 2)
    path.write_bytes(path.read_bytes()[:200])


BAD: dict[str, tuple[str, Callable[[Path], object]]] = {
    "laast.pdf": ("encrypted", locked),
    "indscannet.pdf": ("scanned_only", scanned),
    "afbrudt.pdf": ("corrupt", cut),
    "ingenting.pdf": ("zero_byte", lambda path: path.write_bytes(b"")),
    "billede.png": ("unsupported", lambda path: path.write_bytes(b"\x89PNG\r\n")),
}


def test_every_bad_file_is_named_with_its_reason_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "fra-kommunen"
    folder.mkdir()
    for name, (_, make) in BAD.items():
        make(folder / name)
    (folder / "guide.md").write_text("# Guide\n\n" + " ".join(LINES), encoding="utf-8")
    told: list[str] = []
    shelf = Shelf(tmp_path / "shelf")
    summary = shelf.add([folder], progress=lambda done, total, name: told.append(name))
    assert [document.id for document in summary.added] == ["guide"]
    assert {Path(one.path).name: one.reason for one in summary.skipped} == {
        name: reason for name, (reason, _) in BAD.items()
    }
    for skipped in summary.skipped:
        assert Path(skipped.path).name in skipped.message and skipped.message.rstrip().endswith(".")
    assert set(BAD) - {"billede.png"} <= set(told)


def test_a_pdf_of_500_pages_is_read_to_its_last_page(tmp_path: Path) -> None:
    book(tmp_path / "haandbog.pdf", PAGES)
    shelf = Shelf(tmp_path / "shelf")
    (document,) = shelf.add([tmp_path / "haandbog.pdf"]).added
    passages = shelf.passages()
    assert document.pages == PAGES
    assert {passage.page for passage in passages} == set(range(1, PAGES + 1))
    last = passages[-1]
    assert last.page == PAGES and last.heading_path[-1] == f"Kapitel {PAGES} om fravær"
    assert f"uge {PAGES}" in last.text
