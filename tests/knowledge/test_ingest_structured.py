"""DOCX, HTML and Markdown: what the format itself says of headings and lists is kept."""

import zipfile
from pathlib import Path

import docx
import pytest

from knowledge.ingest import Block, read_document
from knowledge.ingest import docx as docx_reader
from knowledge.ingest.errors import CorruptDocument, EncryptedDocument, TooLargeDocument, UnsupportedDocument


@pytest.fixture
def word(tmp_path: Path) -> Path:
    document = docx.Document()
    document.core_properties.title = "Rutine for fravær"
    document.add_heading("Rutine for fravær", level=0)
    document.add_heading("Første dag", level=1)
    document.add_paragraph("Kontoret ringer   hjem.")
    document.add_paragraph("Skriv ned svaret", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "5 dager", "Samtale"
    path = tmp_path / "rutine.docx"
    document.save(str(path))
    return path


def test_word_headings_lists_and_tables_in_reading_order(word: Path) -> None:
    document = read_document(word)
    assert (document.format, document.title, document.laid_out) == ("docx", "Rutine for fravær", False)
    assert document.pages[0].number is None
    assert list(document.pages[0].blocks) == [
        Block("Rutine for fravær", level=1),
        Block("Første dag", level=1),
        Block("Kontoret ringer hjem."),
        Block("Skriv ned svaret", item=True),
        Block("5 dager | Samtale"),
    ]


def test_a_damaged_word_file_is_corrupt(word: Path) -> None:
    content = bytearray(word.read_bytes())
    content[200:1200] = b"x" * 1000
    word.write_bytes(bytes(content))
    with pytest.raises(CorruptDocument):
        read_document(word)


def test_a_file_that_unpacks_to_too_much_is_refused(word: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_reader, "MOST_UNPACKED", 1000)
    with pytest.raises(TooLargeDocument):
        read_document(word)


def test_a_password_protected_word_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "laast.docx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64 + "EncryptedPackage".encode("utf-16-le")
    )
    with pytest.raises(EncryptedDocument):
        read_document(path)


def test_other_zip_files_are_unsupported(tmp_path: Path) -> None:
    path = tmp_path / "arkiv.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("note.txt", "hej")
    with pytest.raises(UnsupportedDocument):
        read_document(path)


def test_web_page_without_menus_and_scripts(tmp_path: Path) -> None:
    path = tmp_path / "side.html"
    path.write_text(
        "<!doctype html><html><head><title>Kommunen</title><style>p{}</style></head><body>"
        "<nav><a>Forside</a></nav><main><h1>Fravær &amp; trivsel</h1><p>Ring <b>straks</b> hjem.</p>"
        "<ul><li>Spørg barnet</li><li><p>Lyt først</p></li></ul><script>alert(1)</script>"
        "<h2>Kontakt</h2>Løs tekst</main><footer>Bund</footer></body></html>",
        encoding="utf-8",
    )
    document = read_document(path)
    assert document.title == "Fravær & trivsel"
    assert [(block.text, block.level) for block in document.pages[0].blocks] == [
        ("Fravær & trivsel", 1),
        ("Ring straks hjem.", None),
        ("Spørg barnet", None),
        ("Lyt først", None),
        ("Kontakt", 2),
        ("Løs tekst", None),
    ]


def test_web_page_in_its_declared_encoding(tmp_path: Path) -> None:
    path = tmp_path / "gammel.htm"
    path.write_bytes(
        "<html><head><meta charset=iso-8859-1></head><body><p>Også på skolen</p></body>".encode("latin-1")
    )
    assert read_document(path).pages[0].blocks[0].text == "Også på skolen"


def test_deep_nesting_does_not_break_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "dyb.html"
    path.write_text("<html><body>" + "<div>" * 3000 + "<p>Bunden</p>", encoding="utf-8")
    assert "Bunden" in " ".join(block.text for block in read_document(path).pages[0].blocks)


def test_markdown_as_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "guide.md"
    path.write_text(
        "---\nowner: x\n---\n# Guide\n\nLinje et\nlinje *to* med [link](https://example.org).\n\n"
        "- punkt\n\n| a | b |\n|---|---|\n| c | d |\n\n```\nkode\n```\n",
        encoding="utf-8",
    )
    document = read_document(path)
    assert document.title == "Guide"
    blocks = list(document.pages[0].blocks)
    assert blocks[:3] == [
        Block("Guide", level=1),
        Block("Linje et linje to med link."),
        Block("punkt", item=True),
    ]
    assert [block.text for block in blocks[3:]] == ["a", "b", "c", "d", "kode"]
