"""Teaches the adapter: a question should lie nearer to the other questions and texts of its own topic than to all others.

Contrastive training (InfoNCE) of one matrix over frozen sentence vectors. A topic is an article in all its
languages, or one passage of a document. A batch is held against all texts and a fresh sample of the questions, so that the
time grows with the number of questions and not with its square. Takes some minutes on one core; used only when we ship a new map.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.adapter import Adapter, unit
from knowledge.index.vectors import QUESTION, CorpusVectors
from knowledge.model import Passage
from knowledge.topics import topic_of

EPOCHS = 6
BATCH = 512
SAMPLE = 8192
"""Questions that a batch is held against, drawn anew for each."""
LEARNING_RATE = 1e-3
TEMPERATURE = 0.05
TOWARDS_TEXTS = 1.0
"""Weight of coming nearer to the topic's texts, beside coming nearer to its other questions."""
STAY = 1.0
"""Weight of staying near to the map that changes nothing, so that few questions cannot bend it far."""


def train_adapter(
    corpus: CorpusVectors, passages: Sequence[Passage], progress: Callable[[str], None]
) -> Adapter:
    """The map learnt from the corpus's own questions. Needs torch, which costs seconds to import."""
    import torch

    torch.manual_seed(0)
    topics = torch.tensor(_topics(passages)[corpus.owner])
    vectors = torch.tensor(unit(corpus.vectors))
    is_question = torch.tensor(corpus.start == QUESTION)
    questions, question_topics = vectors[is_question], topics[is_question]
    texts, text_topics = vectors[~is_question], topics[~is_question]
    change = torch.zeros(vectors.shape[1], vectors.shape[1], requires_grad=True)
    optimiser = torch.optim.Adam([change], lr=LEARNING_RATE)

    def mapped(rows: "torch.Tensor") -> "torch.Tensor":
        return torch.nn.functional.normalize(rows + rows @ change, dim=1)

    def missed(scores: "torch.Tensor", right: "torch.Tensor") -> "torch.Tensor":
        """Minus the log of the share that the right ones have of all; rows without a right one count nothing."""
        share = torch.logsumexp(scores.masked_fill(~right, -1e4), 1) - torch.logsumexp(scores, 1)
        return -share[right.any(1)].mean()

    for epoch in range(EPOCHS):
        for batch in torch.randperm(len(questions)).split(BATCH):  # type: ignore[no-untyped-call]
            asked, own = mapped(questions[batch]), question_topics[batch][:, None]
            others = torch.randperm(len(questions))[:SAMPLE]
            itself = others[None] == batch[:, None]
            among = (asked @ mapped(questions[others]).T / TEMPERATURE).masked_fill(itself, -1e4)
            loss = missed(among, (own == question_topics[others][None]) & ~itself)
            loss = loss + TOWARDS_TEXTS * missed(
                asked @ mapped(texts).T / TEMPERATURE, own == text_topics[None]
            )
            loss = loss + STAY * (change**2).sum() / len(change)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
        progress(f"Adapter: epoch {epoch + 1} of {EPOCHS}, loss {loss.item():.3f}")
    return Adapter(np.asarray((torch.eye(len(change)) + change).detach().numpy(), np.float32))


def _topics(passages: Sequence[Passage]) -> NDArray[np.int64]:
    """The topic number of each passage."""
    names = [topic_of(passage) for passage in passages]
    number = {name: place for place, name in enumerate(dict.fromkeys(names))}
    return np.array([number[name] for name in names], np.int64)
