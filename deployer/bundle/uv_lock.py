"""uv.lock, which uv itself hands out as PEP 751."""

import tomllib

from .. import run
from ..errors import BundleError, CommandFailed
from . import uv
from .inputs import Inputs
from .pin import Document
from .target import Target


def read(inputs: Inputs, _target: Target) -> Document:
    """The lock with the groups and extras that ``inputs`` ask for, without the project itself."""
    command = [run.uv(), "export", "--format", "pylock.toml", "--frozen", "--quiet", "--no-header"]
    command += ["--no-emit-project", "--no-default-groups", *uv.this_python()]
    for option, names in (("--extra", inputs.extras), ("--group", inputs.groups)):
        command += [part for name in names for part in (option, name)]
    try:
        answer = run.run(command, cwd=inputs.folder, environment=uv.environment()).stdout
    except CommandFailed as error:
        raise BundleError(f"uv.lock: {uv.one_line(error.details)}") from None
    return tomllib.loads(answer)
