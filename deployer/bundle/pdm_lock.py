"""pdm.lock in PEP 751's form.

The fields are those of PDM's own ``pdm/formats`` and ``pdm/project/lockfile`` (lock_version 4.5).
"""

from typing import Any

from ..errors import BundleError
from . import toml
from .inputs import Inputs
from .lock_files import hashes, listed
from .pin import Document
from .target import Target

_PYPI = "https://pypi.org/simple"


def read(inputs: Inputs, target: Target) -> Document:
    """The default group, with the groups and extras that ``inputs`` ask for."""
    lock = toml.read(inputs.files[0])
    if "inherit_metadata" not in lock["metadata"].get("strategy", ()):
        raise BundleError(
            f"{inputs.named} does not say which group needs which package",
            hint="write it anew: pdm lock --strategy inherit_metadata",
        )
    wanted = {"default", *inputs.groups, *inputs.extras}
    targets = lock["metadata"].get("targets", [{}])
    pythons = targets[0].get("requires_python", "") if len(targets) == 1 else ""
    return {
        "lock-version": "1.0",
        "created-by": "pdm",
        "requires-python": pythons,
        "packages": [
            {"name": package["name"], "version": package["version"]} | _source(package)
            for package in lock.get("package", [])
            # With extras it is listed once more, for what they need; it is the same package.
            if "extras" not in package
            and wanted.intersection(package["groups"])
            and ("marker" not in package or target.takes(package["marker"]))
        ],
    }


def _source(package: dict[str, Any]) -> dict[str, Any]:
    inside = {"subdirectory": package["subdirectory"]} if "subdirectory" in package else {}
    if "git" in package:
        vcs = {"type": "git", "url": package["git"], "commit-id": package["revision"]}
        return {"vcs": vcs | inside}
    if "path" in package and "files" not in package:
        return {"directory": {"path": package["path"]}}
    if where := {key: package[key] for key in ("path", "url") if key in package}:
        return {"archive": where | {"hashes": hashes(package["files"][0])} | inside}
    return {"index": _PYPI} | listed(package["files"])
