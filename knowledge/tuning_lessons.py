"""What the encoder is tuned with: all questions and texts by their topic, and messages that are not ours."""

from collections.abc import Mapping, Sequence

import numpy as np

from knowledge.encoder.tuning_training import Lesson
from knowledge.index.vectors import asked_for, stretches
from knowledge.model import Asked, Passage
from knowledge.search_policy import gate_examples, outside_questions
from knowledge.text import normalise_query
from knowledge.topics import topic_of

WEIGHTS: Mapping[str, float] = {"article": 1.0, "detail": 0.5, "document": 1.0, "ours": 0.5}
"""The tasks: which article, which detail of one, which place of a document, and whether a message is ours at all."""
SHARE_OF_TEXTS = 0.12
"""Texts are four times as long as questions and learn little from each other."""
TIMES_OUTSIDE = 3
"""There are many fewer messages outside than questions of articles."""
_QUERY, _PASSAGE = "query: ", "passage: "


def lessons(passages: Sequence[Passage], questions: Mapping[str, Sequence[Asked]]) -> list[Lesson]:
    """In a fixed order, so that the same lists teach the same."""
    found = [
        Lesson(_QUERY + normalise_query(asked.text), _labels(passage, asked.detail))
        for passage in passages
        for asked in asked_for(passage, questions)
    ]
    places = {topic_of(passage) for passage in passages if asked_for(passage, questions)}
    texts = [
        Lesson(_PASSAGE + text, {passage.kind: topic_of(passage)})
        for passage in passages
        if topic_of(passage) in places
        for _, text in stretches(passage.text)
    ]
    some = np.random.default_rng(0).permutation(len(texts))[: int(len(found) * SHARE_OF_TEXTS)]
    outside = [
        Lesson(_QUERY + normalise_query(text), {"ours": "no"})
        for text in (*gate_examples(), *outside_questions())
    ]
    return [*found, *(texts[number] for number in some), *outside * TIMES_OUTSIDE]


def _labels(passage: Passage, detail: str) -> dict[str, str]:
    labels: dict[str, str] = {passage.kind: topic_of(passage)}
    if passage.kind == "article":
        labels["ours"] = "yes"
    if detail:
        labels["detail"] = f"{topic_of(passage)} {detail}"
    return labels
