"""Facts of a document: who says what, in which order, and how faults are told."""

from pathlib import Path

import pytest

from knowledge.facts import Exclude, Facts, KnownDocuments, known_facts, read_sidecar, sidecar_of
from knowledge.policy_files import POLICY, PolicyError, load_policy


def test_the_first_to_say_something_is_believed() -> None:
    merged = (
        Facts(audience="staff")
        .or_else(Facts(audience="parent", title="Guide"))
        .or_else(Facts(title="Andet", year=2020))
    )
    assert (merged.audience, merged.title, merged.year) == ("staff", "Guide", 2020)


def test_a_sidecar_is_read_and_a_bare_no_is_norway(tmp_path: Path) -> None:
    path = tmp_path / "rutine.docx"
    sidecar_of(path).write_text("title: Rutine\ncountry: no\nversion: 4\nexclude:\n  lines: [Notater]\n")
    facts = read_sidecar(path)
    assert (facts.title, facts.country, facts.version) == ("Rutine", "no", "4")
    assert facts.exclusions.lines == ("Notater",)
    assert read_sidecar(tmp_path / "andet.txt") == Facts()


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("titel: Guide\n", "titel"),
        ("country: sverige\n", "country"),
        ("audience: everyone\n", "audience"),
        ("title: [a\n", "YAML"),
    ],
)
def test_a_faulty_sidecar_names_file_and_field(tmp_path: Path, content: str, names: str) -> None:
    path = tmp_path / "guide.pdf"
    sidecar_of(path).write_text(content)
    with pytest.raises(PolicyError, match=names) as fault:
        read_sidecar(path)
    assert "guide.pdf.yml" in str(fault.value)


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    (tmp_path / "sources.yml").write_text(
        '"900": {title: En rapport, author: Kommunen, year: 2024, country: dk}\n'
    )
    (tmp_path / "known_documents.yml").write_text(
        "documents:\n"
        "  - {fingerprint: 0123456789abcdef, source: '900', language: da, exclude: {headings: [Bilag 1]}}\n"
        f"  - {{sha256: {'a' * 64}, title: Kendt på indholdet}}\n"
    )
    return tmp_path


def test_a_known_document_is_found_by_name_or_content(policy: Path) -> None:
    by_name = known_facts("900_0123456789abcdef.txt", "b" * 64, policy)
    assert (by_name.title, by_name.author, by_name.year) == ("En rapport", "Kommunen", 2024)
    assert by_name.exclude == Exclude(headings=("Bilag 1",))
    assert known_facts("omdoebt.txt", "a" * 64, policy).title == "Kendt på indholdet"
    assert known_facts("ukendt.txt", "c" * 64, policy) == Facts()
    assert known_facts("x0123456789abcdef0.txt", "c" * 64, policy) == Facts()


def test_the_known_documents_that_ship_have_titles_and_sources() -> None:
    known = load_policy(POLICY / "known_documents.yml", KnownDocuments).documents
    assert len(known) >= 5
    for document in known:
        facts = known_facts("x.txt", document.sha256 or "", POLICY)
        assert facts.title
        assert facts.country in ("dk", "no")
        assert facts.language in ("da", "nb")
