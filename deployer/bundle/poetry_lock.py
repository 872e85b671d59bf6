"""poetry.lock, as Poetry 2 writes it, in PEP 751's form.

The fields are those of Poetry's own ``poetry/packages/locker.py`` (lock-version 2.1).
"""

from collections.abc import Collection
from typing import Any

from ..errors import BundleError
from . import toml
from .inputs import Inputs
from .lock_files import hashes, listed
from .pin import Document
from .poetry_versions import specifier
from .target import Target

_PYPI = "https://pypi.org/simple"


def read(inputs: Inputs, target: Target) -> Document:
    """The main dependencies, with the groups and extras that ``inputs`` ask for."""
    lock = toml.read(inputs.files[0])
    metadata = lock["metadata"]
    if not all("groups" in package for package in lock["package"]):
        raise BundleError(
            f"{inputs.named} (lock-version {metadata['lock-version']}) does not say which group "
            "needs which package",
            hint="write it anew with Poetry 2: poetry lock",
        )
    wanted = {"main", *inputs.groups}
    return {
        "lock-version": "1.0",
        "created-by": "poetry",
        "requires-python": specifier(metadata["python-versions"]),
        "packages": [
            {"name": package["name"], "version": package["version"]} | _source(package)
            for package in lock["package"]
            if _goes(package, wanted, inputs.extras, target)
        ],
    }


def _goes(
    package: dict[str, Any], groups: set[str], extras: Collection[str], target: Target
) -> bool:
    """Whether one of ``groups`` takes the package along, for ``target``."""
    for group in groups.intersection(package["groups"]):
        markers = package.get("markers", "")
        marker = markers.get(group, "") if isinstance(markers, dict) else markers
        if not marker or target.takes(marker, extras):
            return True
    return False


def _source(package: dict[str, Any]) -> dict[str, Any]:
    source = package.get("source", {})
    url = source.get("url", _PYPI)
    inside = {"subdirectory": source["subdirectory"]} if "subdirectory" in source else {}
    match source.get("type"):
        case "git":
            commit = source["resolved_reference"]
            return {"vcs": {"type": "git", "url": url, "commit-id": commit} | inside}
        case "directory":
            return {"directory": {"path": url} | inside}
        case "file":
            return {"archive": {"path": url} | {"hashes": hashes(package["files"][0])}}
        case "url":
            return {"archive": {"url": url} | {"hashes": hashes(package["files"][0])} | inside}
        case _:
            return {"index": url} | listed(package["files"])
