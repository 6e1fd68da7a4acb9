"""Headings of unstyled text are found, nested and put where they belong."""

from pathlib import Path

from knowledge.clean import Exclusions, Section, clean_document
from knowledge.ingest import read_document

BODY = "Her står en hel sætning om børn, skole og hjem, som er lang nok til brødtekst."


def sections(tmp_path: Path, text: str, exclusions: Exclusions | None = None) -> list[Section]:
    path = tmp_path / "tekst.txt"
    path.write_text(text, encoding="utf-8")
    return clean_document(read_document(path), exclusions)


def paths(tmp_path: Path, text: str, exclusions: Exclusions | None = None) -> list[tuple[str, ...]]:
    return [section.path for section in sections(tmp_path, text, exclusions)]


def test_decimal_numbers_nest(tmp_path: Path) -> None:
    text = "\n".join(["1 Indledning", BODY, "1.1 Baggrund", BODY, "1.1.1 Lov", BODY, "2 Metode", BODY])
    assert paths(tmp_path, text) == [
        ("1 Indledning",),
        ("1 Indledning", "1.1 Baggrund"),
        ("1 Indledning", "1.1 Baggrund", "1.1.1 Lov"),
        ("2 Metode",),
    ]


def test_a_chapter_printed_below_its_own_sections_moves_up(tmp_path: Path) -> None:
    text = f"1 Start\n{BODY}\n\f{BODY}\n2.1 Først\n{BODY}\n2 Kapitlet\n2.2 Så\n{BODY}\n"
    assert paths(tmp_path, text) == [
        ("1 Start",),
        ("2 Kapitlet",),
        ("2 Kapitlet", "2.1 Først"),
        ("2 Kapitlet", "2.2 Så"),
    ]


def test_capitals_and_labels(tmp_path: Path) -> None:
    text = f"SKOLEN OG HJEMMET\n{BODY}\nNøgle 1: Forståelse\n{BODY}\nPrincip 2: Lyt først\n{BODY}\nNøgle 2: Handling\n{BODY}\n"
    assert paths(tmp_path, text) == [
        ("Skolen og hjemmet",),
        ("Skolen og hjemmet", "Nøgle 1: Forståelse"),
        ("Skolen og hjemmet", "Nøgle 1: Forståelse", "Princip 2: Lyt først"),
        ("Skolen og hjemmet", "Nøgle 2: Handling"),
    ]


def test_a_label_that_ends_its_page_stands_above_it(tmp_path: Path) -> None:
    text = (
        f"Tema: Fravær\n{BODY}\n\fVi ser hele barnet.\nTema: Samarbejde\n\fVi følger op.\nTema: Opfølgning\n"
    )
    found = sections(tmp_path, text)
    assert [(s.path, s.paragraphs[0].text) for s in found][1:] == [
        (("Tema: Samarbejde",), "Vi ser hele barnet."),
        (("Tema: Opfølgning",), "Vi følger op."),
    ]


def test_a_short_line_between_sentences_is_a_title(tmp_path: Path) -> None:
    assert paths(tmp_path, f"{BODY}\n\nTegn i klassen\n\n{BODY}\n") == [(), ("Tegn i klassen",)]


def test_the_end_of_a_wrapped_sentence_is_no_title(tmp_path: Path) -> None:
    text = "Vi arbejder sammen med hele familien og med alle de lærere, der kender barnet fra\nSkolen i Nord\nog fra fritiden."
    assert paths(tmp_path, text) == [()]


def test_a_question_in_a_numbered_list_is_no_heading(tmp_path: Path) -> None:
    text = f"Spørgsmål til mødet\n\n1. Hvad virker?\n2. Hvad bekymrer?\n\n{BODY}\n"
    found = sections(tmp_path, text)
    assert [s.path for s in found] == [("Spørgsmål til mødet",)]
    assert [p.item for p in found[0].paragraphs] == [True, True, False]


def test_a_chapter_only_the_editor_knows(tmp_path: Path) -> None:
    text = f"Del 1: Viden\n{BODY}\n1 Lyt\n{BODY}\nTrappen\n{BODY}\n"
    known = Exclusions(chapters=("Trappen",))
    assert paths(tmp_path, text, known)[-1] == ("Del 1: Viden", "Trappen")


def test_dropped_sections_go_with_everything_below(tmp_path: Path) -> None:
    text = f"1 Start\n{BODY}\n1.1 Mere\n{BODY}\nLitteratur\n\n{BODY}\nVedlegg 1 – Skjema\nFormål\n{BODY}\nVedlegg 2 – Spørsmål\n{BODY}\n"
    assert paths(tmp_path, text, Exclusions(headings=("Vedlegg 1",))) == [
        ("1 Start",),
        ("1 Start", "1.1 Mere"),
        ("Vedlegg 2 – Spørsmål",),
    ]


def test_a_heading_that_only_begins_like_a_dropped_one_stays(tmp_path: Path) -> None:
    assert paths(tmp_path, f"Indhold og form\n\n{BODY}\n") == [("Indhold og form",)]


def test_double_spaced_text_with_a_sentence_over_a_page(tmp_path: Path) -> None:
    text = (
        "Når et barn ofte er væk fra sin klasse, er det de voksnes opgave at spørge,\n\n"
        "hvad der gør dagen svær, og at lytte til svaret uden at love for meget og\n\n"
        "uden at skynde på. Læreren skriver ned, hvad barnet fortæller, så at ingen\n"
        " glemmer det bagefter.\n\nNæste afsnit handler om hjemmet.\n"
    )
    found = sections(tmp_path, text)
    assert len(found) == 1
    assert found[0].paragraphs[0].text.endswith("så at ingen glemmer det bagefter.")
    assert [p.page for p in found[0].paragraphs] == [1, 2]
