"""A photo or a file that came with a message, as Telegram tells of it."""

from dataclasses import dataclass
from typing import Any

PHOTO_NAME, FILE_NAME = "anh.jpg", "tep"  # of what has no name of its own


@dataclass(frozen=True, slots=True)
class Attachment:
    """`kind`: photo or document. `album`: shared by those sent together; "" for one sent alone."""

    file_id: str
    name: str
    size: int
    kind: str
    album: str

    def to_json(self) -> dict[str, Any]:
        return {
            "file_id": self.file_id,
            "name": self.name,
            "size": self.size,
            "kind": self.kind,
            "album": self.album,
        }


def from_json(kept: dict[str, Any]) -> Attachment:
    return Attachment(kept["file_id"], kept["name"], kept["size"], kept["kind"], kept["album"])
