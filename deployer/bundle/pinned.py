"""Resolutions that need no second look, kept in the cache under a hash of what they were made from.

    a lock, or every package named with its version     for good: a published version is what it is
    anything else, from the public index                for ten minutes, as long as that index lets
                                                        its answers be kept (max-age=600)
    from an index of one's own, or from a folder        not at all: a new release has to be seen

What was left out of the same packages is known for good, so the second half of the work is done
once. Nothing with a password in it is kept.
"""

import hashlib
import json
import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..cache import cache_dir
from . import indexes, requirements
from .inputs import Inputs
from .pin import Pin
from .provided import Provided, Resolution
from .requirements import normal
from .secret import without_password
from .target import Target

_FORMAT = 4
_TRUSTED_FOR = 600  # seconds
_PIN = re.compile(
    r"(?P<name>[A-Za-z0-9][\w.-]*)\s*(\[[^\]]*\])?\s*==\s*(?P<version>[\w.!+-]+)\s*(;[^#]*?)?"
    r"(\s+--hash=\S+)*\s*(#.*)?"
)
# Where uv looks for settings of its own, beside the project's.
_UV_FILES = ("~/.config/uv/uv.toml", "/etc/uv/uv.toml")


class Memory:
    """Remembers what ``inputs`` resolve to; ``now`` is Unix time."""

    def __init__(self, inputs: Inputs, target: Target, keep: Collection[str], now: float) -> None:
        self._inputs = inputs
        self._now = now
        made_from = [_FORMAT, str(target), sorted(keep), inputs.groups, inputs.extras]
        made_from += [inputs.from_source, *_variables(), *map(_text, _files(inputs))]
        key = hashlib.sha256(json.dumps(made_from).encode()).hexdigest()
        self._file = cache_dir("resolutions") / f"{key}.json"

    def recall(self) -> Resolution | None:
        """The resolution, None when it is not known or may be another by now."""
        known = self._known()
        if known is None or (known["until"] is not None and known["until"] <= self._now):
            return None
        return _resolution(known)

    def recall_for(self, pins: Iterable[Pin]) -> Resolution | None:
        """The resolution, when it was ``pins`` that was made of."""
        known = self._known()
        if known is None or _pins(known["resolved"]) != tuple(pins):
            return None
        return _resolution(known)

    def remember(self, resolved: Sequence[Pin], resolution: Resolution) -> None:
        """Keep ``resolution``, which was made of ``resolved``."""
        if any(pin.url != without_password(pin.url) for pin in resolved):
            return
        known = {"resolved": resolved, "until": self._until(resolved), "pins": resolution.pins}
        beside = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        beside.write_text(
            json.dumps(known | asdict(resolution.provided), default=asdict), encoding="utf-8"
        )
        beside.replace(self._file)

    def _known(self) -> dict[str, Any] | None:
        try:
            known: dict[str, Any] = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return known

    def _until(self, resolved: Iterable[Pin]) -> float | None:
        """When to look again; None is never."""
        pins = list(resolved)
        if any(pin.contents for pin in pins):
            return self._now
        if self._inputs.lock:
            return None
        if any(map(_may_change, pins)):
            return self._now
        named = _named(self._inputs.files)
        if named is not None and {pin.name for pin in pins} <= named:
            return None
        return self._now if _own_index(self._inputs) else self._now + _TRUSTED_FOR


def _resolution(known: dict[str, Any]) -> Resolution:
    return Resolution(
        _pins(known["pins"]), Provided(_pins(known["left_out"]), known["kept_because"])
    )


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


def _variables() -> list[str]:
    """uv's own settings in the environment, which choose the index."""
    return sorted(f"{key}={value}" for key, value in os.environ.items() if key.startswith("UV_"))


def _files(inputs: Inputs) -> Iterator[Path]:
    """The files that have a say: the inputs, what they include, the project's and uv's settings."""
    yield from requirements.included(inputs.files)
    beside = [inputs.folder / name for name in ("pyproject.toml", "Pipfile", "uv.toml")]
    ours = [inputs.root / name for name in ("pyproject.toml", "uv.toml")]
    yield from (file for file in dict.fromkeys([*beside, *ours]) if file.is_file())


def _requirements(inputs: Inputs) -> list[Path]:
    return [file for file in requirements.included(inputs.files) if file.suffix != ".toml"]


def _own_index(inputs: Inputs) -> bool:
    """Whether any other index than the public one may have a say."""
    told = [line for line in _variables() if re.match("UV_.*(INDEX|FIND_LINKS|CONFIG)", line)]
    files = [inputs.root / "uv.toml", *(Path(file).expanduser() for file in _UV_FILES)]
    project = inputs.root / "pyproject.toml"
    return bool(
        told
        or indexes.lines(inputs)
        or any("://" in _text(file) for file in _requirements(inputs))
        or any(file.is_file() for file in files)
        or (project.is_file() and "tool.uv" in _text(project))
    )
