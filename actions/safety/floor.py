"""The crisis floor: deterministic, before every model, in every state, channel and language.

It reads phrases, idioms, numbers and replies from the YAML files beside it and imports nothing of ours outside
this folder, so it works when everything else is down.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from .fold import has_nordic_letters, loosen, words_of
from .helplines import (
    COUNTRIES,
    LANGUAGES,
    CrisisNumber,
    Helpline,
    load_helplines,
    load_own_line,
    load_replies,
)
from .phrasebook import Phrase, Phrasebook, SafetyDataError, load_phrases
from .readings import Readings

CrisisKind = Literal["medical", "self_harm", "abuse", "violence", "child_alone"]
KINDS: tuple[CrisisKind, ...] = get_args(CrisisKind)
"""Most urgent first: when a message holds several, the first of these is answered."""
_SPENT = "¤"
_DATA = Path(__file__).parent
_PHRASES = ("phrases", "sentences")
"""Single phrases by language, and sentences built from classes of words (who, does what, to whom)."""
_ABROAD = {"dk": {"da": " (Danmark)", "nb": " (Danmark)", "en": " (Denmark)"},
           "no": {"da": " (Norge)", "nb": " (Norge)", "en": " (Norway)"}}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CrisisMatch:
    """What the floor heard. `phrase` is the id of the phrase group, `language` the language it is written in.

    `doubtful`: only by phrases that harmless messages hold too; see `SecondNet.alarms`.
    """

    kind: CrisisKind
    phrase: str
    language: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class CrisisReply:
    """The whole reply: a fixed text and the numbers to show as call buttons, in order."""

    text: str
    numbers: tuple[CrisisNumber, ...]


class CrisisFloor:
    """`load` once, then `check` every message and `reply` when it says so. Holds no state; safe across threads."""

    def __init__(
        self,
        phrases: Iterable[Phrase],
        always: Iterable[Phrase],
        idioms: Iterable[Phrase],
        misspelt: Iterable[str],
        helplines: tuple[Helpline, ...],
        replies: dict[str, dict[str, str]],
        own_line: dict[str, str],
    ) -> None:
        self._phrases, self._always = Phrasebook(tuple(phrases)), Phrasebook(tuple(always))
        self._idioms = Phrasebook(tuple(idioms))
        self._readings = Readings(self._vocabularies(), misspelt)
        self._helplines, self._replies, self._own_line = helplines, replies, own_line

    @classmethod
    def load(cls, folder: Path | None = None) -> "CrisisFloor":
        """Read and check every file; raises SafetyDataError naming file, field, problem and remedy."""
        root = folder or _DATA
        books = [load_phrases(file, KINDS) for part in _PHRASES for file in _files(root / part)]
        idioms = [load_phrases(file, ("idiom",)) for file in _files(root / "idioms")]
        return cls(
            [phrase for book in books for phrase in book.phrases],
            [phrase for book in books for phrase in book.always],
            [phrase for book in idioms for phrase in book.phrases],
            {word for book in books for word in book.misspelt},
            load_helplines(root / "numbers.yml", KINDS),
            {language: load_replies(root / "replies" / f"{language}.yml", KINDS) for language in LANGUAGES},
            load_own_line(root / "replies" / "own_language.yml"),
        )

    def _vocabularies(self) -> dict[str, frozenset[str]]:
        books = (self._phrases, self._always, self._idioms)
        languages = {phrase.language for phrase in self._phrases.phrases}
        return {one: frozenset[str]().union(*(book.vocabulary(one) for book in books)) for one in languages}

    def check(self, text: str) -> CrisisMatch | None:
        """The most urgent crisis in a message, a sure one before a doubtful one, or None.

        The same text always gives the same result.
        """
        words = words_of(text)
        spellings = (False,) if has_nordic_letters(text) else (False, True)
        found = [
            match
            for reading in self._readings.of(words)
            for loose in spellings
            for match in self._matches([loosen(word) for word in reading] if loose else reading, loose)
        ]
        return min(found, key=lambda match: (match.doubtful, KINDS.index(match.kind)), default=None)

    def _matches(self, words: list[str], loose: bool) -> Iterable[CrisisMatch]:
        line, present = f" {' '.join(words)} ", set(words)
        yield from _found(self._always, line, present, loose)
        candidates = self._phrases.candidates(present, loose)
        if candidates:
            open_line = self._without_idioms(line, present, loose)
            yield from (_match(phrase) for phrase in candidates if phrase.search(open_line, loose))

    def _without_idioms(self, line: str, present: set[str], loose: bool) -> str:
        """The line with the words of each idiom spent: they stand for nothing else."""
        spans = [s for idiom in self._idioms.candidates(present, loose) for s in idiom.spans(line, loose)]
        if not spans:
            return line
        letters = list(line)
        for start, end in spans:
            letters[start:end] = [c if c == " " else _SPENT for c in letters[start:end]]
        return "".join(letters)

    def numbers(
        self, country: str | None, language: str, kind: CrisisKind | None = None
    ) -> tuple[CrisisNumber, ...]:
        """Numbers of a country in call order. Unknown country: both countries', each named."""
        own = country in COUNTRIES
        return tuple(
            line.shown(_ours(language), "" if own else _ABROAD[line.country][_ours(language)])
            for place in ((country,) if own else COUNTRIES)
            for line in self._of(str(place), kind)
        )

    def for_children(self, country: str, language: str) -> tuple[CrisisNumber, ...]:
        """The numbers of a country that are there for children to call."""
        return tuple(line.shown(_ours(language)) for line in self._of(country, None) if line.for_children)

    def _of(self, country: str, kind: CrisisKind | None) -> list[Helpline]:
        lines = [line for line in self._helplines if line.country == country]
        if kind is None:
            return lines
        return sorted((line for line in lines if kind in line.order), key=lambda line: line.order[kind])

    def reply(
        self, kind: CrisisKind, language: str, country: str | None, heard: str | None = None
    ) -> CrisisReply:
        """The fixed reply. `heard`: the writer's own language, for one line in it where we have one."""
        emergency = self._emergency(kind, country)
        text = self._replies[_ours(language)][kind].format(emergency=emergency)
        if heard is not None and heard in self._own_line:
            text = f"{text}\n\n{self._own_line[heard].format(emergency=emergency)}"
        return CrisisReply(text, self.numbers(country, language, kind))

    def _emergency(self, kind: CrisisKind, country: str | None) -> str:
        """The first number of the kind; with an unknown country both countries', each named."""
        if country is not None and country in COUNTRIES:
            return self._of(country, kind)[0].tel
        first = {place: self._of(place, kind)[0].tel for place in COUNTRIES}
        return " / ".join(f"{tel}{_ABROAD[place]['en']}" for place, tel in first.items())


def _files(folder: Path) -> list[Path]:
    files = sorted(folder.glob("*.yml"))
    if not files:
        raise SafetyDataError(folder / "*.yml", "folder", "no files", "Restore them from the repository")
    return files


def _found(book: Phrasebook, line: str, present: set[str], loose: bool) -> Iterable[CrisisMatch]:
    return (_match(phrase) for phrase in book.candidates(present, loose) if phrase.search(line, loose))


def _match(phrase: Phrase) -> CrisisMatch:
    return CrisisMatch(cast(CrisisKind, phrase.kind), phrase.id, phrase.language, phrase.doubtful)


def _ours(language: str) -> str:
    return language if language in LANGUAGES else "en"
