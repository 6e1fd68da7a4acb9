"""Cuts the stretch of a passage that answers best: whole sentences, verbatim."""

from collections.abc import Sequence

from knowledge.index.vectors import WINDOW_WORDS
from knowledge.model import Passage, Quote
from knowledge.search_policy import AnswerPolicy
from knowledge.sentences import split_sentences
from knowledge.text import WORD, query_stems, stems

Span = tuple[int, int]


def best_quote(question: str, passage: Passage, window: int, policy: AnswerPolicy) -> Quote:
    """Two to four whole sentences (fewer only when the passage has fewer or they are long).

    `window` is the first word of the passage's best window, or -1 when only shared words can tell.
    `quote in passage.text` always holds.
    """
    spans = sentence_spans(passage.text)
    if not spans:
        return Quote(passage, passage.text)
    first = _first_sentence(spans, question, passage, window)
    chosen = _grown(spans, first, passage.text, policy)
    return Quote(passage, passage.text[chosen[0][0] : chosen[-1][1]])


def sentence_spans(text: str) -> list[Span]:
    """(start, end) of each sentence, in order: text[start:end] is verbatim and not blank."""
    spans: list[Span] = []
    at = 0
    for line in text.splitlines():
        for sentence in split_sentences(line.strip()):
            start = text.index(sentence, at)
            at = start + len(sentence)
            spans.append((start, at))
    return spans


def _first_sentence(spans: Sequence[Span], question: str, passage: Passage, window: int) -> int:
    if window >= 0:
        return _first_in_window(spans, passage.text, window)
    asked = set(query_stems(question))
    shared = [len(asked & set(stems(passage.text[a:b], passage.language))) for a, b in spans]
    return shared.index(max(shared))


def _first_in_window(spans: Sequence[Span], text: str, window: int) -> int:
    """The first sentence that begins inside the window, or the one the window lies in."""
    start, end = _characters(text, window)
    inside = [number for number, (a, _) in enumerate(spans) if start <= a < end]
    around = [number for number, (a, b) in enumerate(spans) if a <= start < b]
    return (inside or around or [0])[0]


def _characters(text: str, window: int) -> Span:
    """Where the window's words stand in `text`."""
    at, starts = 0, []
    for token in text.split():
        at = text.index(token, at)
        starts.append((at, at + len(token)))
        at += len(token)
    return starts[window][0], starts[min(window + WINDOW_WORDS, len(starts)) - 1][1]


def _grown(spans: Sequence[Span], first: int, text: str, policy: AnswerPolicy) -> Sequence[Span]:
    """Sentences from `first` on while they fit; one before it when the passage ends there."""
    last = first
    while last + 1 < len(spans) and _fits(spans[first : last + 2], text, policy):
        last += 1
    if first == last and first > 0 and _fits(spans[first - 1 : last + 1], text, policy):
        first -= 1
    return spans[first : last + 1]


def _fits(spans: Sequence[Span], text: str, policy: AnswerPolicy) -> bool:
    stretch = text[spans[0][0] : spans[-1][1]]
    return len(spans) <= policy.quote_sentences and len(WORD.findall(stretch)) <= policy.quote_words
