"""The container image: what a zip and a layer would hold, on top of a base image of Lambda's.

    base image  <-  dependencies, one layer  <-  the project's code, another

so that a change of the code pushes a small layer. All of it lies in /var/task. The layers are made
by the engine from archives: nothing runs in a container, and an image for another processor needs
no emulation.
"""

import hashlib
import json
import re
import tarfile
import zlib
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import PurePosixPath

from ..errors import TooLarge
from ..settings.stage import Stage
from ..ui import Advance, Ui
from . import archive, handler, limits
from .archive import Archive, Entry
from .dependencies import Dependencies
from .docker import engine
from .docker.engine import Engine

# Has Lambda's runtime client: https://gallery.ecr.aws/lambda/python
_BASE = "public.ecr.aws/lambda/python:{python}"
_FORMAT = 1  # goes into the digest: raise it when the same parts are put together in another way
_ROOT = PurePosixPath("var/task")
_SHORT = 20  # digits of a digest in a name


@dataclass(frozen=True)
class Image:
    """``digest`` (hexadecimal) is of what went in; ``unzipped`` is in bytes, with the base image.

    ``name`` is what the engine knows it by, empty when it was not made because AWS has it.
    """

    digest: str
    name: str
    unzipped: int

    def push(self, to: str, user: str, password: str, ui: Ui) -> None:
        """Push it to a registry as ``to`` ("host/repository:tag"), logged in as ``user``."""
        ui.step(f"pushing {to}")
        with _engine() as connected, ui.progress(f"pushing {to}"):
            connected.push(self.name, to, user, password)


def digest(stage: Stage, needed: Dependencies | None, code: Archive) -> str:
    """What the image of ``needed`` and ``code`` is known by, before it is made."""
    parts = [_FORMAT, base_image(stage), handler.HANDLER, needed and needed.digest, code.digest]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def on_aws(digest: str, published: Mapping[str, int]) -> Image | None:
    """The image when it is among ``published``, which are sizes by the start of the digest."""
    sizes = (size for start, size in published.items() if digest.startswith(start))
    size = next(sizes, None)
    return None if size is None else Image(digest, "", size)


def make(
    digest: str, stage: Stage, needed: Dependencies | None, code: Sequence[Entry], ui: Ui
) -> Image:
    """Make the image in the engine, unless it is there from an earlier run.

    Raises ``BundleError`` without an engine or base image, ``TooLarge`` over Lambda's 10 GB.
    """
    own = re.sub(r"[^a-z0-9]+", "-", f"{stage.project}-{stage.name}".lower()).strip("-")
    image = Image(digest, f"lift/{own}:{digest[:_SHORT]}", 0)
    with _engine() as connected:
        if connected.identity(image.name) is None:
            base = _with_dependencies(connected, stage, needed, f"lift/{own}-dependencies", ui)
            ui.step(f"making the image {image.name}")
            with _layer(connected, base, stage, image.name) as layer:
                _lay(code, layer)
        image = replace(image, unzipped=connected.size(image.name))
    if image.unzipped > limits.IMAGE:
        size, limit = map(limits.megabytes, (image.unzipped, limits.IMAGE))
        raise TooLarge(f"the image is {size} with its base image, and Lambda takes {limit}")
    return image


def _with_dependencies(
    connected: Engine, stage: Stage, needed: Dependencies | None, repository: str, ui: Ui
) -> str:
    """The name of the base image with the dependencies on it, made once for the two."""
    base = base_image(stage)
    platform = engine.PLATFORMS[stage.architecture]
    connected.provide(base, platform, '"base_image": …', ui)
    if needed is None:
        return base
    made_from = f"{_FORMAT} {connected.identity(base)} {needed.digest}"
    name = f"{repository}:{hashlib.sha256(made_from.encode()).hexdigest()[:_SHORT]}"
    if connected.identity(name) is None:
        entries = needed.packed(ui)
        ui.step(f"laying the dependencies on {base}")
        size = sum(entry.size for entry in entries)
        with (
            ui.progress("laying the dependencies", size) as advance,
            _layer(connected, base, stage, name) as layer,
        ):
            _lay(entries, layer, advance)
    return name


def _layer(
    connected: Engine, base: str, stage: Stage, name: str
) -> AbstractContextManager[tarfile.TarFile]:
    platform = engine.PLATFORMS[stage.architecture]
    return connected.layer(base, platform, handler.HANDLER, name)


def _lay(entries: Sequence[Entry], layer: tarfile.TarFile, advance: Advance | None = None) -> None:
    """Add ``entries`` with their folders: the same bytes whenever and wherever that is done."""
    folders = {_ROOT / folder for entry in entries for folder in PurePosixPath(entry.path).parents}
    for folder in sorted(folders):
        described = tarfile.TarInfo(str(folder))
        described.type, described.mode = tarfile.DIRTYPE, 0o755
        layer.addfile(described)
    for entry in sorted(entries, key=lambda entry: entry.path):
        content = entry.read()
        described = tarfile.TarInfo(str(_ROOT / entry.path))
        described.size, described.mode = len(content), entry.mode & 0o777
        described.mtime = int(archive.date(zlib.crc32(content)).timestamp())
        layer.addfile(described, BytesIO(content))
        if advance:
            advance(len(content))


def base_image(stage: Stage) -> str:
    return stage.base_image or _BASE.format(python=stage.python)


def _engine() -> AbstractContextManager[Engine]:
    return engine.connect("a container image must be built and pushed", '"package": "zip"')
