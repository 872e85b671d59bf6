"""Resolutions that need no second look: the requirements name every package with its version.

What a published version consists of does not change, so such a resolution is remembered under a
hash of everything it was made from. One package that is not named exactly (or an option, or
another file) and nothing is remembered: a new release has to be seen.
"""

import hashlib
import json
import os
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..cache import cache_dir
from .inputs import Inputs
from .pin import Pin
from .provided import Provided, Resolution
from .requirements import normal
from .target import Target

_FORMAT = 3
_PIN = re.compile(
    r"(?P<name>[A-Za-z0-9][\w.-]*)\s*(\[[^\]]*\])?\s*==\s*(?P<version>[\w.!+-]+)\s*(;[^#]*?)?"
    r"(\s+--hash=\S+)*\s*(#.*)?"
)


class Memory:
    """Remembers what one set of ``files`` resolves to, where that cannot change."""

    def __init__(self, inputs: Inputs, target: Target, keep: Collection[str]) -> None:
        self._locked = inputs.lock is not None
        self._named = None if self._locked else _named(inputs.files)
        made_from = [_FORMAT, str(target), sorted(keep), inputs.groups, inputs.extras]
        made_from += [inputs.from_source]
        made_from += [*_settings(inputs.root), *map(_text, inputs.files)]
        key = hashlib.sha256(json.dumps(made_from).encode()).hexdigest()
        self._file = cache_dir("resolutions") / f"{key}.json"

    def recall(self) -> Resolution | None:
        """The resolution as it was, None when it is not known."""
        try:
            known = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        provided = Provided(_pins(known["left_out"]), known["kept_because"])
        return Resolution(_pins(known["pins"]), provided)

    def remember(self, resolved: Iterable[Pin], resolution: Resolution) -> None:
        """Keep ``resolution``, if each of ``resolved`` is named exactly."""
        pins = list(resolved)
        if any(map(_may_change, pins)) or not (self._locked or self._covers(pins)):
            return
        known = {"pins": resolution.pins} | asdict(resolution.provided)
        beside = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        beside.write_text(json.dumps(known, default=asdict), encoding="utf-8")
        beside.replace(self._file)

    def _covers(self, resolved: Iterable[Pin]) -> bool:
        return self._named is not None and {pin.name for pin in resolved} <= self._named


def _pins(known: Iterable[dict[str, Any]]) -> tuple[Pin, ...]:
    return tuple(Pin(**pin | {"hashes": tuple(pin["hashes"])}) for pin in known)


def _may_change(pin: Pin) -> bool:
    """Whether other contents may lie there next time, under the same name."""
    return bool(pin.url) and not (pin.hashes and pin.url.startswith("https:"))


def _named(files: Sequence[Path]) -> set[str] | None:
    """The packages that ``files`` name exactly; None where they hold anything else."""
    names = set()
    for file in files:
        text = _text(file).replace("\\\n", " ")
        for line in text.splitlines():
            if not line.strip() or line.strip().startswith("#"):
                continue
            found = _PIN.fullmatch(line.strip())
            if found is None or "*" in found["version"]:
                return None
            names.add(normal(found["name"]))
    return names


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


def _settings(root: Path) -> list[str]:
    """uv's own settings, which choose the index: in the environment and beside the project."""
    variables = [f"{key}={value}" for key, value in os.environ.items() if key.startswith("UV_")]
    files = [root / "uv.toml", root / "pyproject.toml"]
    texts = [_text(file) for file in files if file.is_file()]
    return [*sorted(variables), *texts]
