"""The files of the code zip: the project's, lift's run-time part, the handler, their bytecode."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..application import Application
from ..settings.stage import Stage
from ..ui import Ui
from . import handler, runtime_part, sources
from .archive import Entry
from .bytecode import Compiler

_TASK_ROOT = "/var/task"


@contextmanager
def collect(
    stage: Stage,
    application: Application,
    compiler: Compiler | None,
    output: Iterable[Path],
    ui: Ui,
) -> Iterator[list[Entry]]:
    """The entries of the code zip, valid while the context lasts.

    ``output`` are the files that the bundle is written to, in case they lie in the project.
    """
    project = sources.find(stage, ui, leave_out=tuple(output))
    sources.check(project, application, stage.root)
    generated = Entry(f"{handler.NAME}.py", handler.write(stage, application).encode())
    entries = [*project, *runtime_part.find(), generated]
    if stage.bytecode == "archive":
        entries.append(runtime_part.finder())
    with tempfile.TemporaryDirectory() as folder:
        if compiler:
            entries += _bytecode(entries, Path(folder), compiler)
        yield entries


def _bytecode(entries: Iterable[Entry], folder: Path, compiler: Compiler) -> list[Entry]:
    """The bytecode of ``entries``, compiled in ``folder``: the project itself is not written to."""
    for entry in entries:
        if entry.path.endswith(".py"):
            copy = folder / entry.path
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(entry.read())
    compiler.compile(folder, _TASK_ROOT)
    return [
        Entry(file.relative_to(folder).as_posix(), file, derived=True)
        for file in sorted(folder.rglob("*.pyc"))
    ]
