"""Schemas of the policy files of search: search.yml, asked_most.yml, small_talk.yml, outside*.yml and glossary.yml."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from knowledge.policy_files import POLICY, PolicyModel, load_policy

Share = Annotated[float, Field(ge=0, le=1)]
Phrases = dict[Literal["da", "nb", "en"], Annotated[tuple[str, ...], Field(min_length=1)]]


class Weights(PolicyModel):
    """How much each kind of evidence counts; each is brought to the same scale first."""

    text: Share
    question: Share
    questions: Share
    words: Share
    spelling: Share
    articles: Share = 0.0
    topic: Share = 0.0
    aim: Share = 0.0

    @model_validator(mode="after")
    def _add_up(self) -> Self:
        if abs(sum(self.model_dump().values()) - 1) > 1e-6:
            raise ValueError("the weights must add up to 1")
        return self


class WeightsOfKinds(PolicyModel):
    article: Weights
    document: Weights


Push = Annotated[float, Field(ge=0, le=3)]


class PushOfKinds(PolicyModel):
    article: Push
    document: Push


class Candidates(PolicyModel):
    vectors: Annotated[int, Field(ge=10, le=20_000)]
    lexical: Annotated[int, Field(ge=1, le=2048)]
    articles: Annotated[int, Field(ge=1, le=100)]


class Confidence(PolicyModel):
    middle: Annotated[float, Field(ge=-1, le=1)]
    steepness: Annotated[float, Field(gt=0)]
    closest_questions: Annotated[int, Field(ge=1, le=20)]
    closest_outside: Annotated[int, Field(ge=1, le=20)]
    closest_documents: Annotated[int, Field(ge=1, le=16)]
    document_offset: Annotated[float, Field(ge=-1, le=1)]
    document_lack: Share
    gate: Share


class AnswerPolicy(PolicyModel):
    article_applies: Share
    article_near: Share
    strong_document: Share
    document_alone: Share
    document_beside: Share
    document_leads: Share
    lead_below: Share
    place_leads: Share
    place_ahead: Annotated[float, Field(ge=-1, le=1)]
    place_lead_below: Share
    place_outdone: Share
    place_near: Share
    place_likelier: Annotated[float, Field(ge=-10, le=10)]
    place_likely: Annotated[float, Field(gt=0, le=1)]
    place_beside: Share
    school_alone: Share
    school_beside: Share
    school_beside_from: Share
    beside_best: Share
    clarify_below: Share
    clarify_share: Share
    clarify_unsure: Share
    others_below: Share
    others: Annotated[int, Field(ge=0, le=2)]
    nearest_topics: Share
    choices: Annotated[int, Field(ge=2, le=3)]
    quote_sentences: Annotated[int, Field(ge=2, le=4)]
    quote_words: Annotated[int, Field(ge=20, le=200)]
    quotes: Annotated[int, Field(ge=1, le=2)]


class DetailPolicy(PolicyModel):
    aim: Share
    closeness: Share
    surely: Share
    lead: Annotated[float, Field(ge=-1, le=1)]
    also: Share
    within: Share
    most_also: Annotated[int, Field(ge=0, le=4)]
    place: Share


class SearchPolicy(PolicyModel):
    owner: str
    weights: WeightsOfKinds
    glossary: Share
    same_language: Share
    same_audience: PushOfKinds
    other_audience: PushOfKinds
    asked_most: Push
    candidates: Candidates
    confidence: Confidence
    answerable: Share
    surely_meant: Share
    hopeless: Share
    doubtful: Share
    unlikely: Share
    answer: AnswerPolicy
    details: DetailPolicy


class SmallTalk(PolicyModel):
    owner: str
    messages: Phrases


class Outside(PolicyModel):
    owner: str
    questions: Phrases


class GateExamples(PolicyModel):
    owner: str
    messages: dict[str, Annotated[tuple[str, ...], Field(min_length=1)]]
    """By language, those we do not write in among them."""


class AskedMost(PolicyModel):
    """Ids of articles, by whom they are written for."""

    owner: str
    parents: tuple[str, ...]
    staff: tuple[str, ...]


class Concept(PolicyModel):
    id: str
    everyday: Phrases
    professional: Phrases


class GlossaryFile(PolicyModel):
    owner: str
    concepts: Annotated[tuple[Concept, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _unique(self) -> Self:
        ids = [concept.id for concept in self.concepts]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"these concept ids stand twice: {', '.join(twice)}; join or rename them")
        return self


@cache
def search_policy(path: Path = POLICY / "search.yml") -> SearchPolicy:
    return load_policy(path, SearchPolicy)


@cache
def small_talk(path: Path = POLICY / "small_talk.yml") -> tuple[str, ...]:
    """All ordinary messages, in the order of the file."""
    return tuple(text for texts in load_policy(path, SmallTalk).messages.values() for text in texts)


@cache
def outside_questions(path: Path = POLICY / "outside.yml") -> tuple[str, ...]:
    """All questions we do not answer, in the order of the file."""
    return tuple(text for texts in load_policy(path, Outside).questions.values() for text in texts)


def gate_examples(path: Path = POLICY / "outside_learnt.yml") -> tuple[str, ...]:
    """Messages we do not answer, from which the gate is learnt; many more than need be asked at a time."""
    return tuple(text for texts in load_policy(path, GateExamples).messages.values() for text in texts)


@cache
def asked_most(path: Path = POLICY / "asked_most.yml") -> frozenset[str]:
    """Ids of the articles that most people need."""
    named = load_policy(path, AskedMost)
    return frozenset((*named.parents, *named.staff))


@cache
def glossary_file(path: Path = POLICY / "glossary.yml") -> GlossaryFile:
    return load_policy(path, GlossaryFile)
