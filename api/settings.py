"""Every setting, read here and nowhere else, and passed down as values. docs/settings.md lists them."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.bootstrap.environments import cache_folder

CHECKOUT = Path(__file__).resolve().parent.parent
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class UnsafeSettingsError(ValueError):
    """A setting that would put people's data at risk, or makes no sense; the message names setting and remedy."""


class Settings(BaseSettings):
    """Environment variables `SKOLEVEJ_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="SKOLEVEJ_", extra="ignore", frozen=True)

    data_dir: Path = CHECKOUT / "var"
    """All state: store, documents, index, secrets, logs."""
    cache_dir: Path = Field(default_factory=cache_folder)
    """What can be made again: environments, encoder, vectors, trained models."""
    municipalities_dir: Path = CHECKOUT / "knowledge" / "policy" / "municipalities"
    """One file per municipality."""
    host: str = "127.0.0.1"
    """Address the app listens on."""
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    """Port the app listens on; 0 picks a free one."""
    rasa_port: Annotated[int, Field(ge=0, le=65535)] = 0
    """Port of the Rasa process on 127.0.0.1; 0 picks a free one."""
    rasa_python: Path | None = None
    """Python of Rasa's own environment; found by lock hash if not given."""
    database_url: str | None = None
    """SQLAlchemy address of the store; SQLite under data_dir if not given."""
    encoder_model: Path | None = None
    """Directory of a SentenceTransformer to use instead of the bundled encoder."""
    public_url: str | None = None
    """Address people reach the app at, when it is not host and port."""
    metrics_token: SecretStr | None = None
    """Bearer token for /metrics; without it only this machine may read them."""
    log_level: Literal["info", "warning", "error"] = "info"
    """There is no debug level: Rasa would log what people write."""

    @model_validator(mode="after")
    def refuse_what_is_unsafe(self) -> "Settings":
        if self.host not in LOOPBACK and not (self.public_url or "").startswith("https://"):
            raise ValueError(
                "SKOLEVEJ_HOST: listening beyond this machine needs SKOLEVEJ_PUBLIC_URL with https, "
                "so that tokens never travel in the open"
            )
        if self.metrics_token and len(self.metrics_token.get_secret_value()) < 32:
            raise ValueError("SKOLEVEJ_METRICS_TOKEN: use at least 32 characters")
        return self

    @property
    def store_url(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'skolevej.db'}"

    @property
    def index_dir(self) -> Path:
        return self.data_dir / "index"

    @property
    def documents_dir(self) -> Path:
        return self.data_dir / "documents"


def read_settings() -> Settings:
    """The settings of this process. Raises UnsafeSettingsError in plain words."""
    try:
        return Settings()
    except ValidationError as error:
        lines = []
        for found in error.errors():
            name = "_".join(str(part) for part in found["loc"]).upper()
            message = found["msg"].removeprefix("Value error, ")
            lines.append(f"SKOLEVEJ_{name}: {message}" if name else message)
        raise UnsafeSettingsError("\n".join(lines)) from error
