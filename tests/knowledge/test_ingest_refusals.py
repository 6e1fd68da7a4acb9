"""read_document refuses with a typed reason, whatever it is given."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import knowledge.ingest
from knowledge.ingest import RawDocument, UnreadableDocument, read_document

SUFFIXES = [".txt", ".pdf", ".docx", ".html", ".md", "", ".xyz"]
HEADS = [
    b"",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"<html>",
    b"\xff\xfe",
    b"---\n",
]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("tom.txt", b"", "zero_byte"),
        ("tom.md", b" \n\n ", "empty"),
        ("tegn.txt", b"--- *** ---", "empty"),
        ("side.html", b"<html><body><script>x()</script></body></html>", "empty"),
        ("falsk.pdf", b"dette er ikke en pdf", "corrupt"),
        ("falsk.docx", b"PK\x03\x04 afbrudt", "corrupt"),
        ("gammel.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "unsupported"),
        ("brev.rtf", b"{\\rtf1 hej}", "unsupported"),
        ("foto.jpg", b"\xff\xd8\xff\xe0 billede", "unsupported"),
        ("regneark.csv", b"a;b;c", "unsupported"),
        ("data.txt", b"tekst\x00\x01\x02tekst", "binary"),
    ],
)
def test_each_reason(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableDocument) as refusal:
        read_document(path)
    assert refusal.value.reason == reason
    assert name in str(refusal.value)
    assert refusal.value.remedy in str(refusal.value)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "findes-ikke.txt", tmp_path):
        with pytest.raises(UnreadableDocument) as refusal:
            read_document(path)
        assert refusal.value.reason == "missing"


def test_a_file_over_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knowledge.ingest, "MOST_BYTES", 10)
    path = tmp_path / "stor.txt"
    path.write_text("mere end ti bytes tekst")
    with pytest.raises(UnreadableDocument) as refusal:
        read_document(path)
    assert refusal.value.reason == "too_large"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(head=st.sampled_from(HEADS), body=st.binary(max_size=400), suffix=st.sampled_from(SUFFIXES))
def test_any_bytes_are_read_or_refused_with_a_type(
    tmp_path: Path, head: bytes, body: bytes, suffix: str
) -> None:
    path = tmp_path / f"fuzz{suffix}"
    path.write_bytes(head + body)
    try:
        document = read_document(path)
    except UnreadableDocument as refusal:
        assert refusal.reason != "unreadable"
    else:
        assert isinstance(document, RawDocument)
        assert document.characters > 0
