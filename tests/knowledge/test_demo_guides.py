"""The demo schools' guides are made from their Markdown, and say who the municipality file says."""

import importlib
from pathlib import Path

import pytest
import yaml
from docx import Document
from pypdf import PdfReader

from actions.schools import load_municipalities

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
GUIDES = {
    "demo-dk": KNOWLEDGE / "documents" / "demo-dk" / "fravaersguide.pdf",
    "demo-no": KNOWLEDGE / "documents" / "demo-no" / "rutine-for-fravaer.docx",
}


def text_of(guide: Path) -> str:
    if guide.suffix == ".pdf":
        return " ".join(" ".join(page.extract_text() for page in PdfReader(guide).pages).split())
    document = Document(str(guide))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_files_are_what_their_markdown_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = importlib.import_module("knowledge.documents.make")
    for guide in GUIDES.values():
        folder = tmp_path / guide.parent.name
        folder.mkdir()
        for source in (guide.with_suffix(".md"), Path(f"{guide}.yml")):
            (folder / source.name).write_bytes(source.read_bytes())
    monkeypatch.setattr(make, "HERE", tmp_path)
    make.main()
    for guide in GUIDES.values():
        made = (tmp_path / guide.parent.name / guide.name).read_bytes()
        assert made == guide.read_bytes(), f"{guide.name} is stale: run python knowledge/documents/make.py"


@pytest.mark.parametrize("school_id", GUIDES)
def test_a_guide_names_its_own_schools_coordinators_and_no_others(school_id: str) -> None:
    municipalities = load_municipalities(KNOWLEDGE / "policy" / "municipalities")
    text = text_of(GUIDES[school_id])
    for place in municipalities.all:
        for person in place.coordinators:
            belongs = school_id in person.schools
            assert (person.name in text, person.phone in text) == (belongs, belongs)


@pytest.mark.parametrize("school_id", GUIDES)
def test_a_sidecar_says_whose_guide_it_is(school_id: str) -> None:
    sidecar = yaml.safe_load(Path(f"{GUIDES[school_id]}.yml").read_text(encoding="utf-8"))
    school = load_municipalities(KNOWLEDGE / "policy" / "municipalities").school(school_id)
    assert school is not None
    assert (sidecar["school"], sidecar["country"], sidecar["language"]) == (
        school_id,
        school.country,
        school.language,
    )
    assert sidecar["allow_contacts"] is True


def test_the_guides_have_headings_a_table_and_pages() -> None:
    pages = PdfReader(GUIDES["demo-dk"]).pages
    assert len(pages) >= 3
    assert all(f"Side {number}" in page.extract_text() for number, page in enumerate(pages, start=1))
    norwegian = Document(str(GUIDES["demo-no"]))
    assert sum(paragraph.style.name.startswith("Heading") for paragraph in norwegian.paragraphs) >= 12
    assert len(norwegian.tables) == 1
