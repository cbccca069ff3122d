"""Files kept outside the database, by the hash of their content: one that comes twice is kept once."""

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def keep(folder: Path, content: bytes) -> str:
    """Returns its sha256 once it is on the disk, whole. One that no row names does no harm."""
    digest = sha256_of(content)
    place = _place(folder, digest)
    if place.exists():
        return digest
    place.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(descriptor, "wb") as held:
            held.write(content)
            held.flush()
            os.fsync(held.fileno())
        Path(name).replace(place)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise
    return digest


def is_kept(folder: Path, digest: str) -> bool:
    return _place(folder, digest).exists()


def read(folder: Path, digest: str) -> bytes | None:
    """None when it is not there, or no longer what it was."""
    try:
        content = _place(folder, digest).read_bytes()
    except OSError:
        return None
    return content if sha256_of(content) == digest else None


def drop(folder: Path, digest: str) -> None:
    """What nobody may keep."""
    _place(folder, digest).unlink(missing_ok=True)


def _place(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest
