"""Secrets between our own processes, made at the first start and kept under the data directory."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, fields
from pathlib import Path

FILE = "secrets.json"
SHORTEST = 32
"""Characters; Rasa's front door refuses to start with less."""


class SecretsError(RuntimeError):
    """The secrets file is damaged or readable by others; the message names the remedy."""


@dataclass(frozen=True, slots=True)
class LocalSecrets:
    """`front_door`: app → Rasa. `actions`: Rasa → app. `private_codes` makes parents' codes: lost, all are worthless."""

    front_door: str
    actions: str
    private_codes: str


def local_secrets(data_dir: Path) -> LocalSecrets:
    """Read the secrets, making them if there are none. Raises SecretsError."""
    path = data_dir / FILE
    if not path.exists():
        _write(path, LocalSecrets(*(secrets.token_urlsafe(48) for _ in fields(LocalSecrets))))
    if path.stat().st_mode & 0o077:
        raise SecretsError(f"{FILE} under the data directory can be read by others. Run: chmod 600 {path}")
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
        fresh = {each.name: secrets.token_urlsafe(48) for each in fields(LocalSecrets)} | known
        found = _usable(LocalSecrets(**fresh))
    except (ValueError, TypeError) as error:
        raise SecretsError(
            f"{path} is damaged. Stop the app and put a copy of it back. If there is none, delete the file: a new "
            "one is made, and the private codes parents already have open nothing any more."
        ) from error
    if fresh != known:  # a secret that came with a newer version
        _replace(path, found)
    return found


def _usable(read: LocalSecrets) -> LocalSecrets:
    """Raises ValueError where a secret is none."""
    if not all(isinstance(one, str) and len(one) >= SHORTEST for one in asdict(read).values()):
        raise ValueError("too short")
    return read


def _write(path: Path, made: LocalSecrets) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(made), file)


def _replace(path: Path, made: LocalSecrets) -> None:
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    _write(beside, made)
    beside.replace(path)
