"""The shelf: adding, replacing, removing, what is skipped, and what survives a restart or a crash."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import knowledge.shelf
import knowledge.shelf_document
from knowledge.documents import Shelf, ShelfError
from knowledge.ingest import read_document

TEXT = """Når et barn bliver væk

Kontoret ringer hjem samme morgen, og læreren skriver ned, hvad familien fortæller om natten og morgenen.

Tovholderen samler trådene, så forældrene kun har én at ringe til, og aftalen bliver fulgt op hver fredag.
"""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "ind"
    folder.mkdir()
    (folder / "guide.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "data" / "documents")


def files(tmp_path: Path) -> list[Path]:
    return sorted(path for path in (tmp_path / "data" / "documents" / "files").glob("*"))


def test_an_empty_shelf(shelf: Shelf) -> None:
    assert shelf.list() == ()
    assert shelf.passages() == ()
    assert shelf.original("guide") is None
    assert shelf.remove("guide") is False


def test_adding_a_file(shelf: Shelf, inbox: Path) -> None:
    summary = shelf.add([inbox / "guide.txt"], audience="staff", version="2026-1")
    assert [entry.id for entry in summary.added] == ["guide"]
    assert (summary.replaced, summary.unchanged, summary.skipped) == ((), (), ())
    entry = shelf.list()[0]
    assert (entry.title, entry.language, entry.country, entry.audience) == ("Guide", "da", "dk", "staff")
    assert (entry.version, entry.format, entry.file) == ("2026-1", "text", "guide.txt")
    passages = shelf.passages()
    assert len(passages) == entry.passages == 1
    assert passages[0].version == "2026-1"
    assert passages[0].country == "dk"
    original = shelf.original("guide")
    assert original is not None
    assert original.read_text(encoding="utf-8") == TEXT


def test_the_version_is_the_contents_hash_unless_the_owner_says(shelf: Shelf, inbox: Path) -> None:
    entry = shelf.add([inbox]).added[0]
    assert entry.version == entry.sha256[:12]


def test_a_folder_goes_on_past_files_that_cannot_be_read(shelf: Shelf, inbox: Path) -> None:
    (inbox / "under").mkdir()
    (inbox / "under" / "mere.md").write_text(f"# Mere\n\n{TEXT}", encoding="utf-8")
    (inbox / "tom.txt").write_text("")
    (inbox / "foto.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (inbox / "skadet.pdf").write_bytes(b"%PDF-1.4 afbrudt")
    (inbox / ".skjult.txt").write_text(TEXT)
    summary = shelf.add([inbox, inbox / "findes-ikke.txt"])
    assert {entry.id for entry in summary.added} == {"guide", "mere"}
    assert {(Path(s.path).name, s.reason) for s in summary.skipped} == {
        ("tom.txt", "zero_byte"),
        ("foto.jpg", "unsupported"),
        ("skadet.pdf", "corrupt"),
        ("findes-ikke.txt", "missing"),
    }
    assert all(Path(skipped.path).name in skipped.message for skipped in summary.skipped)


def test_progress_names_each_file_in_turn(shelf: Shelf, inbox: Path) -> None:
    (inbox / "anden.txt").write_text(TEXT.replace("barn", "ungt menneske"), encoding="utf-8")
    seen: list[tuple[int, int, str]] = []
    shelf.add([inbox], progress=lambda done, total, name: seen.append((done, total, name)))
    assert seen == [(0, 2, "anden.txt"), (1, 2, "guide.txt")]


def test_adding_again_changes_nothing_and_reads_nothing(
    shelf: Shelf, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add([inbox])
    before = shelf.list()
    monkeypatch.setattr(knowledge.shelf_document, "read_document", refuse_to_read)
    summary = shelf.add([inbox])
    assert (summary.added, summary.unchanged) == ((), ("guide",))
    assert shelf.list() == before


def refuse_to_read(path: Path) -> None:
    raise AssertionError(f"{path} is read again")


def test_a_restart_reads_passages_not_files(
    tmp_path: Path, shelf: Shelf, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add([inbox])
    before = shelf.passages()
    monkeypatch.setattr(knowledge.shelf_document, "read_document", refuse_to_read)
    assert Shelf(tmp_path / "data" / "documents").passages() == before


@pytest.mark.parametrize(
    "damage", [Path.unlink, lambda path: path.write_text("{"), lambda path: path.write_text("[]")]
)
def test_a_lost_or_damaged_cache_is_made_again(
    tmp_path: Path, shelf: Shelf, inbox: Path, damage: Callable[[Path], object]
) -> None:
    shelf.add([inbox])
    before = shelf.passages()
    damage(files(tmp_path)[0] / "passages.json")
    assert Shelf(tmp_path / "data" / "documents").passages() == before


def test_a_document_that_is_lost_altogether_is_left_out_and_logged(
    tmp_path: Path, shelf: Shelf, inbox: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (inbox / "anden.txt").write_text(TEXT, encoding="utf-8")
    shelf.add([inbox])
    lost = tmp_path / "data" / "documents" / "files" / shelf.list()[0].key
    for path in lost.iterdir():
        path.unlink()
    assert {passage.document for passage in Shelf(tmp_path / "data" / "documents").passages()} == {"guide"}
    assert "anden" in caplog.text


def test_a_damaged_record_says_what_to_do(tmp_path: Path, shelf: Shelf, inbox: Path) -> None:
    shelf.add([inbox])
    (tmp_path / "data" / "documents" / "shelf.json").write_text("{")
    with pytest.raises(ShelfError, match="Restore it"):
        shelf.list()


def test_a_new_reader_reads_every_original_again(
    tmp_path: Path, shelf: Shelf, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add([inbox])
    monkeypatch.setattr(knowledge.shelf, "READER", knowledge.shelf.READER + 1)
    read: list[Path] = []
    monkeypatch.setattr(
        knowledge.shelf_document, "read_document", lambda path: (read.append(path), read_document(path))[1]
    )
    assert len(Shelf(tmp_path / "data" / "documents").passages()) == 1
    assert len(read) == 1


def test_a_changed_file_replaces_the_old_one(tmp_path: Path, shelf: Shelf, inbox: Path) -> None:
    shelf.add([inbox])
    old = shelf.passages()
    (inbox / "guide.txt").write_text(TEXT.replace("fredag", "torsdag"), encoding="utf-8")
    summary = shelf.add([inbox])
    assert summary.replaced == ("guide",)
    assert len(shelf.list()) == 1
    assert "torsdag" in shelf.passages()[0].text
    assert shelf.passages()[0].id != old[0].id
    assert len(files(tmp_path)) == 1


def test_changed_facts_replace_too(shelf: Shelf, inbox: Path) -> None:
    shelf.add([inbox])
    shelf.add([inbox], country="both")
    assert shelf.passages()[0].country == "both"


def test_removing_leaves_nothing_behind(tmp_path: Path, shelf: Shelf, inbox: Path) -> None:
    shelf.add([inbox])
    assert shelf.remove("guide") is True
    assert (shelf.list(), shelf.passages(), files(tmp_path)) == ((), (), [])


def test_what_a_crash_left_is_swept_at_the_next_addition(tmp_path: Path, shelf: Shelf, inbox: Path) -> None:
    shelf.add([inbox])
    (tmp_path / "data" / "documents" / "files" / "halvt").mkdir()
    shelf.add([inbox])
    assert [path.name for path in files(tmp_path)] == [shelf.list()[0].key]


def test_a_crash_before_the_last_step_leaves_the_old_shelf(
    tmp_path: Path, shelf: Shelf, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add([inbox])
    before = shelf.passages()
    (inbox / "guide.txt").write_text(TEXT.replace("fredag", "torsdag"), encoding="utf-8")
    monkeypatch.setattr(Shelf, "_write", lambda self, entries: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        shelf.add([inbox])
    assert Shelf(tmp_path / "data" / "documents").passages() == before


def test_two_files_of_one_name_in_one_addition(shelf: Shelf, inbox: Path) -> None:
    (inbox / "guide.md").write_text(f"# Guide\n\n{TEXT}", encoding="utf-8")
    summary = shelf.add([inbox])
    assert [entry.file for entry in summary.added] == ["guide.md"]
    assert [skipped.reason for skipped in summary.skipped] == ["duplicate_id"]


def test_schools_keep_their_own_guides_apart(shelf: Shelf, inbox: Path) -> None:
    shelf.add([inbox], school="demo-dk")
    shelf.add([inbox], school="demo-no", country="no")
    assert [(entry.id, entry.school) for entry in shelf.list()] == [
        ("demo-dk-guide", "demo-dk"),
        ("demo-no-guide", "demo-no"),
    ]


def test_a_sidecar_speaks_for_its_file_and_silences_the_draft(shelf: Shelf, inbox: Path) -> None:
    (inbox / "guide.md").write_text(f"# Kladde\n\n{TEXT}", encoding="utf-8")
    (inbox / "guide.txt").write_text(f"{TEXT}\nRing på 22 13 45 67 hele dagen.\n", encoding="utf-8")
    (inbox / "guide.txt.yml").write_text(
        "title: Skolens guide\ndocument: skolens-guide\nschool: demo-dk\nallow_contacts: true\nowner: lederen\n"
    )
    summary = shelf.add([inbox], audience="staff")
    assert summary.skipped == ()
    entry = shelf.list()[0]
    assert (entry.id, entry.title, entry.school, entry.owner) == (
        "skolens-guide",
        "Skolens guide",
        "demo-dk",
        "lederen",
    )
    assert entry.audience == "staff"
    assert "22 13 45 67" in shelf.passages()[0].text


def test_a_faulty_sidecar_skips_its_file_only(shelf: Shelf, inbox: Path) -> None:
    (inbox / "anden.txt").write_text(TEXT, encoding="utf-8")
    (inbox / "guide.txt.yml").write_text("contry: dk\n")
    summary = shelf.add([inbox])
    assert [entry.id for entry in summary.added] == ["anden"]
    assert summary.skipped[0].reason == "facts"
    assert "contry" in summary.skipped[0].message


def test_a_document_of_nothing_but_references_is_empty(shelf: Shelf, inbox: Path) -> None:
    (inbox / "guide.txt").write_text("Ring kun til 22 13 45 67 om dagen.\n", encoding="utf-8")
    assert [skipped.reason for skipped in shelf.add([inbox]).skipped] == ["empty"]


def test_the_record_is_json_an_administrator_can_read(tmp_path: Path, shelf: Shelf, inbox: Path) -> None:
    shelf.add([inbox])
    record = json.loads((tmp_path / "data" / "documents" / "shelf.json").read_text(encoding="utf-8"))
    assert record["documents"][0]["title"] == "Guide"


@pytest.mark.parametrize(
    ("added", "sidecar", "opens"),
    [
        ("", None, True),
        ("\n\nSkriv til mor@example.org om det.", None, False),
        ("\n\nRing til Hanne på 20 12 34 56 om det.", None, False),
        ("\n\nRing til Hanne på 20 12 34 56 om det.", "allow_contacts: true\n", True),
        (
            "\n\n# Bilag 1\n\nEt bilag, der ikke skal vises til nogen.",
            "exclude: {headings: [Bilag 1]}\n",
            False,
        ),
    ],
)
def test_what_must_not_be_shown_does_not_stand_behind_a_link_either(
    shelf: Shelf, tmp_path: Path, added: str, sidecar: str | None, opens: bool
) -> None:
    path = tmp_path / "vejledning.md"
    path.write_text(f"# Vejledning\n\n{TEXT}{added}", encoding="utf-8")
    if sidecar:
        Path(f"{path}.yml").write_text(sidecar)
    assert shelf.add([path]).skipped == ()
    assert (shelf.original("vejledning") is not None) == opens
    assert shelf.passages() != ()
