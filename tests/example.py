"""The examples as this machine can run them."""

import json
import shutil
import sys
from pathlib import Path

from lift.deployer.interpreter import find

ROOT = Path(__file__).parents[1]
DJANGO = ROOT / "example_django"
FASTAPI = ROOT / "example_fastapi"
OWN = "{}.{}".format(*sys.version_info)

_NOT_COPIED = shutil.ignore_patterns("staticfiles", "__pycache__")


def runnable(example: Path, folder: Path) -> Path:
    """``example`` itself, or a copy below ``folder`` with the runtime of the running Python.

    A copy where the machine has no Python of the example's runtime: what is compiled for that one
    could not be imported here.
    """
    settings = json.loads((example / "lift_settings.json").read_text(encoding="utf-8"))
    if find(settings["production"]["runtime"].removeprefix("python")) is not None:
        return example
    return copied(example, folder / example.name)


def copied(example: Path, folder: Path) -> Path:
    """A copy of ``example`` at ``folder``, with the runtime of the running Python."""
    shutil.copytree(example, folder, ignore=_NOT_COPIED)
    set_keys(folder, runtime=f"python{OWN}")
    return folder


def set_keys(folder: Path, **keys: object) -> None:
    """Change keys of the one stage of the settings in ``folder``; None takes a key out."""
    path = folder / "lift_settings.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    stage = settings["production"] | keys
    settings["production"] = {key: value for key, value in stage.items() if value is not None}
    path.write_text(json.dumps(settings, indent=2), encoding="utf-8")
