"""Which settings of the function Lambda cannot combine, and why."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..errors import SettingsError

LAYERS = 5  # that a function can have (AWS, "Lambda quotas")


def check_function(file: Path, name: str, values: Mapping[str, Any]) -> None:
    """Raise ``SettingsError`` for the first of them in stage ``name`` of ``file``."""
    for problem, hint in _problems(values):
        raise SettingsError(f"{file}: {name} {problem}", hint=hint)


def _problems(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "efs" in values and "vpc_config" not in values:
        yield (
            'has "efs" and no "vpc_config": a file system is reached through a VPC only',
            'give it "vpc_config" with subnets from which the mount targets are reached',
        )
    if "log_levels" in values and values.get("log_format") != "json":
        yield (
            'has "log_levels", and its lines are text: Lambda can tell levels apart in JSON only',
            'set "log_format": "json", or leave "log_levels" out',
        )
    yield from _layers(values)


def _layers(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    layers = values.get("layers", ())
    if layers and values.get("package") == "image":
        yield (
            'has "layers", and "package" is "image": an image takes no layers',
            'copy what is in them into a "base_image" of yours',
        )
    if len(layers) == LAYERS and values.get("layer", True):
        yield (
            f"has {LAYERS} layers, with that of the dependencies one more than Lambda takes",
            'leave one out, or set "layer": false to have the dependencies in the code\'s zip',
        )
