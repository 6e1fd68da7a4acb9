"""A message is cut where a second question begins, and only there."""

import pytest

from knowledge.parts import question_parts

SEVERAL = [
    ("Min søn er 7. Han vil ikke i skole. Hvad gør jeg nu? Og hvem kan jeg ringe til?",
     ("Min søn er 7. Han vil ikke i skole. Hvad gør jeg nu?", "hvem kan jeg ringe til?")),
    ("hvad er reglerne for fravær og hvor mange mg melatonin må han få",
     ("hvad er reglerne for fravær", "hvor mange mg melatonin må han få")),
    ("hva kan skolen gjøre og hva kan vi gjøre hjemme?", ("hva kan skolen gjøre", "hva kan vi gjøre hjemme?")),
    ("What can the school do, and can they take the money from us?",
     ("What can the school do", "can they take the money from us?")),
    ("skal jeg tvinge ham? hvem er tovholder på skolen? hun græder meget",
     ("skal jeg tvinge ham?", "hvem er tovholder på skolen? hun græder meget")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), SEVERAL)
def test_several_questions(text: str, parts: tuple[str, ...]) -> None:
    assert question_parts(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "hvad gør jeg?",
        "hvem ringer jeg til og hvornår?",
        "jeg ved ikke hvad jeg skal gøre og hvem jeg skal spørge",
        "er det normalt at hun græder og er ked af det hver morgen",
        "kan han komme i skole og være glad",
        "Hvad gør jeg??? hun græder",
        "hvad kan skolen gøre? hun har været væk i tre uger nu",
        "han har ondt i maven og hovedet og vil ikke op",
        "hvad? hvem er det? hvordan er det? hvorfor er det så?",
        "",
    ],
)
def test_one_question_stays_whole(text: str) -> None:
    assert question_parts(text) == (text,)
