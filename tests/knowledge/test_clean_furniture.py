"""Running lines, page numbers, contents and menus go; text that looks alike stays."""

from knowledge.clean.furniture import drop_furniture
from knowledge.clean.lines import Line


def sheets(*pages: list[str]) -> list[Line]:
    return [Line(text, sheet, sheet + 1) for sheet, page in enumerate(pages) for text in page]


def kept(*pages: list[str], also: tuple[str, ...] = ()) -> list[str]:
    return [line.text for line in drop_furniture(sheets(*pages), also=also)]


def test_running_header_with_changing_number() -> None:
    pages = [
        [f"Skolens guide side {n}", f"Tekst nummer {n} om fravær.", f"{n} linjer mere."] for n in range(1, 5)
    ]
    assert not any("guide" in text for text in kept(*pages))
    assert "Tekst nummer 3 om fravær." in kept(*pages)


def test_a_header_on_both_of_two_pages() -> None:
    assert kept(["Skolens plan", "Første side."], ["Skolens plan", "Anden side."]) == [
        "Første side.",
        "Anden side.",
    ]


def test_a_line_at_the_edge_of_two_pages_only_stays() -> None:
    assert "Fravær" in kept(["Fravær", "Den ene side."], ["Fravær", "Den anden side."], ["Den tredje."])


def test_repeated_list_items_at_an_edge_stay() -> None:
    pages = [["- ring hjem", f"Side om trin {name}", f"Slut på {name}."] for name in "abc"]
    assert kept(*pages).count("- ring hjem") == 3


def test_page_numbers_and_rules_go() -> None:
    assert kept(["Tekst.", "12", "Side 3 af 9", "- 4 -", "-----", "§ 12", "3 dage"]) == [
        "Tekst.",
        "§ 12",
        "3 dage",
    ]


def test_contents_with_dots_or_rising_numbers() -> None:
    dotted = ["Indledning ........ 3", "Metode ....... 7", "Den egentlige tekst."]
    assert kept(dotted) == ["Den egentlige tekst."]
    rising = ["Indledning 3", "Tegn og mønstre 5", "Indsatser 9", "Samarbejde 12", "Den egentlige tekst."]
    assert kept(rising) == ["Den egentlige tekst."]


def test_falling_numbers_are_not_contents() -> None:
    table = ["Klasse A 9", "Klasse B 3", "Klasse C 7", "Klasse D 1"]
    assert kept(table) == table


MENU = ["Trin 1: Se tegnene", "Trin 2: Tal sammen", "Trin 3: Læg en plan"]


def test_a_menu_on_every_page_goes_and_the_pages_own_heading_stays() -> None:
    pages = [[*MENU, name, f"Brødtekst om {name.lower()}."] for name in MENU]
    assert kept(*pages) == [text for name in MENU for text in (name, f"Brødtekst om {name.lower()}.")]


def test_a_wrapped_copy_of_a_menu_line_goes_too() -> None:
    wrapped = ["Trin 1: Se", "tegnene", "Trin 2: Tal sammen", "Trin 3: Læg en plan", "Første brødtekst."]
    rest = [[*MENU, f"Brødtekst nummer {n}."] for n in range(3)]
    assert kept(wrapped, *rest) == ["Første brødtekst.", *(f"Brødtekst nummer {n}." for n in range(3))]


def test_two_repeated_lines_are_no_menu() -> None:
    pages = [[f"Emne {n}", "Barrierer", "Drivkræfter", f"Tekst {n} her."] for n in "abcd"]
    assert kept(*pages).count("Barrierer") == 4


def test_lines_an_editor_names_go_wherever_they_stand() -> None:
    assert kept(
        ["Notér her", "Noter dette ned.", "Skriv et", "samlet tal"], also=("notér her", "Skriv et samlet tal")
    ) == ["Noter dette ned."]
