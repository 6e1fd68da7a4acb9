"""The line below a quote whose law has changed since it was written: what applies now, with date and source."""

from channels.sources import SourceLines
from channels.texts import Texts
from knowledge.changed_law import Change, ChangedLaw
from knowledge.model import Passage


class LawNotes:
    """Writes one note for each change a passage needs told."""

    def __init__(self, changes: ChangedLaw, sources: SourceLines, texts: Texts) -> None:
        self._changes, self._sources, self._texts = changes, sources, texts

    def of(self, passage: Passage, language: str) -> list[str]:
        """Notes in the reader's language; none where the law still stands as written."""
        return [self._note(change, language) for change in self._changes.of(passage)]

    def _note(self, change: Change, language: str) -> str:
        key = "answer.law_now"
        spoken = next(code for code in (language, "en") if code in change.note)
        sources = " ".join(self._sources.of_keys(change.sources, language))
        return self._texts(language, key, note=change.note[spoken], sources=sources)
