"""Which interpreter compiles the bytecode: one on this machine, else uv's, else Docker's."""

from collections.abc import Callable
from pathlib import Path

from .. import interpreter
from ..errors import BundleError
from ..settings.stage import Stage
from ..ui import Ui
from . import docker
from .bytecode import Compiler, LocalCompiler
from .docker import Way
from .target import Target


def choose(
    stage: Stage,
    target: Target,
    ui: Ui,
    *,
    obtain: Callable[[str], Path | None] = interpreter.obtain,
    in_container: Callable[[Way, Ui], Compiler] = docker.compiler,
) -> Compiler | None:
    """The compiler for ``stage``; None when it wants no bytecode, or when there is none.

    Then what that costs has been said. ``obtain`` and ``in_container`` find it.
    """
    if not stage.bytecode:
        return None
    if found := obtain(stage.python):
        return LocalCompiler(found)
    if stage.docker.mode == "never":
        lost = "the settings say not to use Docker"
    else:
        try:
            return in_container(Way(stage.docker, target, stage.root), ui)
        except BundleError as error:
            lost = error.message
    ui.note(
        f"no Python {stage.python} on this machine, nor to be had from uv; {lost}; the bytecode is "
        "left out, and a cold start takes about three times as long: install it "
        f"(uv python install {stage.python})"
    )
    return None
