"""Passages as JSON lines, and back."""

import dataclasses
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from knowledge.model import Passage, PlaceLine


def passage_json(passage: Passage) -> str:
    return json.dumps(dataclasses.asdict(passage), ensure_ascii=False, sort_keys=True)


def write_passages(path: Path, passages: Iterable[Passage]) -> None:
    path.write_text("".join(passage_json(passage) + "\n" for passage in passages), encoding="utf-8")


def read_passages(path: Path) -> tuple[Passage, ...]:
    with path.open(encoding="utf-8") as file:
        return tuple(passage_of(json.loads(line)) for line in file)


def passage_of(fields: dict[str, Any]) -> Passage:
    lines = tuple(PlaceLine(**line) for line in fields.get("lines", ()))
    return Passage(**{**fields, "heading_path": tuple(fields["heading_path"]), "lines": lines})
