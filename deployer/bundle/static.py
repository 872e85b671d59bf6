"""Run Django's collectstatic before packaging, so that WhiteNoise finds the files on Lambda.

It runs with the packages that go up, where this machine can load them: another Django would bring
another admin's styles. Elsewhere it takes an environment for this machine. The stage's environment
variables are given to it, and taken out of whatever is shown of it.
"""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from .. import run
from ..application import Application
from ..errors import BundleError, CommandFailed, SettingsError
from ..settings.stage import Stage
from ..ui import Ui
from . import environments
from .dependencies import Dependencies
from .environments import Environment
from .patterns import Patterns
from .secret import masked

# manage.py is run as it is, since it may prepare the environment for the settings; the same
# process then says where it put the files.
_COLLECT = """\
import json, os, runpy, sys
answer, program = sys.argv[1:]
sys.argv = ["manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
try:
    if program:
        runpy.run_path(program, run_name="__main__")
    else:
        runpy.run_module("django", run_name="__main__")
except SystemExit as end:
    if end.code:
        raise
from django.conf import settings
root = settings.STATIC_ROOT
with open(answer, "w", encoding="utf-8") as file:
    json.dump(os.path.abspath(root) if root else None, file)
"""
# What an environment says that lacks a package of the project.
_MISSING = ("ModuleNotFoundError: ", "ImportError: ", "ImproperlyConfigured: Error loading ")


def collect(stage: Stage, application: Application, needed: Dependencies | None, ui: Ui) -> None:
    """Run ``manage.py collectstatic --noinput`` with the settings of ``stage``.

    Raises ``BundleError`` when it fails, and when the files would not be in the bundle;
    ``SettingsError`` when this is no Django project.
    """
    ui.step("collecting static files")
    failure = ""
    for environment in environments.candidates(stage, needed, ui):
        try:
            static_root = _run(environment, stage, application)
        except CommandFailed as error:
            failure = error.details
            if not any(sign in failure for sign in _MISSING):
                break
        else:
            return _check(stage, static_root)
    shown = masked(failure, stage.environment_variables)
    last = shown.strip().rpartition("\n")[2]
    raise BundleError(
        f"{stage.name}: collectstatic failed: {last}",
        hint="it runs with the stage's settings and environment_variables, on this machine",
        details=shown,
    )


def _run(environment: Environment, stage: Stage, application: Application) -> Path | None:
    import_root = stage.root / application.import_root
    program = _program(stage, application)
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder, "answer.json")
        run.run(
            [environment.python, "-c", _COLLECT, answer, program or ""],
            cwd=program.parent if program else import_root,
            environment=_variables(stage, environment.variables(import_root)),
        )
        static_root = json.loads(answer.read_text(encoding="utf-8"))
    return Path(static_root) if static_root else None


def _program(stage: Stage, application: Application) -> Path | None:
    """manage.py, which a project with ``django_settings`` can do without."""
    places = (stage.root / application.import_root / "manage.py", stage.root / "manage.py")
    program = next((place for place in places if place.is_file()), None)
    if program is None and not stage.django_settings:
        raise SettingsError(
            f"{stage.name}: collect_static runs manage.py, and there is none in {stage.root}",
            hint="name Django's settings: django_settings",
        )
    return program


def _variables(stage: Stage, paths: Mapping[str, str]) -> dict[str, str]:
    ours = {**paths, "PYTHONDONTWRITEBYTECODE": "1"}  # the project's folder stays as it is
    if stage.django_settings:
        ours["DJANGO_SETTINGS_MODULE"] = stage.django_settings
    return run.clean_environment() | dict(stage.environment_variables) | ours


def _check(stage: Stage, static_root: Path | None) -> None:
    if static_root is None:  # another storage: the files are not in the bundle's way
        return
    inside = static_root.resolve()
    if not inside.is_relative_to(stage.root.resolve()):
        raise BundleError(
            f"{stage.name}: STATIC_ROOT is {static_root}, outside of the project {stage.root}, "
            "so the static files would not be in the bundle",
            hint='put it inside: STATIC_ROOT = BASE_DIR / "staticfiles"',
        )
    path = inside.relative_to(stage.root.resolve()).as_posix()
    if Patterns(stage.exclude).leave_out_below(path):
        raise BundleError(
            f"{stage.name}: STATIC_ROOT is {path}, which is left out of the bundle",
            hint='choose another folder: STATIC_ROOT = BASE_DIR / "staticfiles"',
        )
