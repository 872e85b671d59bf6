"""SnapStart: versions that start from a snapshot, and what Lambda cannot combine with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..errors import SettingsError

STORAGE = 512  # MB of /tmp, at most
_TOO_OLD = "python3.11"


@dataclass(frozen=True)
class SnapStart:
    """``lifespan``: an ASGI application's is ended before the snapshot and started "again" after
    each restore, or "kept" in the snapshot."""

    lifespan: Literal["again", "kept"] = "again"


def snap_start(value: bool | dict[str, Any]) -> SnapStart | None:
    """The setting; None: turned off."""
    if isinstance(value, dict):
        return SnapStart(**value)
    return SnapStart() if value else None


def check(file: Path, name: str, values: Mapping[str, Any]) -> None:
    """Raise ``SettingsError`` for what in stage ``name`` of ``file`` does not go with SnapStart."""
    if values.get("snap_start", False) is False:
        return
    for problem, hint in _problems(values):
        raise SettingsError(f'{file}: {name} has "snap_start", {problem}', hint=hint)


def _problems(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """AWS, "Improving startup performance with Lambda SnapStart", features and limitations."""
    if values.get("runtime") == _TOO_OLD:
        yield f"which {_TOO_OLD} does not have", 'set "runtime": "python3.12" or later'
    if "efs" in values:
        yield (
            'and "efs": a snapshot cannot hold a file system that is mounted',
            "leave one of them out; what is read at the start alone can come from S3 or the bundle",
        )
    if values.get("ephemeral_storage", STORAGE) > STORAGE:
        yield (
            f"and {values['ephemeral_storage']} MB of /tmp, of which a snapshot holds {STORAGE}",
            f'set "ephemeral_storage": {STORAGE}, or leave "snap_start" out',
        )
