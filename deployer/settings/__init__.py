"""The settings: one JSON file of stages, checked against ``settings_schema.json``.

    find the file -> read it -> check each stage -> resolve `extends` -> a frozen Stage

Nothing here looks at AWS, and nothing imports the application.
"""

from .file import NAME, SettingsFile, find, is_there, read
from .loader import load, load_all, stage_names
from .stage import Stage, VpcConfig

__all__ = [
    "NAME",
    "SettingsFile",
    "Stage",
    "VpcConfig",
    "find",
    "is_there",
    "load",
    "load_all",
    "read",
    "stage_names",
]
