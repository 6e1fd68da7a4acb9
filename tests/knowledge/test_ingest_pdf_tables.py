"""Tables in a PDF keep their rows, and what only looks like one is left as it stood."""

from pathlib import Path

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from knowledge.ingest import read_document
from knowledge.shelf import Shelf

STYLE = getSampleStyleSheet()["Normal"]
ROWS = [
    ["Hvad vi ser", "Hvad vi gør", "Hvem"],
    ["Tre fraværsdage spredt over fire uger, eller tre gange for sent på to uger", "Ringer hjem og spørger, hvordan "
     "det går derhjemme", "Klasselæreren"],
    ["Ti procent", "Kortlægning i barn, hjem, skole og fritid", "Tovholderen udpeges af skolelederen"],
    ["Fem dage i træk", "Hjemmebesøg", "Tovholderen"],
]  # fmt: skip
PROSE = (
    "Når en elev bliver væk, ringer skolen hjem. Læreren skriver det ned, og teamet ser på det om mandagen. "
    * 4
)


def lines(path: Path) -> list[str]:
    return [block.text for page in read_document(path).pages for block in page.blocks]


def with_table(path: Path, rows: list[list[str]], widths: list[int]) -> Path:
    cells = [[Paragraph(text, STYLE) for text in row] for row in rows]
    story = [
        Paragraph(PROSE, STYLE),
        Spacer(1, 14),
        Table(cells, colWidths=widths),
        Spacer(1, 14),
        Paragraph(PROSE, STYLE),
    ]
    SimpleDocTemplate(str(path)).build(story)
    return path


def test_each_row_is_one_line_of_its_cells(tmp_path: Path) -> None:
    found = lines(with_table(tmp_path / "tabel.pdf", ROWS, [150, 150, 100]))
    assert [line for line in found if " | " in line] == [" | ".join(row) for row in ROWS]
    prose = " ".join(line for line in found if " | " not in line)
    assert prose == f"{PROSE.strip()} {PROSE.strip()}"


def test_a_table_of_single_lines(tmp_path: Path) -> None:
    rows = [["Uge 1", "Ring"], ["Uge 2", "Mød"], ["Uge 3", "Skriv"]]
    assert [line for line in lines(with_table(tmp_path / "kort.pdf", rows, [100, 100])) if "Uge" in line] in (
        ["Uge 1 | Ring", "Uge 2 | Mød", "Uge 3 | Skriv"],
        ["Uge 1 Ring", "Uge 2 Mød", "Uge 3 Skriv"],
    )


def test_two_columns_of_a_page_are_no_table(tmp_path: Path) -> None:
    path = tmp_path / "spalter.pdf"
    canvas = Canvas(str(path))
    canvas.setFont("Helvetica", 10)
    written = []
    for left in (60, 320):
        for place in range(24):
            written.append(f"Spalte {left} har linje {place} om skolen.")
            canvas.drawString(left, 760 - 13 * place - 10 * (place // 8), written[-1])
    canvas.save()
    assert lines(path) == written


def test_a_footer_with_two_ends_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "fod.pdf"
    canvas = Canvas(str(path))
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, 40, "Guide for skolen")
    canvas.drawString(500, 40, "Side 1")
    canvas.drawString(60, 760, "Kontoret ringer hjem samme morgen.")
    canvas.save()
    assert not any(" | " in line for line in lines(path))


def test_a_row_stays_whole_in_its_passage(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")
    shelf.add([with_table(tmp_path / "tabel.pdf", ROWS, [150, 150, 100])])
    text = "\n".join(passage.text for passage in shelf.passages())
    for row in ROWS[1:]:
        assert " | ".join(row) in text
