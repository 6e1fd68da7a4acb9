"""Loads `<language>.yml` files of nested keys and fills in their placeholders."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
PLACEHOLDER = re.compile(r"{(\w+)}")


class TextsError(ValueError):
    """The files of the languages differ; the message names file, key and remedy."""


class Texts:
    """Texts by language and dotted key. Unknown languages read as the first one."""

    def __init__(self, by_language: Mapping[str, Mapping[str, str]]) -> None:
        self._by_language = by_language
        self._default = next(iter(by_language))

    @classmethod
    def load(cls, folder: Path = HERE) -> "Texts":
        """Read every language. Raises TextsError unless all have the same keys and placeholders."""
        read = {path.stem: dict(_flat(_read(path))) for path in sorted(folder.glob("*.yml"))}
        reference = read["da"]
        for language, texts in read.items():
            for key in reference.keys() ^ texts.keys():
                raise TextsError(
                    f"{language}.yml: {key} is missing here or in da.yml; each language needs it"
                )
            for key, text in texts.items():
                if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(reference[key])):
                    raise TextsError(f"{language}.yml: {key} has other {{words in braces}} than da.yml")
        return cls(read)

    def __call__(self, language: str, key: str, /, **values: object) -> str:
        """The text under a dotted key, such as `problems.empty.title`. Raises KeyError for an unknown key."""
        texts = self._by_language.get(language, self._by_language[self._default])
        return texts[key].format_map({k: str(v) for k, v in values.items()})

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self._by_language)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise TextsError(f"{path.name}: can't be read: {error}") from error
    if not isinstance(content, dict):
        raise TextsError(f"{path.name}: expected keys and texts")
    return content


def _flat(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
