"""Run the project's own tests, and see what is imported meanwhile.

They run as the developer runs them: with the command that the settings name, in the developer's
environment, on this machine's versions of the packages. So it counts which modules are asked for,
by name, in whatever process. The stage's variables stay out of it: tests must not come near a
stage's database. Run once for the same files and dependencies.
"""

import hashlib
import json
import os
import shlex
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from ... import run
from ...errors import BundleError, CommandFailed
from ...settings.stage import Stage
from ...ui import Ui
from .. import sources

_TIMEOUT = 3600  # seconds
_TAIL = 40  # lines of what the tests print
_NAMES = "names.txt"
# Found by every Python that starts with its folder on the path (site.py); it finds nothing itself.
_SITECUSTOMIZE = f"""\
import os, sys
names = os.path.join(os.path.dirname(__file__), "{_NAMES}")

class Witness:
    @staticmethod
    def find_spec(name, path=None, target=None):
        with open(names, "a", encoding="utf-8") as file:
            file.write(name + "\\n")

sys.meta_path.insert(0, Witness)
"""


def imported(stage: Stage, memory: Path, ui: Ui) -> frozenset[str]:
    """The names of the modules that the tests ask for, or a package that is asked for has.

    ``memory`` is a file that keeps them. Raises ``BundleError`` when the tests fail, with the end
    of what they print: half a run would call packages unused that are not.
    """
    key = _key(stage)
    if (known := _recall(memory, key)) is not None:
        return known
    ui.step(f"running the tests: {stage.slim.trace_tests}")
    with tempfile.TemporaryDirectory() as folder, ui.progress("running the tests"):
        Path(folder, "sitecustomize.py").write_text(_SITECUSTOMIZE, encoding="utf-8")
        _run(stage, folder)
        try:
            found = frozenset(Path(folder, _NAMES).read_text(encoding="utf-8").splitlines())
        except FileNotFoundError:
            raise BundleError(
                f"{stage.name}: no imports can be seen of what {stage.slim.trace_tests} starts",
                hint="it has to hand PYTHONPATH on to the Python that runs the tests",
            ) from None
    memory.write_text(json.dumps({"key": key, "names": sorted(found)}), encoding="utf-8")
    return found


def _run(stage: Stage, folder: str) -> None:
    try:
        done = run.run(
            shlex.split(stage.slim.trace_tests),
            cwd=stage.root,
            environment=_environment(stage, folder),
            check=False,
            timeout=_TIMEOUT,
        )
    except CommandFailed as error:
        raise BundleError(f"{stage.name}: the tests failed: {error.message}") from None
    if done.returncode != 0:
        printed = (done.stdout + done.stderr).splitlines()
        raise BundleError(
            f"{stage.name}: the tests failed: {stage.slim.trace_tests} ended with exit code "
            f"{done.returncode}",
            hint='mend them, or take "trace_tests" out of "slim"; they run without the stage\'s '
            "environment_variables",
            details="\n".join(printed[-_TAIL:]),
        )


def _environment(stage: Stage, folder: str) -> dict[str, str]:
    """The developer's own, with ``folder`` before other modules, and the project's programs."""
    own = [str(stage.root / name / "bin") for name in (".venv", "venv")]
    programs = [*own, os.environ.get("PATH", os.defpath), str(Path(sys.executable).parent)]
    modules = filter(None, [folder, os.environ.get("PYTHONPATH")])
    paths = {"PATH": programs, "PYTHONPATH": modules}
    return dict(os.environ) | {name: os.pathsep.join(path) for name, path in paths.items()}


def _key(stage: Stage) -> str:
    """What the answer depends on: the command, and the project's files, the tests included."""
    files = sources.files(replace(stage, exclude=()))
    contents = {path: hashlib.sha256(file.read_bytes()).hexdigest() for path, file in files.items()}
    made_from = json.dumps([stage.slim.trace_tests, contents], sort_keys=True)
    return hashlib.sha256(made_from.encode()).hexdigest()


def _recall(memory: Path, key: str) -> frozenset[str] | None:
    try:
        known = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return frozenset(known["names"]) if known["key"] == key else None
