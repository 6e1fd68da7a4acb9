"""Country, audience and school are rules: the outsider tries every combination, one by one and in search."""

import itertools
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.encoder.vector_cache import CachedEncoder
from knowledge.index.build import build_index
from knowledge.model import Asker, Audience, Kind, Passage, Scope
from knowledge.rules import Rules, may_see
from knowledge.service import Knowledge

SCOPES, AUDIENCES, SCHOOLS, KINDS = (
    get_args(Scope),
    get_args(Audience),
    (None, "linde", "elme"),
    get_args(Kind),
)
ASKERS = [
    Asker("da", country, audience, school)
    for country in (None, "dk", "no")
    for audience in (None, "parent", "staff")
    for school in (None, "linde", "elme", "invented")
]


def every_passage() -> list[Passage]:
    """One passage for each combination of rule fields, all with almost the same text."""
    combinations = itertools.product(SCOPES, AUDIENCES, SCHOOLS, KINDS)
    return [
        Passage(
            f"p{n}",
            kind,
            f"d{n}",
            "Fravær",
            (),
            f"Ved fravær ringer læreren hjem, trin {n}.",
            "1",
            "da",
            who,
            where,
            own,
        )
        for n, (where, who, own, kind) in enumerate(combinations)
    ]


PASSAGES = every_passage()


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory, encoder: CachedEncoder) -> Knowledge:
    folder = tmp_path_factory.mktemp("every")
    build_index(PASSAGES, {}, encoder, folder, lambda _: None)
    return Knowledge.open(folder, encoder, [])


def forbidden(passage: Passage, asker: Asker) -> bool:
    """The rules again, told as what must never happen."""
    other_country = {"dk": "no", "no": "dk"}.get(asker.country or "")
    return (
        (asker.country is not None and passage.country == other_country)
        or (asker.audience == "parent" and passage.audience == "staff")
        or (passage.school is not None and passage.school != asker.school)
    )


@pytest.mark.parametrize("asker", ASKERS, ids=str)
def test_search_shows_all_that_is_allowed_and_nothing_else(everything: Knowledge, asker: Asker) -> None:
    found = everything.search("hvad sker der ved fravær", asker, limit=len(PASSAGES)).passages
    assert {entry.passage.id for entry in found} == {p.id for p in PASSAGES if not forbidden(p, asker)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_limits_the_search_to_it(everything: Knowledge, kind: Kind) -> None:
    found = everything.search("fravær", Asker(), kind=kind, limit=len(PASSAGES)).passages
    assert found and {entry.passage.kind for entry in found} == {kind}


@pytest.mark.parametrize("asker", ASKERS, ids=str)
def test_an_answer_quotes_nothing_forbidden(everything: Knowledge, asker: Asker) -> None:
    for quote in everything.answer("ved fravær ringer læreren hjem", asker).quotes:
        assert not forbidden(quote.passage, asker)


@given(st.sampled_from(PASSAGES), st.sampled_from(ASKERS), st.sampled_from([None, *KINDS]))
def test_the_rule_for_one_passage(passage: Passage, asker: Asker, kind: Kind | None) -> None:
    assert may_see(passage, asker, kind) == (not forbidden(passage, asker) and kind in (None, passage.kind))


@given(
    st.lists(st.sampled_from(PASSAGES), max_size=20), st.sampled_from(ASKERS), st.sampled_from([None, *KINDS])
)
def test_the_mask_says_the_same_as_the_rule(passages: list[Passage], asker: Asker, kind: Kind | None) -> None:
    assert Rules(passages).mask(asker, kind).tolist() == [may_see(p, asker, kind) for p in passages]


def test_invented_schools_do_not_fill_the_memory() -> None:
    rules = Rules(PASSAGES)
    masks = {id(rules.mask(replace(Asker(), school=f"made-up-{n}"))) for n in range(50)}
    assert len(masks) == 1


def test_nothing_allowed_is_an_empty_result(tmp_path: Path, encoder: CachedEncoder) -> None:
    own = [passage for passage in PASSAGES if passage.school == "linde"]
    build_index(own, {}, encoder, tmp_path, lambda _: None)
    result = Knowledge.open(tmp_path, encoder, []).search("fravær", Asker())
    assert result.passages == () and not result.answerable and result.confidence == 0
