"""What parents say, tied to what professionals write: adds the professional words to a question."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.search_policy import Concept
from knowledge.text import query_stems, stems


@dataclass(frozen=True, slots=True)
class _Entry:
    phrases: frozenset[frozenset[str]]
    """Each phrase as the set of its stems; one is met when all of them stand in the question."""
    professional: tuple[str, ...]


class Glossary:
    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._entries = tuple(_entry(concept) for concept in concepts)

    def added_stems(self, question: str) -> list[str]:
        """Stems of the professional words of every concept the question touches, without its own."""
        own = frozenset(query_stems(question))
        met = (entry for entry in self._entries if any(phrase <= own for phrase in entry.phrases))
        added = (stem for entry in met for stem in entry.professional if stem not in own)
        return list(dict.fromkeys(added))


def _entry(concept: Concept) -> _Entry:
    both = (concept.everyday, concept.professional)
    spoken = ((phrase, language) for group in both for language, row in group.items() for phrase in row)
    written = ((phrase, language) for language, row in concept.professional.items() for phrase in row)
    phrases = frozenset(frozenset(stems(phrase, language)) for phrase, language in spoken)
    professional = dict.fromkeys(stem for phrase, language in written for stem in stems(phrase, language))
    return _Entry(phrases, tuple(professional))
