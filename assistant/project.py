"""The Rasa project as the app sees it: replies per language, compiled responses, examples, content hash.

Runs in the app's environment; Rasa only ever sees what `compile_domain` wrote.
"""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HOME = Path(__file__).parent
LANGUAGES = ("da", "nb", "en")


class ProjectError(ValueError):
    """The project's files contradict each other; the message names file and remedy."""


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    payload: str


@dataclass(frozen=True, slots=True)
class ReplyText:
    """One reply in one language: its variants, and the buttons below it."""

    texts: tuple[str, ...]
    choices: tuple[Button, ...] = ()


Replies = dict[str, ReplyText]


class _UniqueKeys(yaml.SafeLoader):
    """Refuses a key that stands twice: YAML would silently take the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        if twice := {key for key in keys if keys.count(key) > 1}:
            raise yaml.constructor.ConstructorError(
                None, None, f"stands twice: {', '.join(twice)}", node.start_mark
            )
        return super().construct_mapping(node, deep)


def load_replies(language: str, home: Path = HOME) -> Replies:
    """`replies/<language>.yml` as reply key → texts and buttons. Raises ProjectError."""
    path = home / "replies" / f"{language}.yml"
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_UniqueKeys)  # noqa: S506  (a SafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise ProjectError(f"{path.name}: can't be read: {error}") from error
    if not isinstance(content, dict):
        raise ProjectError(f"{path.name}: expected reply keys, each with `text` or `texts`")
    return {key: _reply(path.name, key, value) for key, value in content.items()}


def load_all_replies(home: Path = HOME) -> dict[str, Replies]:
    """The replies of every language. Raises ProjectError unless all have the same keys and buttons."""
    replies = {language: load_replies(language, home) for language in LANGUAGES}
    reference = replies[LANGUAGES[0]]
    for language in LANGUAGES[1:]:
        _same_shape(language, reference, replies[language])
    return replies


def compile_domain(target: Path, home: Path = HOME) -> None:
    """Write the domain Rasa trains on: `domain/` plus the replies as conditional responses."""
    replies = load_all_replies(home)
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(home / "domain", target)
    responses = {
        key: [v for lang in LANGUAGES for v in _variations(lang, replies[lang][key])] for key in replies["da"]
    }
    text = yaml.safe_dump({"version": "3.1", "responses": responses}, allow_unicode=True, sort_keys=True)
    (target / "responses.yml").write_text(text, encoding="utf-8")


def examples(home: Path = HOME) -> Iterator[tuple[str, str, str]]:
    """Every training example as (language, intent, text)."""
    for path in sorted((home / "data" / "nlu").rglob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                if line.startswith("- "):
                    yield path.parent.name, block["intent"], line[2:].strip()


def content_hash(*extra: str, home: Path = HOME) -> str:
    """12 hex digits over everything a trained model depends on; `extra` adds what lies outside the project."""
    digest = hashlib.sha256("\0".join(extra).encode())
    for path in sorted(_sources(home)):
        digest.update(str(path.relative_to(home)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _sources(home: Path) -> Iterator[Path]:
    yield home / "config.yml"
    for folder, pattern in (
        ("domain", "*.yml"),
        ("data", "*.yml"),
        ("replies", "*.yml"),
        ("components", "*.py"),
    ):
        yield from (home / folder).rglob(pattern)


def _reply(file: str, key: str, value: Any) -> ReplyText:
    if not isinstance(value, dict) or not ("text" in value) ^ ("texts" in value):
        raise ProjectError(f"{file}: {key} needs either `text` or `texts`")
    texts = value.get("texts") or [value["text"]]
    try:
        choices = tuple(Button(c["label"], c["payload"]) for c in value.get("choices", ()))
    except (KeyError, TypeError) as error:
        raise ProjectError(f"{file}: {key}: every choice needs `label` and `payload`") from error
    return ReplyText(tuple(" ".join(str(t).split()) for t in texts), choices)


def _same_shape(language: str, reference: Replies, other: Replies) -> None:
    for key in reference.keys() ^ other.keys():
        raise ProjectError(
            f"replies/{language}.yml: {key} is missing here or in da.yml; each language needs it"
        )
    for key, reply in reference.items():
        if [c.payload for c in reply.choices] != [c.payload for c in other[key].choices]:
            raise ProjectError(
                f"replies/{language}.yml: {key} offers other choices than da.yml; make them the same"
            )


def _variations(language: str, reply: ReplyText) -> Iterator[dict[str, Any]]:
    for text in reply.texts:
        variation: dict[str, Any] = {
            "condition": [{"type": "slot", "name": "language", "value": language}],
            "text": text,
        }
        if reply.choices:
            variation["buttons"] = [{"title": c.label, "payload": c.payload} for c in reply.choices]
        yield variation
