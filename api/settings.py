"""Every setting, read here and nowhere else, and passed down as values. docs/settings.md lists them."""

from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, FilePath, SecretStr, ValidationError, field_validator, model_validator
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
    smtp_host: str | None = None
    """Mail server; without one, mails wait in the outbox and everything else works."""
    smtp_port: Annotated[int, Field(ge=1, le=65535)] | None = None
    """Its port; 587, 465 or 25 by smtp_security if not given."""
    smtp_user: str | None = None
    """Name to sign in to the mail server with, if it asks for one."""
    smtp_password: SecretStr | None = None
    """The password that goes with it."""
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    """How the way to the mail server is protected; none only where it runs on this machine."""
    smtp_mail_from: str | None = None
    """What mails are from: an address, or a name and one in angle brackets."""
    smtp_ca_file: FilePath | None = None
    """Certificates (PEM) to trust for the mail server, instead of the machine's own."""
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

    @model_validator(mode="after")
    def refuse_half_a_mail_server(self) -> "Settings":
        if self.smtp_host is None:
            if self.smtp_user or self.smtp_password or self.smtp_mail_from:
                raise ValueError("SKOLEVEJ_SMTP_HOST: name the mail server, or leave out all SKOLEVEJ_SMTP_*")
            return self
        if self.smtp_security == "none" and self.smtp_host not in LOOPBACK:
            raise ValueError(
                "SKOLEVEJ_SMTP_SECURITY: none is for a mail server on this machine only; use starttls or tls, "
                "so that addresses and times never travel in the open"
            )
        if (self.smtp_user is None) != (self.smtp_password is None):
            raise ValueError("SKOLEVEJ_SMTP_USER and SKOLEVEJ_SMTP_PASSWORD: give both, or neither")
        if not _is_address(self.smtp_mail_from or ""):
            raise ValueError(
                "SKOLEVEJ_SMTP_MAIL_FROM: write the address mails are from, such as noreply@place.org"
            )
        return self

    @field_validator("database_url")
    @classmethod
    def sqlite_or_postgres(cls, given: str | None) -> str | None:
        """PostgreSQL however it is written, with our driver."""
        scheme, separator, rest = (given or "").partition("://")
        if given is None or (separator and scheme == "sqlite"):
            return given
        if not separator or scheme not in ("postgres", "postgresql", "postgresql+psycopg"):
            raise ValueError("give sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE")
        return f"postgresql+psycopg://{rest}"

    @property
    def store_url(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'skolevej.db'}"

    @property
    def index_dir(self) -> Path:
        return self.data_dir / "index"

    @property
    def documents_dir(self) -> Path:
        return self.data_dir / "documents"


def _is_address(text: str) -> bool:
    local, _, domain = parseaddr(text)[1].rpartition("@")
    return bool(local and domain) and not any(char in text for char in "\r\n\0")


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
