"""Teaches the aims: a softmax over every article, detail and place, from all questions written for them. About a minute on one core."""

from collections.abc import Callable, Sequence

import numpy as np

from knowledge.aims import Aims, aim_of, no_aims
from knowledge.index.vectors import QUESTION, CorpusVectors
from knowledge.model import Passage

EPOCHS = 4
BATCH = 1024
LEARNING_RATE = 3e-3
SHARPNESS = 16.0
"""What a cosine of 1 with an aim's direction weighs at first."""
SMOOTHING = 0.05
"""Share that goes to all other aims: our own labels are not always the only right ones."""
NOISE = 0.03
"""Added to each number of a vector, so that one wording is not learnt by heart."""
DECAY = 1e-2
"""Of the directions, a step."""


def train_aims(corpus: CorpusVectors, passages: Sequence[Passage], progress: Callable[[str], None]) -> Aims:
    """From the questions and titles of articles, and of documents' places that editors wrote a line of. Needs torch."""
    import torch
    from torch.nn import functional

    torch.manual_seed(0)
    asked = np.flatnonzero(corpus.start == QUESTION)
    of = [aim_of(passages[corpus.owner[n]], str(corpus.detail[n])) for n in asked]
    known = [n for n, aim in enumerate(of) if aim != ("", "")]
    if not known:
        return no_aims(corpus.vectors.shape[1])
    names = tuple(sorted({of[n] for n in known}))
    number = {name: at for at, name in enumerate(names)}
    right = torch.tensor([number[of[n]] for n in known])
    vectors = corpus.uncentred(asked[known])
    usual = np.asarray(vectors.mean(axis=0), np.float32)
    steps = functional.normalize(torch.tensor(vectors - usual), dim=1)
    sums = torch.zeros(len(names), steps.shape[1]).index_add_(0, right, steps)
    directions = functional.normalize(sums, dim=1).requires_grad_()
    bias = torch.zeros(len(names), requires_grad=True)
    optimiser = torch.optim.AdamW(
        [{"params": [directions], "weight_decay": DECAY}, {"params": [bias], "weight_decay": 0.0}],
        lr=LEARNING_RATE,
    )
    for epoch in range(EPOCHS):
        for batch in torch.randperm(len(right)).split(BATCH):  # type: ignore[no-untyped-call]
            seen = steps[batch] + NOISE * torch.randn(len(batch), steps.shape[1])
            scores = SHARPNESS * seen @ directions.T + bias
            loss = functional.cross_entropy(scores, right[batch], label_smoothing=SMOOTHING)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
        progress(f"Aims: epoch {epoch + 1} of {EPOCHS}, loss {loss.item():.3f}")
    matrix = np.asarray(SHARPNESS * directions.detach().numpy(), np.float32)
    return Aims(names, matrix, np.asarray(bias.detach().numpy(), np.float32), usual)
