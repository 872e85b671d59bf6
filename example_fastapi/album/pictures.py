"""Pictures in a folder: the bytes as they came, and beside them what is known about them.

The folder is the temporary one, the only place that can be written on Lambda. lift's sandbox
shares it between all execution environments of a function; on AWS each has its own and loses it,
so there keep the pictures in a bucket.
"""

import hashlib
import os
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

KINDS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
}


class Picture(BaseModel):
    """What is known about one picture; ``sha256`` is worked out after the upload was answered."""

    id: str
    kind: str
    size: int
    caption: str
    sha256: str | None = None


def kind_of(data: bytes) -> str | None:
    """The media type that the first bytes tell, whatever name the file had."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in KINDS.items() if data.startswith(start)), None)


class Pictures:
    """The album on disk."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(tempfile.gettempdir(), "example_fastapi")
        self.folder.mkdir(parents=True, exist_ok=True)

    def __iter__(self) -> Iterator[Picture]:
        """Newest first."""
        cards = sorted(self.folder.glob("*.json"), key=lambda card: card.name, reverse=True)
        return (Picture.model_validate_json(card.read_bytes()) for card in cards)

    def get(self, picture_id: str) -> Picture | None:
        card = self.folder / f"{picture_id}.json"
        return Picture.model_validate_json(card.read_bytes()) if card.is_file() else None

    def add(self, data: bytes, kind: str, caption: str) -> Picture:
        picture = Picture(id=_new_id(), kind=kind, size=len(data), caption=caption)
        _write(self.path(picture), data)
        self.save(picture)
        return picture

    def save(self, picture: Picture) -> None:
        _write(self.folder / f"{picture.id}.json", picture.model_dump_json().encode())

    def remove(self, picture: Picture) -> None:
        (self.folder / f"{picture.id}.json").unlink(missing_ok=True)
        self.path(picture).unlink(missing_ok=True)

    def path(self, picture: Picture) -> Path:
        """Where the bytes lie."""
        return self.folder / f"{picture.id}.bytes"

    def take_fingerprint(self, picture_id: str) -> None:
        """Work out the picture's SHA-256 and keep it."""
        if picture := self.get(picture_id):
            picture.sha256 = hashlib.sha256(self.path(picture).read_bytes()).hexdigest()
            self.save(picture)


def _new_id() -> str:
    """Ids sort by the time they were made, and cannot be guessed."""
    return f"{time.time_ns():016x}{uuid.uuid4().hex[:8]}"


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, since other environments may be reading."""
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    unfinished.write_bytes(data)
    unfinished.replace(path)
