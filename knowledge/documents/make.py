"""Make the demo schools' guides from their Markdown: one as PDF, one as Word, the same bytes every time.

Run from anywhere: `python knowledge/documents/make.py`. Edit the .md file, never the .pdf or .docx.
The Markdown used: `#` headings, paragraphs, `- ` and `1. ` lists, one kind of table, `**bold**`.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import yaml
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer, Table, TableStyle

HERE = Path(__file__).parent
FIXED = datetime(2026, 11, 22)  # noqa: DTZ001 - Word stores this without a zone; a clock would change the bytes
MARGIN = 24 * mm
INK, RULE = colors.HexColor("#1d2b36"), colors.HexColor("#9fb1bd")


@dataclass(frozen=True)
class Block:
    """One piece of a guide: a heading of `level`, a paragraph, a list or a table of cells."""

    kind: Literal["heading", "paragraph", "bullets", "steps", "table"]
    lines: tuple[str, ...]
    level: int = 0

    def rows(self) -> list[list[str]]:
        cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in self.lines]
        return [row for row in cells if not set("".join(row)) <= {"-"}]


def read_blocks(markdown: str) -> Iterator[Block]:
    """The blocks of a guide, in order. Blocks are separated by blank lines."""
    for chunk in re.split(r"\n\s*\n", markdown.strip()):
        lines = tuple(line.strip() for line in chunk.splitlines())
        if heading := re.match(r"(#+) (.*)", lines[0]):
            yield Block("heading", (heading[2],), len(heading[1]))
        elif lines[0].startswith("|"):
            yield Block("table", lines)
        elif lines[0].startswith("- "):
            yield Block("bullets", tuple(line[2:] for line in lines))
        elif re.match(r"\d+\. ", lines[0]):
            yield Block("steps", tuple(line.split(" ", 1)[1] for line in lines))
        else:
            yield Block("paragraph", (" ".join(lines),))


def style(size: float, **more: Any) -> ParagraphStyle:
    font = more.pop("fontName", "Helvetica")
    return ParagraphStyle(f"s{size}", fontName=font, fontSize=size, leading=size * 1.4, textColor=INK, **more)


BODY = style(10.5, spaceAfter=7)
ITEM = style(10.5, leftIndent=14, bulletIndent=2, spaceAfter=3)
CELL = style(9)
HEADINGS = {
    1: style(22, fontName="Helvetica-Bold", spaceAfter=14),
    2: style(14, fontName="Helvetica-Bold", spaceBefore=12, spaceAfter=6, keepWithNext=1),
    3: style(11.5, fontName="Helvetica-Bold", spaceBefore=8, spaceAfter=4, keepWithNext=1),
}


def pdf_parts(block: Block, width: float) -> list[Any]:
    text = [re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", line) for line in block.lines]
    if block.kind == "heading":
        return [Paragraph(text[0], HEADINGS[block.level])]
    if block.kind == "table":
        return [pdf_table(block, width), Spacer(1, 10)]
    if block.kind == "paragraph":
        return [Paragraph(text[0], BODY)]
    marks = ["•" if block.kind == "bullets" else f"{number}." for number in range(1, len(text) + 1)]
    items = [Paragraph(line, ITEM, bulletText=mark) for line, mark in zip(text, marks, strict=True)]
    return [*items, Spacer(1, 5)]


def pdf_table(block: Block, width: float) -> Table:
    head, *rest = block.rows()
    cells = [[Paragraph(f"<b>{cell}</b>", CELL) for cell in head]]
    cells += [[Paragraph(cell, CELL) for cell in row] for row in rest]
    table = Table(cells, colWidths=[width * share for share in (0.30, 0.32, 0.23, 0.15)], repeatRows=1)
    grid = ("GRID", (0, 0), (-1, -1), 0.5, RULE)
    table.setStyle(TableStyle([grid, ("VALIGN", (0, 0), (-1, -1), "TOP"), ("NOSPLIT", (0, 0), (-1, -1))]))
    return table


def make_pdf(markdown: str, header: str, facts: dict[str, Any]) -> bytes:
    """The guide as PDF, with a running header and page numbers."""
    out = io.BytesIO()
    width = A4[0] - 2 * MARGIN
    frame = Frame(MARGIN, MARGIN, width, A4[1] - 2 * MARGIN - 6 * mm, leftPadding=0, rightPadding=0)

    def furniture(canvas: Canvas, _: Any) -> None:
        canvas.setFont("Helvetica", 8.5)
        canvas.setFillColor(INK)
        canvas.drawString(MARGIN, A4[1] - 16 * mm, header)
        canvas.drawRightString(A4[0] - MARGIN, 14 * mm, f"Side {canvas.getPageNumber()}")
        canvas.setStrokeColor(RULE)
        canvas.line(MARGIN, A4[1] - 18 * mm, A4[0] - MARGIN, A4[1] - 18 * mm)

    # invariant: no clock and no random document id, so that the same text gives the same file.
    template = BaseDocTemplate(
        out, pagesize=A4, invariant=1, title=facts["title"], author=facts["owner"], lang=facts["language"]
    )
    template.addPageTemplates(PageTemplate(frames=[frame], onPage=furniture))
    template.build([part for block in read_blocks(markdown) for part in pdf_parts(block, width)])
    return out.getvalue()


def make_docx(markdown: str, header: str, facts: dict[str, Any]) -> bytes:
    """The guide as Word, with Word's own heading, list and table styles."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = (
        facts["title"],
        facts["owner"],
        facts["language"],
    )
    properties.created = properties.modified = FIXED
    document.sections[0].header.paragraphs[0].text = header
    page_number(document.sections[0].footer.paragraphs[0])
    for block in read_blocks(markdown):
        add_to_word(document, block)
    out = io.BytesIO()
    document.save(out)
    return without_clock(out.getvalue())


def add_to_word(document: Any, block: Block) -> None:
    styles = {"bullets": "List Bullet", "steps": "List Number", "paragraph": None}
    if block.kind == "heading":
        document.add_heading(block.lines[0], level=block.level)
    elif block.kind == "table":
        word_table(document, block)
    else:
        for line in block.lines:
            add_runs(document.add_paragraph(style=styles[block.kind]), line)


def add_runs(paragraph: WordParagraph, line: str) -> None:
    for number, part in enumerate(line.split("**")):
        paragraph.add_run(part).bold = True if number % 2 else None


def word_table(document: Any, block: Block) -> None:
    rows = block.rows()
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    document.add_paragraph()


def page_number(paragraph: WordParagraph) -> None:
    paragraph.add_run("Side ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def without_clock(package: bytes) -> bytes:
    """The same Word file with a fixed time on every part: python-docx stamps each with the clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, FIXED.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def main() -> None:
    """Make every file that has a sidecar (`name.pdf.yml`, `name.docx.yml`) from its `name.md`."""
    for sidecar in sorted(HERE.glob("*/*.yml")):
        target = sidecar.with_suffix("")
        facts = yaml.safe_load(sidecar.read_text(encoding="utf-8"))
        markdown = target.with_suffix(".md").read_text(encoding="utf-8")
        edition = "udgave" if facts["language"] == "da" else "utgave"
        header = f"{facts['title']} · {edition} {facts['version']}"
        make = make_pdf if target.suffix == ".pdf" else make_docx
        target.write_bytes(make(markdown, header, facts))


if __name__ == "__main__":
    main()
