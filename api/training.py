"""Makes sure there is a Rasa model trained from exactly the data in this checkout."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np

from api.bootstrap import chosen
from api.paths import Paths
from api.settings import CHECKOUT, Settings
from assistant.project import HOME, compile_domain, content_hash, examples
from knowledge.encoder.protocol import Encoder
from knowledge.text import normalise_query

VECTORS_VARIABLE = "SKOLEVEJ_TRAINING_VECTORS"
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SANIC_WORKERS": "1",
    "OMP_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
}


class TrainingError(RuntimeError):
    """Rasa did not train; the message says where its own words are."""


def rasa_python(settings: Settings) -> Path:
    """The interpreter of Rasa's environment. Raises TrainingError if it is not built."""
    python = settings.rasa_python or chosen.environments(CHECKOUT, settings.cache_dir).rasa.python
    if not python.exists():
        raise TrainingError("Rasa's environment is not built yet. Run `make serve`, which builds it.")
    return python


def rasa_environment(paths: Paths, **extra: str) -> dict[str, str]:
    """The environment variables of a Rasa process: quiet, one thread, able to import our components."""
    ours = {"PYTHONPATH": str(CHECKOUT), "MPLCONFIGDIR": str(paths.rasa_work), "HOME": str(paths.rasa_work)}
    return {**os.environ, **QUIET, **ours, **extra}


def model_hash(settings: Settings, encoder_id: str) -> str:
    """Names a model by everything it depends on: project, encoder, Rasa's lock."""
    lock = chosen.environments(CHECKOUT, settings.cache_dir).rasa.lock.digest
    return content_hash(encoder_id, lock)


def model_file(settings: Settings, paths: Paths, encoder_id: str) -> Path:
    """Where the model of exactly this data is, or will be."""
    return paths.models / f"{model_hash(settings, encoder_id)}.tar.gz"


def ensure_model(settings: Settings, paths: Paths, encoder: Encoder, say: Callable[[str], None]) -> Path:
    """The trained model's file, training it first if this data was never trained.

    Raises TrainingError, ProjectError.
    """
    model = model_file(settings, paths, encoder.id)
    if model.exists():
        return model
    paths.rasa_work.mkdir(parents=True, exist_ok=True)
    compile_domain(paths.rasa_work / "domain")
    say("Encoding the examples …")
    vectors = _encode_examples(paths, encoder)
    say("Training Rasa (about half a minute) …")
    _train(settings, paths, model, vectors)
    return model


def validate_data(settings: Settings, paths: Paths) -> str:
    """`rasa data validate` over the compiled project; returns what it printed. Raises TrainingError."""
    paths.rasa_work.mkdir(parents=True, exist_ok=True)
    compile_domain(paths.rasa_work / "domain")
    done = _rasa(settings, paths, "data", "validate", *_project(paths), "--max-history", "3")
    return done.stdout + done.stderr


def _encode_examples(paths: Paths, encoder: Encoder) -> Path:
    texts = sorted({text for _, _, text in examples()})
    file = paths.rasa_work / "vectors.npz"
    np.savez_compressed(
        file, texts=np.array(texts), vectors=encoder.encode_queries([normalise_query(t) for t in texts])
    )
    return file


def _train(settings: Settings, paths: Paths, model: Path, vectors: Path) -> None:
    model.parent.mkdir(parents=True, exist_ok=True)
    out = paths.rasa_work / "models"
    _rasa(
        settings,
        paths,
        "train",
        *_project(paths),
        "--out",
        str(out),
        "--fixed-model-name",
        "model",
        **{VECTORS_VARIABLE: str(vectors)},
    )
    partial = model.with_suffix(".partial")
    partial.write_bytes((out / "model.tar.gz").read_bytes())
    partial.replace(model)


def _project(paths: Paths) -> tuple[str, ...]:
    return (
        "--domain",
        str(paths.rasa_work / "domain"),
        "--data",
        str(HOME / "data"),
        "--config",
        str(HOME / "config.yml"),
    )


def _rasa(
    settings: Settings, paths: Paths, *arguments: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(  # noqa: S603  # our own interpreter, no shell
        [str(rasa_python(settings)), "-m", "rasa", *arguments],
        cwd=paths.rasa_work,
        env=rasa_environment(paths, **variables),
        capture_output=True,
        text=True,
        check=False,
    )
    log = paths.rasa_log.with_name(f"rasa-{arguments[0]}.log")
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text(done.stdout + done.stderr, encoding="utf-8")
    if done.returncode != 0:
        raise TrainingError(f"`rasa {arguments[0]}` failed. Its own words are in {log}.")
    return done
