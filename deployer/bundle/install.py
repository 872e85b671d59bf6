"""Install pinned packages for the target into a folder, without traces of this machine.

uv links files from its cache: they are never changed in place. ``.dist-info`` stays
(``importlib.metadata``, entry points, licences), without what differs from machine to machine.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from .. import run
from ..errors import BundleError, CommandFailed
from . import distributions, scripts, uv
from .pin import Pin
from .slim import record
from .target import Target

# Which tool installed it, from where and why: says something of the builder's machine only.
_NOT_FOR_METADATA = ("INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json", "uv_build.json")


def install(
    pins: Sequence[Pin],
    target: Target,
    folder: Path,
    *,
    root: Path,
    indexes: Iterable[str] = (),
) -> None:
    """Install ``pins`` for ``target`` into ``folder``, each wheel checked against its hash.

    ``root`` is the project's folder, whose uv settings count; ``indexes`` are the lines of its
    requirements that say where packages are. Raises ``BundleError`` for a package that brings a
    top-level ``lift`` of its own.
    """
    with uv.listed([*indexes, *(pin.line for pin in pins)]) as requirements:
        command = [run.uv(), "pip", "install", "--target", str(folder), "--quiet", "--no-deps"]
        command += [*uv.options(target, target.wider), "--requirements", requirements]
        command += [part for pin in pins if not pin.source for part in ("--only-binary", pin.name)]
        try:
            run.run(command, cwd=root, environment=uv.environment())
        except CommandFailed as error:
            raise uv.explain(error, target) from None
    (folder / ".lock").unlink(missing_ok=True)
    _tidy_metadata(folder)
    started = scripts.start_anywhere(folder)
    record.drop(folder, (), [script.relative_to(folder).as_posix() for script in started])
    refuse_lift(folder)


def refuse_lift(folder: Path) -> None:
    """Raise ``BundleError`` when a package in ``folder`` would hide ``lift.adapter``."""
    if not (folder / "lift").exists() and not (folder / "lift.py").exists():
        return
    owners = [
        each.name
        for each in distributions.find(folder)
        if any(path == "lift.py" or path.startswith("lift/") for path in each.files)
    ]
    raise BundleError(
        f"the dependency {' and '.join(owners)} brings a top-level package 'lift', which would "
        "hide lift.adapter on Lambda",
        hint="take it out of the requirements",
    )


def _tidy_metadata(folder: Path) -> None:
    """Drop the builder's traces from the metadata, and from the lists of files."""
    traces = [file for name in _NOT_FOR_METADATA for file in folder.glob(f"*.dist-info/{name}")]
    for file in traces:
        file.unlink()
    record.drop(folder, {file.relative_to(folder).as_posix() for file in traces})
