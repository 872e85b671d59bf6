"""TOML files, read with errors that name the file."""

import tomllib
from pathlib import Path
from typing import Any

from ..errors import SettingsError


def read(path: Path) -> dict[str, Any]:
    """The content of ``path``; {} when it is not there. Raises ``SettingsError`` for bad TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}") from None
