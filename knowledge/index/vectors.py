"""The vectors of a corpus: each passage, its windows of about 60 words, and the questions written for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.adapter import Adapter
from knowledge.encoder.protocol import Encoder, Vectors
from knowledge.encoder.vector_cache import Role
from knowledge.model import Asked, Passage
from knowledge.search_policy import outside_questions, small_talk
from knowledge.text import normalise_query, windows

WINDOW_WORDS = 60
WINDOW_STEP = 30
DRAW = 20
"""How many vectors of the whole role join each group's mean."""
WHOLE, QUESTION = -1, -2
"""Values of `start` for a vector that is not a window."""


@dataclass(frozen=True, slots=True)
class CorpusVectors:
    """Row i of `vectors` [n, dim] belongs to passage `owner[i]`.

    Texts come first, then the questions written for passages. `vectors` are centred: the mean of their group
    (role and language) is taken off, so that no language and no kind of text is closer to everything;
    `means[group[i]]` puts it back. `detail[i]` is the topic of the detail a question belongs to, or empty. `adapted` [n, dim] are the same through the adapter, at length one. `start[i]` is the
    window's first word, WHOLE or QUESTION. `ordinary` [m, dim] are ordinary chat messages,
    `outside` [k, dim] questions we do not answer.
    """

    vectors: Vectors
    adapted: Vectors
    owner: NDArray[np.int32]
    start: NDArray[np.int32]
    group: NDArray[np.int32]
    detail: NDArray[np.str_]
    means: Vectors
    ordinary: Vectors
    outside: Vectors

    def uncentred(self, numbers: NDArray[np.int64]) -> Vectors:
        """The vectors of these numbers as they were encoded, [n, dim]."""
        return np.asarray(self.vectors[numbers] + self.means[self.group[numbers]], np.float32)

    def asked_of_articles(self, passages: Sequence[Passage]) -> NDArray[np.int64]:
        """The numbers of the questions written for articles, and not for documents."""
        of_article = np.array([passage.kind == "article" for passage in passages], np.bool_)
        return np.flatnonzero((self.start == QUESTION) & of_article[self.owner])


def corpus_vectors(
    passages: Sequence[Passage],
    questions: Mapping[str, Sequence[Asked]],
    encoder: Encoder,
    adapter: Adapter,
    progress: Callable[[str], None],
) -> CorpusVectors:
    texts = [(row, at, text) for row, passage in enumerate(passages) for at, text in stretches(passage.text)]
    asked = [
        (row, question) for row, passage in enumerate(passages) for question in asked_for(passage, questions)
    ]
    progress(f"Encoding {len(texts)} stretches of {len(passages)} passages and {len(asked)} questions")
    raw = np.concatenate(
        [
            encoder.encode_passages([text for _, _, text in texts]),
            encoder.encode_queries([normalise_query(question.text) for _, question in asked]),
        ]
    )
    owner = np.array([row for row, *_ in (*texts, *asked)], np.int32)
    start = np.array([*(at for _, at, _ in texts), *(QUESTION for _ in asked)], np.int32)
    spoken = [*(passages[row].language for row, *_ in texts), *(question.language for _, question in asked)]
    detail = np.array([*("" for _ in texts), *(question.detail for _, question in asked)], np.str_)
    group, means = _groups(raw, start, spoken)
    centred = np.asarray(raw - means[group], np.float32)
    ordinary, outside = encoder.encode_queries(small_talk()), encoder.encode_queries(outside_questions())
    return CorpusVectors(centred, adapter(centred), owner, start, group, detail, means, ordinary, outside)


def texts_to_encode(
    passages: Sequence[Passage], questions: Mapping[str, Sequence[Asked]]
) -> list[tuple[Role, str]]:
    """Every (role, text) a build of these passages encodes: what `ship_vectors` is given for our articles."""
    texts = [text for passage in passages for _, text in stretches(passage.text)]
    asked = [normalise_query(question.text) for p in passages for question in asked_for(p, questions)]
    queries = [*asked, *small_talk(), *outside_questions()]
    return [*(("passage", text) for text in texts), *(("query", text) for text in queries)]


def asked_for(passage: Passage, questions: Mapping[str, Sequence[Asked]]) -> tuple[Asked, ...]:
    """The questions a passage answers; an article's title is one of them."""
    title = (Asked(passage.title, passage.language),) if passage.kind == "article" else ()
    return (*title, *questions.get(passage.id, ()))


def stretches(text: str) -> list[tuple[int, str]]:
    """A text whole, and its windows of about 60 words: (first word or WHOLE, text)."""
    cut = windows(text, WINDOW_WORDS, WINDOW_STEP)
    return [(WHOLE, text), *((number * WINDOW_STEP, window) for number, window in enumerate(cut))]


def _groups(
    raw: Vectors, start: NDArray[np.int32], languages: Sequence[str]
) -> tuple[NDArray[np.int32], Vectors]:
    """The group of each row and the mean of each group, drawn to the role's mean while the group is small."""
    is_question = start == QUESTION
    keys = list(zip(languages, is_question.tolist(), strict=True))
    number = {key: n for n, key in enumerate(dict.fromkeys(keys))}
    group = np.array([number[key] for key in keys], np.int32)
    means = [_drawn_mean(raw[group == n], raw[is_question == asked]) for (_, asked), n in number.items()]
    return group, np.array(means, np.float32).reshape(len(means), raw.shape[1])


def _drawn_mean(members: Vectors, everyone: Vectors) -> NDArray[np.float32]:
    """One lone passage must not be its own mean: it would vanish."""
    total = members.sum(axis=0) + DRAW * everyone.mean(axis=0)
    return np.asarray(total / (len(members) + DRAW), np.float32)
