"""How each contestant packages an application: into a function of the sandbox.

lift           `lift package`, with its defaults
zappa package  as it comes: its handler, its settings module in the zip; nothing of its own that
               asks AWS at a start (`remote_env`, `slim_handler`) is in use
the adapter    by hand, as `sam build` does: the requirements installed into a folder and the
               sources beside them, no bytecode
… with bytecode, and the floor with the least of handlers: the same folder, compiled
"""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from lift.deployer import run
from lift.deployer.sandbox.function import Archive, Function

from . import project
from .cold_applications import Application
from .project import PYTHON, ZAPPA

ARCHITECTURE = {"aarch64": "arm64"}.get(platform.machine(), "x86_64")
ACCOUNT, REGION = "123456789012", "eu-central-1"

Package = Callable[[Application, Path, Path], Function]  # in a folder, for an interpreter


def contestants(
    application: Application, variants: Iterable[Mapping[str, Any]]
) -> dict[str, Package]:
    """Who takes part, by name; ``variants`` are lift's further settings, one contestant each."""
    by_hand, floor = application.by_hand, application.floor
    return {
        "lift": lift({}),
        **{f"lift {json.dumps(settings)}": lift(settings) for settings in variants},
        "zappa package": zappa,
        application.adapter: folder(by_hand, bytecode=False),
        f"{application.adapter}, bytecode": folder(by_hand, bytecode=True),
        "floor": folder(floor, bytecode=True),
    }


def lift(settings: Mapping[str, Any]) -> Package:
    """What `lift package` makes with ``settings``."""

    def package(application: Application, beside: Path, python: Path) -> Function:
        folder = beside / "project"
        settled = {**application.lift, **settings, "architecture": ARCHITECTURE}
        own = project.lift_settings(**settled) | _requirements(application)
        project.write(folder, {**application.files, **own})
        program = Path(sys.executable).with_name("lift")
        environment = project.environment(beside, python)
        said = run.run([program, "--json", "package"], cwd=folder, environment=environment)
        made = json.loads(said.stdout)
        layers = [Path(made["layer"]["path"])] if made["layer"] else []
        return _function(
            made["handler"], Path(made["code"]["path"]), *layers, variables=made["environment"]
        )

    return package


def zappa(application: Application, beside: Path, python: Path) -> Function:
    """What `zappa package` makes, from an environment that has the requirements."""
    folder = beside / "project"
    own = project.zappa_settings(**application.zappa) | _requirements(application)
    project.write(folder, {**application.files, **own})
    project.install(beside, python, (*ZAPPA, *application.requirements))
    environment = project.environment(beside, python)
    run.run(["zappa", "package", "dev"], cwd=folder, environment=environment)
    (made,) = folder.glob("shop-*.zip")
    return _function("handler.lambda_handler", made)


def folder(handler: str, *, bytecode: bool) -> Package:
    """The requirements in one folder with the sources and a ``handler``, zipped."""

    def package(application: Application, beside: Path, python: Path) -> Function:
        folder = beside / "project"
        needed = [*application.requirements, application.adapter]
        target = ("--python", python, "--target", folder)
        run.run([run.uv(), "pip", "install", "--quiet", *target, *needed])
        project.write(folder, {**application.files, "main_handler.py": handler})
        if bytecode:
            unchecked = ("--invalidation-mode", "unchecked-hash")
            run.run([python, "-m", "compileall", "-qq", *unchecked, folder], check=False)
        return _function(
            "main_handler.handler", Path(shutil.make_archive(str(folder), "zip", folder))
        )

    return package


def _requirements(application: Application) -> dict[str, str]:
    return {"requirements.txt": "".join(f"{each}\n" for each in application.requirements)}


def _function(
    handler: str, code: Path, *layers: Path, variables: Mapping[str, str] | None = None
) -> Function:
    return Function(
        arn=f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:shop",
        account=ACCOUNT,
        region=REGION,
        name="shop",
        version="1",
        handler=handler,
        runtime=f"python{PYTHON}",
        memory=1769,
        timeout=30,
        environment=variables or {},
        code=_archive(code),
        layers=tuple(map(_archive, layers)),
        architecture=ARCHITECTURE,
    )


def _archive(zipped: Path) -> Archive:
    content = zipped.read_bytes()
    return Archive(hashlib.sha256(content).hexdigest(), content)
