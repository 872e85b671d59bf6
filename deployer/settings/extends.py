"""Resolve ``extends``: a stage starts from another's settings and changes some of them.

Objects (tags, environment_variables, vpc_config) are merged key by key, everything else replaces.
"""

from collections.abc import Mapping
from typing import Any

from ..errors import SettingsError
from ..suggest import did_you_mean
from .file import SettingsFile

Settings = dict[str, Any]


def resolve(settings: SettingsFile, name: str) -> Settings:
    """The settings of stage ``name`` with all that it extends, without the key ``extends``."""
    stages = settings.stages
    chain = [name]
    while (parent := stages[chain[-1]].get("extends")) is not None:
        if parent not in stages:
            raise SettingsError(
                f'{settings.path}: {chain[-1]}.extends: there is no stage "{parent}"',
                hint=did_you_mean(parent, stages),
            )
        if parent in chain:
            circle = " -> ".join([*chain, parent])
            raise SettingsError(f"{settings.path}: {name}.extends goes in a circle: {circle}")
        chain.append(parent)
    resolved: Settings = {}
    for stage in reversed(chain):
        resolved = _merged(resolved, stages[stage])
    resolved.pop("extends", None)
    return resolved


def _merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> Settings:
    merged = dict(base)
    for key, value in changes.items():
        below = merged.get(key)
        both = isinstance(below, dict) and isinstance(value, dict)
        merged[key] = _merged(below, value) if both and below is not None else value
    return merged
