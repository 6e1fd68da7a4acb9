"""What was learnt from our own question lists and ships with the code: arrays that fit one encoder.

Written by `skolevej knowledge ship`; with another encoder's vectors they mean nothing and are not used.
"""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.storage import write_atomically

Arrays = dict[str, NDArray[np.generic]]
_ENCODER = "encoder"


def read_shipped(source: Path, encoder_id: str) -> Arrays | None:
    """The arrays by name; None when there is no sound file or another encoder's vectors taught them."""
    try:
        with source.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            arrays: Arrays = {name: stored[name] for name in stored.files}
    except (zipfile.BadZipFile, EOFError, KeyError, ValueError, OSError):
        return None
    return arrays if str(arrays.pop(_ENCODER, "")) == encoder_id else None


def write_shipped(target: Path, encoder_id: str, arrays: Arrays) -> None:
    """Half precision: what is learnt is not known better than that."""
    file = BytesIO()
    stored: dict[str, Any] = {
        n: a.astype(np.float16) if a.dtype.kind == "f" else a for n, a in arrays.items()
    }
    np.savez_compressed(file, **{_ENCODER: np.array(encoder_id), **stored})
    write_atomically(target, file.getvalue())
    target.chmod(0o644)
