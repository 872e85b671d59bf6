"""A stage's bundle, unpacked as Lambda has it: what is started, weighed and tried out.

Code and layers are laid out by the sandbox's rules, and may be written by nobody. An image is
looked at by the files that it holds in /var/task, without Docker and without its base image.
"""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from .. import bundle as bundles
from ..bundle import Archive, Bundle, listing
from ..bundle.limits import IMAGE
from ..resources.place import Place
from ..resources.target import Target
from ..sandbox import function, workspace
from ..settings.stage import Stage
from ..ui import Ui
from .visit import hosts

_ACCOUNT = "123456789012"  # AWS's own in examples: none is asked


@dataclass(frozen=True)
class Subject:
    """``task`` stands for /var/task, ``opt`` for /opt; ``bundle`` is what they hold."""

    stage: Stage
    bundle: Bundle = field(repr=False)
    function: function.Function
    task: Path
    opt: Path

    @property
    def packages(self) -> Path:
        """The folder that the dependencies lie in."""
        return self.opt / "python" if self.bundle.layer else self.task

    def files(self) -> Iterator[Path]:
        for folder in (self.task, self.opt):
            yield from (folder / path for path in listing.files(folder))

    @property
    def unzipped(self) -> int:
        """Bytes."""
        return sum(archive.unzipped for archive in self.bundle.archives)

    def same_as(self, other: "Subject") -> bool:
        """Whether it holds what ``other`` holds."""
        ours, theirs = self.bundle, other.bundle
        return (ours.code.sha256, ours.layer and ours.layer.sha256) == (
            theirs.code.sha256,
            theirs.layer and theirs.layer.sha256,
        )

    def cool(self) -> None:
        """Have the kernel forget what it holds of the files: their next reading is a first one.

        It does on disks, not on a file system that is in memory.
        """
        for path in self.files():
            descriptor = os.open(path, os.O_RDONLY)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(descriptor)


class Subjects:
    """Bundles, built and unpacked in a temporary folder until ``close``."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._workspace = workspace.Workspace()

    def make(self, stage: Stage, ui: Ui) -> Subject:
        """Build the bundle of ``stage`` and unpack it."""
        if stage.package == "image":
            stage = replace(stage, package="zip", layer=False)
        with tempfile.TemporaryDirectory(prefix="lift-") as output:
            # What is too large for Lambda can be looked at all the same.
            bundle = bundles.build(stage, Path(output), ui, limit=IMAGE)
            described = _function(stage, bundle, self._place)
        task, opt = self._workspace.task(described), self._workspace.opt(described)
        os.sync()  # only what is on the disk can be forgotten
        light = replace(described, code=replace(described.code, content=b""), layers=())
        return Subject(stage, bundle, light, task, opt)

    def close(self) -> None:
        self._workspace.close()


def placed(stage: Stage) -> Place:
    """Where ``stage`` would stand, as far as that is known without asking AWS."""
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    return Place("aws", stage.aws_region or region or "us-east-1", _ACCOUNT)


def _function(stage: Stage, bundle: Bundle, place: Place) -> function.Function:
    name = Target(stage, place).names.function
    known = {"LIFT_HOSTS": ",".join(hosts(stage, place))} if hosts(stage, place) else {}
    return function.Function(
        arn=place.function(name),
        account=place.account,
        region=place.region,
        name=name,
        version="1",
        handler=bundle.handler,
        runtime=stage.runtime,
        memory=stage.memory_size,
        timeout=stage.timeout_seconds,
        environment={**bundle.environment, **stage.environment_variables, **known},
        code=_archive(bundle.code),
        layers=(_archive(bundle.layer),) if bundle.layer else (),
        architecture=stage.architecture,
        log_format="JSON" if stage.log_format == "json" else "Text",
        log_level=stage.log_levels.application if stage.log_format == "json" else "",
    )


def _archive(archive: Archive) -> function.Archive:
    return function.Archive(archive.sha256, archive.path.read_bytes())
