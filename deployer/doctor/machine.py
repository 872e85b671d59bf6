"""What the starts are timed on, and whether this machine can run them at all."""

import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from .. import interpreter
from ..bundle import environments, target
from ..errors import LiftError
from ..sandbox.confinement import can_confine
from ..sandbox.interpreter import Interpreter, Interpreters
from ..settings.stage import Architecture, Stage
from ..ui import Ui

_ARCHITECTURES: tuple[Architecture, ...] = ("x86_64", "arm64")


def suited(stage: Stage, ui: Ui) -> Stage:
    """``stage`` as this machine can run it: for its own processor, if that is another.

    Raises ``LiftError`` where nothing of Lambda's runs.
    """
    if not sys.platform.startswith("linux"):
        raise LiftError(
            "lift doctor needs Linux: AWS's Lambda runtime client exists for nothing else",
            hint="use a Linux machine, a container or a virtual machine",
        )
    if not can_confine():
        ui.note("without setpriv (util-linux) the function runs as root and may write bytecode")
    for what in _lacking(stage):
        ui.note(f"not here as on Lambda: {what}")
    if environments.loads(target.for_stage(stage)):
        return stage
    here = platform.machine()
    for architecture in _ARCHITECTURES:
        other = replace(stage, architecture=architecture)
        if environments.loads(target.for_stage(other)):
            ui.note(f"looked at as for {architecture}, since this machine is {here}")
            return other
    raise LiftError(f"Lambda has no processor like this machine's, {here}")


def _lacking(stage: Stage) -> Iterator[str]:
    """What the application may look for in vain."""
    if stage.package == "image":
        yield "the files of the base image"
    if stage.layers:
        yield f"the layers of others, {', '.join(stage.layers)}"
    if stage.efs:
        yield f"the file system at {stage.efs.mount_path}"
    if stage.vpc_config:
        yield "the VPC, and the hosts that only it reaches"


def equipped(
    stage: Stage, *, obtain: Callable[[str], Path | None] = interpreter.obtain
) -> Interpreter:
    """The stage's own Python, which ``obtain`` finds, with the runtime client.

    Raises ``LiftError`` when there is none: on another Python compiled packages do not import, and
    bytecode is not used.
    """
    if obtain(stage.python) is None:
        raise LiftError(
            f"there is no Python {stage.python} on this machine, nor to be had from uv",
            hint=f"uv python install {stage.python}",
        )
    return Interpreters().get(stage.python)


def described(chosen: Interpreter) -> str:
    """This machine, in words."""
    return f"{_processor()}, {platform.machine()}, Python {chosen.version}"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return "an unnamed processor"
