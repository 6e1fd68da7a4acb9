"""Quotes and citations of a reply: fetched by id, checked to be verbatim, introduced by document and section.

A passage that does not exist vanishes, and a quote that is not verbatim vanishes with its citation.
"""

from collections.abc import Iterable, Sequence

from channels.law_notes import LawNotes
from channels.reply import Citation
from channels.texts import Texts
from knowledge.model import Article, Asker, Passage, Quote
from knowledge.service import Knowledge
from knowledge.text import without_yes_or_no


class Citing:
    """Shows what was found, in the asker's language around it."""

    def __init__(self, knowledge: Knowledge, texts: Texts, law: LawNotes) -> None:
        self._knowledge, self._texts, self._law = knowledge, texts, law

    def quotes(self, named: Iterable[dict[str, str]]) -> Iterable[Quote]:
        """Those of the `named` (passage, quote, place) that stand there word for word."""
        for item in named:
            passage = self._knowledge.passage(item["passage"])
            if passage and item["quote"] in passage.text:
                yield Quote(passage, item["quote"], item.get("place", ""))

    def told(self, quotes: Sequence[Quote], asker: Asker, *, beside: bool = False) -> str:
        """Each quote under what editors wrote of its place and the line that says where it stands; older law noted.

        `beside` an article the question may be another than the place answers: its line says no bare yes or no.
        """
        told: list[str] = []
        for one in quotes:
            told += [
                without_yes_or_no(line.text) if beside else line.text
                for line in one.passage.lines
                if one.place and (line.place, line.language) == (one.place, asker.language)
            ]
            told.append(f"{self._introduced(one.passage, asker)}\n“{one.quote}”")
            told += [note for note in self._law.of(one.passage, asker.language) if note not in told]
        return "\n\n".join(told)

    def cite(self, one: Quote, language: str) -> Citation:
        passage = one.passage
        return Citation(
            passage=passage.id,
            title=passage.title,
            document=passage.document,
            section=_section(passage) or passage.title,
            page=passage.page,
            url=_address(one, language),
            quote=one.quote,
        )

    def cite_article(self, article: Article | None, language: str) -> Iterable[Citation]:
        """The article itself, by its first paragraph; nothing while the index does not hold it."""
        passage = self._knowledge.article_passage(article) if article else None
        if passage:
            yield self.cite(Quote(passage, passage.text.split("\n\n", 1)[0]), language)

    def _introduced(self, passage: Passage, asker: Asker) -> str:
        section = _section(passage)
        key = "answer.from_document" if section else "answer.from_document_without_section"
        if passage.school and section:
            key = "answer.school_guide"
        line = self._texts(asker.language, key, title=passage.title, section=section)
        if passage.language == asker.language:
            return line
        name = self._texts(asker.language, f"languages.{passage.language}")
        return f"{self._texts(asker.language, 'answer.other_language', language=name)} {line}"


def own_first(quotes: Sequence[Quote]) -> tuple[list[Quote], list[Quote]]:
    """The quotes of the school's own documents, which come before everything, and the others."""
    own = [quote for quote in quotes if quote.passage.school]
    return own, [quote for quote in quotes if not quote.passage.school]


def _address(one: Quote, language: str) -> str:
    """Opens the passage with the quote marked and in sight."""
    start = one.passage.text.index(one.quote)
    return f"/sources/{one.passage.id}?language={language}&quote={start}-{start + len(one.quote)}#quote"


def _section(passage: Passage) -> str:
    return " › ".join(passage.heading_path)
