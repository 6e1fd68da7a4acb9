"""Policy files: YAML an editor can read, checked against a schema, with errors an editor understands."""

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

POLICY = Path(__file__).resolve().parent / "policy"


class PolicyError(ValueError):
    """A policy file cannot be used; the message names file, field, what is wrong and what to do."""


class PolicyModel(BaseModel):
    """Unknown fields are refused, so that a misspelt one is not silently ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=PolicyModel)


def load_policy(path: Path, schema: type[Model]) -> Model:
    """Read `path` and check it. Raises PolicyError."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except OSError as error:
        raise PolicyError(f"{path.name}: cannot be read ({error.strerror}). Restore the file.") from error
    except yaml.YAMLError as error:
        raise PolicyError(f"{path.name}: is not valid YAML. {error}") from error
    try:
        return schema.model_validate(content)
    except ValidationError as error:
        raise PolicyError(_explained(path, error)) from error


def _explained(path: Path, error: ValidationError) -> str:
    lines = [f"{path.name}: {error.error_count()} thing(s) to correct:"]
    for problem in error.errors():
        field = " > ".join(str(part) for part in problem["loc"]) or "the whole file"
        lines.append(f"  {field}: {problem['msg'].lower()} (found: {problem['input']!r:.80})")
    return "\n".join(lines)
