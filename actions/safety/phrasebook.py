"""Phrase files: load, check, and find which phrases a message holds."""

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from .fold import fold_word, loosen
from .pattern import Pattern, PatternError, read_pattern

DOUBTFUL = "~ "
"""What an editor writes before a phrase that is no alarm by itself."""
_STEM, _LONGEST_STEM = 2, 24
"""Letters beside "*": what folding leaves of the three an editor must write, and the most that is looked at."""


class SafetyDataError(ValueError):
    """A safety file that must not be used. Says which file and field, what is wrong and what to do."""

    def __init__(self, file: Path, field: str, problem: str, remedy: str) -> None:
        super().__init__(f"{file.parent.name}/{file.name}, {field}: {problem}. {remedy}.")


@dataclass(frozen=True)
class Phrase:
    """One line of a phrase file. `id` is "language/kind/group", e.g. "da/self_harm/wants-to-die".

    `doubtful`: harmless messages hold it too often to be an alarm by itself; the listener is asked as well.
    """

    id: str
    kind: str
    language: str
    written: str
    strict: Pattern
    loose: Pattern
    doubtful: bool = False

    @cached_property
    def _compiled(self) -> dict[bool, re.Pattern[str]]:
        return {False: re.compile(self.strict.regex), True: re.compile(self.loose.regex)}

    def search(self, line: str, loose: bool) -> re.Match[str] | None:
        return self._compiled[loose].search(line)

    def spans(self, line: str, loose: bool) -> Iterator[tuple[int, int]]:
        return (found.span() for found in self._compiled[loose].finditer(line))


class Phrasebook:
    """Phrases indexed by the words they need, so that a message is tried against few of them."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self.phrases = tuple(phrases)
        self._index = {loose: self._index_of(loose) for loose in (False, True)}

    def _index_of(self, loose: bool) -> dict[str, list[tuple[int, int]]]:
        index: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, phrase in enumerate(self.phrases):
            pattern = phrase.loose if loose else phrase.strict
            for part, words in enumerate(pattern.needs):
                for word in words:
                    index[word].append((number, part))
        return dict(index)

    def candidates(self, words: set[str], loose: bool) -> list[Phrase]:
        """Phrases of which every needed part has a word in `words`, in file order."""
        index, met = self._index[loose], defaultdict[int, set[int]](set)
        for word in words:
            for number, part in (hit for key in _keys(word) for hit in index.get(key, ())):
                met[number].add(part)
        return [self.phrases[n] for n in sorted(met) if len(met[n]) == self._parts(n, loose)]

    def _parts(self, number: int, loose: bool) -> int:
        phrase = self.phrases[number]
        return len((phrase.loose if loose else phrase.strict).needs)

    def vocabulary(self, language: str) -> frozenset[str]:
        """Every folded word the phrases of a language are written with."""
        return frozenset(
            w for phrase in self.phrases if phrase.language == language for w in phrase.strict.words
        )


def _keys(word: str) -> Iterator[str]:
    """Every way a phrase may have written this word: whole, "begin*" or "*end"."""
    yield word
    for letters in range(_STEM, min(len(word), _LONGEST_STEM) + 1):
        yield f"{word[:letters]}*"
        yield f"*{word[-letters:]}"


@dataclass(frozen=True, slots=True)
class PhraseFile:
    """One checked file: its phrases, those that no idiom can hide, and words recognised with a slip in them."""

    language: str
    phrases: tuple[Phrase, ...]
    always: tuple[Phrase, ...]
    misspelt: frozenset[str]


def load_phrases(file: Path, kinds: Sequence[str]) -> PhraseFile:
    """Read one phrase or idiom file. Raises SafetyDataError with what an editor must correct."""
    data = read_mapping(file)
    language = _text(file, data, "language")
    if language != file.stem:
        raise SafetyDataError(
            file, "language", f'"{language}" does not match the file name', "Make them the same"
        )
    _text(file, data, "owner")
    if not isinstance(data.get("reviewed"), datetime.date):
        raise SafetyDataError(file, "reviewed", "no date", "Write the day of the last review as 2026-11-22")
    _known_fields(file, data)
    named = data.get("words") or {}
    phrases = tuple(_section(file, data, "phrases", kinds, named, language))
    always = tuple(_section(file, data, "always", kinds, named, language))
    return PhraseFile(language, phrases, always, frozenset(map(_one_word, data.get("misspelt") or ())))


def read_mapping(file: Path) -> dict[str, Any]:
    """The YAML mapping in a file. Raises SafetyDataError when it is missing or not a mapping."""
    try:
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
    except FileNotFoundError as gone:
        raise SafetyDataError(file, "file", "it is missing", "Restore it from the repository") from gone
    except yaml.YAMLError as broken:
        place = getattr(broken, "problem_mark", None)
        line = f"line {place.line + 1}" if place else "file"
        raise SafetyDataError(
            file, line, "not valid YAML", "Check indentation, quotes and colons"
        ) from broken
    if not isinstance(data, dict):
        raise SafetyDataError(file, "file", "it holds no fields", "Start from another language's file")
    return data


def _known_fields(file: Path, data: Mapping[str, Any]) -> None:
    known = {"language", "owner", "reviewed", "words", "phrases", "always", "misspelt"}
    for field in data.keys() - known:
        raise SafetyDataError(file, str(field), "unknown field", f"Use one of {', '.join(sorted(known))}")


def _text(file: Path, data: Mapping[str, Any], field: str) -> str:
    value = data.get(field)
    if not isinstance(value, str) or not value.strip():
        raise SafetyDataError(file, field, "it is empty or missing", "Fill it in")
    return value.strip()


def _section(
    file: Path,
    data: Mapping[str, Any],
    section: str,
    kinds: Sequence[str],
    named: Mapping[str, str],
    language: str,
) -> Iterator[Phrase]:
    for kind, groups in (data.get(section) or {}).items():
        if kind not in kinds:
            raise SafetyDataError(file, f"{section}.{kind}", "unknown kind", f"Use one of {', '.join(kinds)}")
        for group, lines in groups.items():
            field = f"{section}.{kind}.{group}"
            if not isinstance(lines, list) or not lines:
                raise SafetyDataError(
                    file, field, "no phrases", 'Write each phrase on its own line after "- "'
                )
            for line in lines:
                yield _phrase(file, field, str(line), named, (language, kind, str(group)))


def _phrase(
    file: Path, field: str, line: str, named: Mapping[str, str], name: tuple[str, str, str]
) -> Phrase:
    doubtful = line.startswith(DOUBTFUL)
    written = line.removeprefix(DOUBTFUL)
    try:
        strict, loose = (read_pattern(written, named, spell) for spell in (_as_it_is, loosen))
    except PatternError as wrong:
        raise SafetyDataError(file, field, f'"{line}": {wrong}', "Correct the phrase") from wrong
    return Phrase("/".join(name), name[1], name[0], written, strict, loose, doubtful)


_as_it_is: Callable[[str], str] = str


def _one_word(word: object) -> str:
    return fold_word(str(word).casefold())
