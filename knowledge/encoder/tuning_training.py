"""Teaches the encoder what our questions have in common: questions of one topic shall lie together, apart from all others.

Each task has one direction a label; a text shall point in its label's. Directions begin at the mean of their texts, and
are thrown away afterwards: topics, gate and nearness are learnt anew from the vectors (`skolevej knowledge ship`).
Some 25 minutes a round on two cores; used only when we ship a new tuning.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from sentencepiece import SentencePieceProcessor
from torch import Tensor, nn
from torch.nn import functional

from knowledge.encoder.tokens import BOS, EOS, PAD
from knowledge.encoder.tuning import UNTUNED, Tuning
from knowledge.encoder.tuning_model import TunedEncoder
from knowledge.encoder.weights import E5Weights

EPOCHS, EPOCHS_MORE = 2, 1
"""Rounds through all lessons from nothing, and where an earlier tuning goes on."""
RATE, RATE_MORE, DIRECTION_RATE = 4e-4, 2.5e-4, 3e-3
"""Learning rates at their highest: of the narrow maps from nothing, where they go on, and of the directions."""
WARM_STEPS = 40
SHARPNESS = 20.0
"""What a step of length 1 from the mean in a label's direction weighs; sentence vectors lie about half as far from it.

Measured from the mean and not as an angle around it, for angles alone can be told apart while all vectors shrink together.
"""
SMOOTHING = 0.05
"""Share of the aim that goes to all other labels: our own labels are not always the only right ones."""
DROPPED = 0.1
LONGEST = 128
"""Tokens of a text that are read."""
BATCH_TOKENS = 3600
_SEED = 0


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text with its prompt, and its label in each task that has one for it."""

    text: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Read:
    """A lesson as the lower layers see it: `hidden` [tokens, dim] in half the room."""

    hidden: Tensor
    labels: Mapping[str, int]


def train_tuning(
    lessons: Sequence[Lesson],
    weights: Mapping[str, float],
    encoder: E5Weights,
    tokens: SentencePieceProcessor,
    progress: Callable[[str], None],
    begun: Tuning = UNTUNED,
) -> Tuning:
    """The narrow maps learnt from `lessons`, going on from `begun`; `weights` say how much each task counts."""
    torch.manual_seed(_SEED)
    model = TunedEncoder(encoder, begun)
    epochs, rate = (EPOCHS_MORE, RATE_MORE) if begun.maps else (EPOCHS, RATE)
    numbers = {task: _numbered(task, lessons) for task in weights}
    progress(f"Reading {len(lessons)} texts")
    read, vectors = _read(model, lessons, numbers, tokens)
    tasks = {task: _Task(task, read, vectors, len(known)) for task, known in numbers.items()}
    plan = [batch for epoch in range(epochs) for batch in _batches(read, np.random.default_rng(epoch))]
    learning = [part for part in model.parameters() if part.requires_grad]
    directions = [task.directions for task in tasks.values()]
    optimiser = torch.optim.AdamW(
        [{"params": learning, "lr": rate}, {"params": directions, "lr": DIRECTION_RATE, "weight_decay": 0.0}]
    )
    pace = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _pace(step, len(plan)))
    model.train()
    for step, batch in enumerate(plan, 1):
        hidden, mask = _padded([read[number].hidden for number in batch])
        with torch.autocast("cpu", torch.bfloat16):
            found = model.upper(hidden, mask)
        found = functional.dropout(found, DROPPED)
        own = [read[number].labels for number in batch]
        loss = sum((weights[name] * task.loss(found, own) for name, task in tasks.items()), torch.zeros(()))
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(learning, 1.0)
        optimiser.step()
        pace.step()
        if step % 50 == 0 or step == len(plan):
            progress(f"Tuning: step {step} of {len(plan)}, loss {loss.item():.2f}")
    return model.learnt()


class _Task:
    """One direction a label, around the mean of the task's texts."""

    def __init__(self, name: str, read: Sequence[_Read], vectors: Tensor, count: int) -> None:
        self._name = name
        rows = [number for number, one in enumerate(read) if name in one.labels]
        labels = torch.tensor([read[number].labels[name] for number in rows])
        self._mean = vectors[rows].mean(0)
        sums = torch.zeros(count, vectors.shape[1]).index_add_(0, labels, vectors[rows] - self._mean)
        self.directions = nn.Parameter(functional.normalize(sums, dim=1))

    def loss(self, vectors: Tensor, labels: Sequence[Mapping[str, int]]) -> Tensor:
        """Cross-entropy over the texts that have a label here, for a share of the batch."""
        rows = [number for number, own in enumerate(labels) if self._name in own]
        if not rows:
            return torch.zeros(())
        right = torch.tensor([labels[number][self._name] for number in rows])
        steps = vectors[rows] - self._mean
        scores = SHARPNESS * steps @ functional.normalize(self.directions, dim=1).T
        missed = functional.cross_entropy(scores, right, label_smoothing=SMOOTHING)
        return missed * (len(rows) / len(labels))


def _numbered(task: str, lessons: Sequence[Lesson]) -> dict[str, int]:
    return {label: n for n, label in enumerate(sorted({o.labels[task] for o in lessons if task in o.labels}))}


@torch.no_grad()
def _read(
    model: TunedEncoder,
    lessons: Sequence[Lesson],
    numbers: Mapping[str, Mapping[str, int]],
    tokens: SentencePieceProcessor,
) -> tuple[list[_Read], Tensor]:
    """What the lower layers make of every lesson, and its vector as the encoder stands before it learns."""
    model.eval()
    ids = [[BOS, *tokens.encode(one.text)[: LONGEST - 2], EOS] for one in lessons]
    hidden: list[Tensor] = [torch.zeros(0)] * len(lessons)
    vectors = torch.zeros(len(lessons), model.hidden)
    order = sorted(range(len(lessons)), key=lambda number: len(ids[number]))
    for batch in _cut(order, [len(one) for one in ids]):
        filled = nn.utils.rnn.pad_sequence([torch.tensor(ids[n]) for n in batch], True, PAD)
        mask = filled != PAD
        with torch.autocast("cpu", torch.bfloat16):
            lower = model.lower(filled, mask)
            vectors[batch] = model.upper(lower, mask)
        for number, own in zip(batch, lower, strict=True):
            hidden[number] = own[: len(ids[number])].bfloat16().clone()
    labels = [{task: numbers[task][label] for task, label in one.labels.items()} for one in lessons]
    return [_Read(own, label) for own, label in zip(hidden, labels, strict=True)], vectors


def _batches(read: Sequence[_Read], chance: np.random.Generator) -> list[list[int]]:
    """Each lesson once, in batches of about one length, in any order."""
    lengths = [len(one.hidden) for one in read]
    order = [int(n) for n in np.argsort(np.array(lengths) + chance.uniform(0, 3, len(read)), kind="stable")]
    batches = _cut(order, lengths)
    return [batches[number] for number in chance.permutation(len(batches))]


def _cut(order: Sequence[int], lengths: Sequence[int]) -> list[list[int]]:
    """An order by length as batches of at most BATCH_TOKENS tokens."""
    batches: list[list[int]] = [[]]
    for number in order:
        if batches[-1] and (len(batches[-1]) + 1) * lengths[number] > BATCH_TOKENS:
            batches.append([])
        batches[-1].append(number)
    return batches


def _padded(rows: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """Hidden states [texts, tokens, dim], and where there is a token."""
    hidden = nn.utils.rnn.pad_sequence([row.float() for row in rows], batch_first=True)
    lengths = torch.tensor([len(row) for row in rows])
    return hidden, torch.arange(hidden.shape[1])[None] < lengths[:, None]


def _pace(step: int, steps: int) -> float:
    """Up within WARM_STEPS, then down along a half cosine to nearly nothing."""
    return min(1.0, (step + 1) / WARM_STEPS) * (0.02 + 0.49 * (1 + math.cos(math.pi * step / steps)))
