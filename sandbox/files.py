"""Files as Telegram keeps them: found by an opaque id, fetched by a path."""

import mimetypes
import secrets
from dataclasses import dataclass
from pathlib import PurePath

from sandbox.pictures import dimensions
from sandbox.wire import Json, bad_request

UPLOAD_BYTES = 50 * 1024 * 1024
PHOTO_BYTES = 10 * 1024 * 1024
UNKNOWN = "application/octet-stream"
DOWNLOAD_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
    file_id: str
    unique_id: str
    path: str
    name: str
    mime: str
    content: bytes

    def described(self) -> Json:
        """The fields that every kind of file has in the Bot API."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }

    def as_document(self) -> Json:
        return {"document": {"file_name": self.name, "mime_type": self.mime, **self.described()}}

    def as_photo(self) -> Json:
        """One size only, the picture itself: the sandbox does not scale. Raises ApiError for what is none."""
        size = dimensions(self.content)
        if size is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        width, height = size
        if width + height > 10_000 or max(size) > 20 * min(size):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        return {"photo": [{**self.described(), "width": width, "height": height}]}


class Files:
    """All files of one world."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, name: str, content: bytes, *, folder: str, mime: str = "") -> StoredFile:
        """Keeps a file; `folder` is `photos` or `documents`, as in the paths Telegram gives.

        A kind that says nothing (`application/octet-stream`) is guessed from the name, as Telegram does.
        """
        said = "" if mime == UNKNOWN else mime
        number = len(self._by_id)
        stored = StoredFile(
            file_id=f"BQAC{secrets.token_urlsafe(36)}",
            unique_id=f"AgAD{secrets.token_urlsafe(9)}",
            path=f"{folder}/file_{number}{PurePath(name).suffix}",
            name=name,
            mime=said or mimetypes.guess_type(name)[0] or UNKNOWN,
            content=content,
        )
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored

    def find(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)
