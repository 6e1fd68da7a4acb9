"""Secrets between our own processes, made at the first start and kept under the data directory."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "secrets.json"


class SecretsError(RuntimeError):
    """The secrets file is damaged or readable by others; the message names the remedy."""


@dataclass(frozen=True, slots=True)
class LocalSecrets:
    """`front_door`: app → Rasa. `actions`: Rasa → app."""

    front_door: str
    actions: str


def local_secrets(data_dir: Path) -> LocalSecrets:
    """Read the secrets, making them if there are none. Raises SecretsError."""
    path = data_dir / FILE
    if not path.exists():
        _write(path, LocalSecrets(secrets.token_urlsafe(48), secrets.token_urlsafe(48)))
    if path.stat().st_mode & 0o077:
        raise SecretsError(f"{FILE} under the data directory can be read by others. Run: chmod 600 {path}")
    try:
        return LocalSecrets(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise SecretsError(
            f"{path} is damaged. Stop the app and delete the file; a new one is made."
        ) from error


def _write(path: Path, made: LocalSecrets) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(made), file)
