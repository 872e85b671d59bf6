"""Where a module comes from: its file as it is called on Lambda, and the package it belongs to.

/var/task and /opt are the bundle's; Python itself is in /var/lang there, the runtime client and
boto3 are in /var/runtime.
"""

from functools import cached_property
from pathlib import Path

from lift.warmers import bytecode

from ..bundle import distributions
from ..sandbox.interpreter import Interpreter
from .subject import Subject
from .trace import Span

LIFT = "lift-lambda"
_LIFTS = ("lift/", bytecode.NAME, *bytecode.ARCHIVES)


class Origins:
    """Of the modules of ``subject``, started with ``interpreter``."""

    def __init__(self, subject: Subject, interpreter: Interpreter) -> None:
        self._subject = subject
        self._library = f"lib/python{interpreter.version}/"
        self._client = interpreter.python.parent.parent / self._library / "site-packages"

    def describe(self, span: Span) -> tuple[str, str | None]:
        """Package and file of what was imported."""
        return self.package(span.file), self.on_lambda(span.file)

    def on_lambda(self, file: str) -> str | None:
        """``file``, of this machine, as it is called there; None for no file."""
        subject = self._subject
        places = {subject.task: "/var/task", subject.opt: "/opt", self._client: "/var/runtime"}
        for folder, there in places.items():
            if file.startswith(f"{folder}/"):
                return there + file.removeprefix(str(folder))
        _, found, inside = file.partition(f"/{self._library}")
        return f"/var/lang/{self._library}{inside}" if found else file or None

    def package(self, file: str) -> str:
        """The distribution that has ``file``, "" where it is the application's or Python's own."""
        for folder, owners in self._owners.items():
            if file.startswith(f"{folder}/"):
                path = file.removeprefix(f"{folder}/")
                return owners.get(path) or lifts(path)
        return lifts(file.removeprefix(f"{self._subject.task}/"))

    @cached_property
    def _owners(self) -> dict[Path, dict[str, str]]:
        """For each folder of packages which files belong to which."""
        folders = (self._subject.packages, self._client)
        return {
            folder: distributions.owners(distributions.find(folder))
            for folder in folders
            if folder.is_dir()
        }


def lifts(path: str) -> str:
    """lift's own distribution where ``path`` in the code is of its run-time part, else ""."""
    return LIFT if path.startswith(_LIFTS) else ""
