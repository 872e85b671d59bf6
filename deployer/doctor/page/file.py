"""The page's file, which is there whole or not at all."""

import os
import tempfile
from pathlib import Path

from ...errors import LiftError
from ..diagnosis import Diagnosis
from .document import page


def check_place(file: Path) -> None:
    """Raise ``LiftError`` when there can be no ``file``: before much time goes into its content."""
    place = file.absolute()
    if not os.path.isdir(place.parent):
        raise LiftError(
            f"there is no folder {place.parent} to write {place.name} into",
            hint="make the folder, or name a file in one that is there",
        )
    if os.path.isdir(place):
        raise LiftError(f"{place} is a folder", hint="name a file in it: page.html")


def write(diagnosis: Diagnosis, file: Path) -> str:
    """Write the page to ``file``; the address to open it by ("file://…").

    Raises ``LiftError`` when it cannot be written there; what was there stays.
    """
    check_place(file)
    place = file.absolute()
    try:
        _replace(place, page(diagnosis))
    except OSError as error:
        raise LiftError(f"{place} cannot be written: {error.strerror}") from None
    return place.as_uri()


def _replace(place: Path, text: str) -> None:
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=place.parent, prefix=f".{place.name}-", delete=False
    ) as file:
        written = Path(file.name)
        try:
            file.write(text)
            file.flush()
            written.chmod(0o644)  # temporary files are for their owner alone
            written.replace(place)
        except OSError:
            written.unlink()
            raise
