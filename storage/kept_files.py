"""Files kept outside the database, each once, under the hash of its content."""

import hashlib
import os
import tempfile
from pathlib import Path


def put(folder: Path, content: bytes) -> str:
    """The hash. What is there already is left alone; a half-written file is never seen under its name."""
    digest = hashlib.sha256(content).hexdigest()
    path = place(folder, digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(unfinished).replace(path)
    return digest


def drop(folder: Path, digest: str) -> None:
    """What nobody may keep."""
    place(folder, digest).unlink(missing_ok=True)


def place(folder: Path, digest: str) -> Path:
    """Where that content lies, if it is kept."""
    return folder / digest[:2] / digest
