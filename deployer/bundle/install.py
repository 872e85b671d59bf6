"""Install pinned packages for the target into a folder, and leave there only what Lambda needs.

uv links files from its cache: they are never changed in place. ``.dist-info`` stays
(``importlib.metadata``, entry points, licences), without what differs from machine to machine.
"""

import csv
import io
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from .. import run
from ..errors import BundleError, CommandFailed
from . import resolve
from .resolve import Pin
from .target import Target

# uv leaves its lock; scripts carry the path of the builder's interpreter and cannot start there.
_NOT_FOR_LAMBDA = (".lock", "bin")
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
    with resolve.listed([*indexes, *(pin.line for pin in pins)]) as requirements:
        command = [run.uv(), "pip", "install", "--target", str(folder), "--quiet", "--no-deps"]
        command += [*resolve.options(target, target.wider), "--requirements", requirements]
        try:
            run.run(command, cwd=root, environment=resolve.environment())
        except CommandFailed as error:
            raise resolve.explain(error, target) from None
    for record in sorted(folder.glob("*.dist-info/RECORD")):
        _tidy_metadata(record)
    for name in _NOT_FOR_LAMBDA:
        _remove(folder / name)
    refuse_lift(folder)


def refuse_lift(folder: Path) -> None:
    """Raise ``BundleError`` when a package in ``folder`` would hide ``lift.adapter``."""
    if not (folder / "lift").exists() and not (folder / "lift.py").exists():
        return
    owners = [
        record.parent.name.partition("-")[0]
        for record in sorted(folder.glob("*.dist-info/RECORD"))
        if any(path == "lift.py" or path.startswith("lift/") for path in _paths(record))
    ]
    raise BundleError(
        f"the dependency {' and '.join(owners)} brings a top-level package 'lift', which would "
        "hide lift.adapter on Lambda",
        hint="take it out of the requirements",
    )


def _tidy_metadata(record: Path) -> None:
    """Drop the builder's traces from one ``.dist-info``, and from the list of its files."""
    dropped = {f"{record.parent.name}/{name}" for name in _NOT_FOR_METADATA}
    for name in _NOT_FOR_METADATA:
        _remove(record.parent / name)
    kept = io.StringIO(newline="")
    writer = csv.writer(kept, lineterminator="\n")
    for row in csv.reader(record.read_text(encoding="utf-8").splitlines()):
        if row[0] not in dropped and not row[0].startswith("bin/"):
            writer.writerow(row)
    record.unlink()  # not in place: it may be a link into uv's cache
    record.write_text(kept.getvalue(), encoding="utf-8", newline="")


def _paths(record: Path) -> Iterable[str]:
    return (row[0] for row in csv.reader(record.read_text(encoding="utf-8").splitlines()))


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
