"""SnapStart: versions that start from a snapshot, and what Lambda cannot combine with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..errors import SettingsError

_STORAGE = 512  # MB of /tmp, at most


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
    storage = values.get("ephemeral_storage", _STORAGE)
    for problem, hint in obstacles(values.get("runtime"), efs="efs" in values, storage=storage):
        raise SettingsError(f'{file}: {name} has "snap_start", and {problem}', hint=hint)


def obstacles(runtime: str | None, *, efs: bool, storage: int) -> Iterator[tuple[str, str]]:
    """What keeps a function from SnapStart, each with a way out; ``storage`` is in MB.

    AWS, "Improving startup performance with Lambda SnapStart", supported features and limitations.
    """
    if runtime == "python3.11":
        yield "python3.11 does not have it", 'set "runtime": "python3.12" or later'
    if efs:
        yield (
            'a snapshot cannot hold a file system that is mounted ("efs")',
            "leave one of them out; what is read at the start alone can come from S3 or the bundle",
        )
    if storage > _STORAGE:
        yield (
            f"a snapshot holds {_STORAGE} MB of /tmp, not {storage}",
            f'set "ephemeral_storage": {_STORAGE}, or leave "snap_start" out',
        )
