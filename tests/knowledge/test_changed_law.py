"""Law that has changed since a document was written is noticed where it stands, and nowhere else."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.changed_law import changed_law, plain_law
from knowledge.model import Passage, Scope
from knowledge.policy_files import POLICY, PolicyError
from knowledge.sources import load_sources


def passage(text: str, country: Scope = "dk", document: str = "guide") -> Passage:
    return Passage("p", "document", document, "Titel", (), text, "1", "da", country=country)


def found(text: str, country: Scope = "dk", document: str = "guide") -> list[str]:
    return [change.id for change in changed_law().of(passage(text, country, document))]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Jf. Lov om Social Service (SEL) § 153, stk. 2 skal lederen underrette.", ["sel-153"]),
        ("Se servicelovens §153 og servicelovens § 154.", ["sel-153", "sel-154"]),
        ("En § 50-undersøgelse sættes i gang.", ["sel-50"]),
        ("Hun arbejder ud fra SEL § 11 stk. 3.", ["sel-11"]),
        ("Barnets Lov § 133, stk. 2 gælder i dag.", []),
        ("SEL § 1531 findes ikke, og § 153 alene siger intet.", []),
    ],
)
def test_danish_law(text: str, ids: list[str]) -> None:
    assert found(text) == ids


@pytest.mark.parametrize(
    ("text", "document", "ids"),
    [
        ("Kap. 9A og §9A-4 i opplæringslova gir skolen plikter.", "guide", ["oppl-9a", "oppl-9a-4"]),
        ("Samarbeid etter §13-3d.", "guide", ["oppl-13-3d"]),
        ("Etter opplæringslova § 2-1 har barn rett til opplæring.", "guide", []),
        ("I loven står det i §2-1 at barn har plikt.", "004_masteroppgave", ["oppl-2-1"]),
        ("Lov om grunnskolen og den vidaregåande opplæringa sier mye.", "guide", ["oppl-1998"]),
        ("Lov om grunnskolen og videregående opplæring §13-3d.", "guide", ["oppl-13-3d"]),
        ("Fylkesmannen fikk saken.", "guide", ["fylkesmannen"]),
    ],
)
def test_norwegian_law(text: str, document: str, ids: list[str]) -> None:
    assert found(text, "no", document) == ids


def test_one_countrys_law_is_not_read_into_the_others_documents() -> None:
    assert found("SEL § 153", "no") == found("Fylkesmannen", "dk") == []
    assert found("SEL § 153", "both") == ["sel-153"]


def test_our_own_articles_are_not_annotated() -> None:
    article = replace(passage("Før stod det i SEL § 153."), kind="article")
    assert changed_law().of(article) == ()


def test_the_normal_form() -> None:
    assert plain_law("(SEL) §\u00a0153,\nstk. 2") == "sel §153 stk 2"


def test_every_note_names_a_source_with_what_it_says_of_its_date() -> None:
    sources = load_sources()
    for change in changed_law().entries:
        for key in change.sources:
            assert sources[key].publication and sources[key].law, f"{change.id} rests on {key}"
            assert not sources[key].do_not_state_as_law, f"{change.id} rests on {key}"


GOOD = (POLICY / "changed_law.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("sources: [DK8]", "sources: [DK99]", "sel-154 names DK99"),
        ("phrases: [SEL § 154,", "phrases: [en to tre fire fem seks syv otte ni,", "more than 8 words"),
        ("since: 2024-08-01", "since: soon", "since"),
        ("country: dk", "country: se", "country"),
    ],
)
def test_a_fault_in_the_file_is_explained(tmp_path: Path, before: str, after: str, says: str) -> None:
    path = tmp_path / "changed_law.yml"
    path.write_text(GOOD.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(PolicyError, match=says):
        changed_law(path)
