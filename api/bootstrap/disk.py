"""Is there room to build, and may we write there?"""

import shutil
import tempfile
from pathlib import Path

GIGABYTE = 10**9
NEEDED = 8 * GIGABYTE  # all environments, pip's own copies while it works, a model and an index
NEEDED_CUDA = 18 * GIGABYTE  # the same with torch's CUDA build
NEEDED_RUNNING = GIGABYTE // 2  # once they stand: data, models, logs


def nearest(folder: Path) -> Path:
    """`folder`, or the closest parent that exists."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def free(folder: Path) -> int:
    """Bytes free on the disk that holds, or will hold, `folder`."""
    return shutil.disk_usage(nearest(folder)).free


def needed(names: set[str]) -> int:
    """Bytes that must be free before the environments called `names` are built; what running needs if there are none."""
    if not names:
        return NEEDED_RUNNING
    return NEEDED_CUDA if "app-cuda" in names else NEEDED


def writable(folder: Path) -> bool:
    """Whether a file can be made in `folder`, or in the closest parent that exists (it is removed again)."""
    try:
        with tempfile.TemporaryFile(dir=nearest(folder)):
            return True
    except OSError:
        return False
