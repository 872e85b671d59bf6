"""The settings file as it is on disk: where it lies and what JSON it holds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import SettingsError

NAME = "lift_settings.json"
_NOT_STAGES = ("$schema", "default_stage")


@dataclass(frozen=True)
class SettingsFile:
    """A settings file: its path and its JSON, not checked yet."""

    path: Path
    content: Mapping[str, Any]

    @property
    def stages(self) -> dict[str, Mapping[str, Any]]:
        """The stages by name, as written, ``extends`` not resolved."""
        return {name: stage for name, stage in self.content.items() if name not in _NOT_STAGES}


def is_there(start: Path) -> bool:
    """Whether there is a settings file in ``start`` or a folder above it."""
    return any((folder / NAME).is_file() for folder in (start, *start.parents))


def find(start: Path) -> Path:
    """The nearest settings file in ``start`` or a folder above it."""
    for folder in (start, *start.parents):
        if (folder / NAME).is_file():
            return folder / NAME
    raise SettingsError(
        f"there is no {NAME} in {start} or a folder above it",
        hint='create one beside your application: {"production": {"app": "module:attribute"}}, '
        "or name it: lift --settings FILE …",
    )


def read(path: Path) -> SettingsFile:
    """Read ``path``; a file that is no JSON object is refused with line and column."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise SettingsError(f"{path} cannot be read: {reason}") from error
    try:
        content = json.loads(text, object_pairs_hook=_without_repeats)
    except json.JSONDecodeError as error:
        raise SettingsError(
            f"{path}:{error.lineno}:{error.colno}: not JSON: {error.msg}",
            hint="JSON has double quotes, no comments and no comma after the last entry",
        ) from error
    except _RepeatedKey as error:
        raise SettingsError(f"{path}: the key {error} stands twice in one object") from error
    if not isinstance(content, dict):
        raise SettingsError(f'{path}: an object of stages is expected: {{"production": {{…}}}}')
    return SettingsFile(path, content)


class _RepeatedKey(Exception):
    pass


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Python's json keeps the last of two equal keys in silence; a typo must not win that way."""
    content: dict[str, Any] = {}
    for key, value in pairs:
        if key in content:
            raise _RepeatedKey(json.dumps(key, ensure_ascii=False))
        content[key] = value
    return content
