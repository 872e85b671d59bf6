"""What builds a stage's bundle for a deployment, within what the account takes."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from .. import bundle
from ..aws import account
from ..bundle import Bundle
from ..settings.stage import Stage
from ..ui import Ui
from .prepare import Build, OnAws

if TYPE_CHECKING:
    from ..aws.session import Aws


@contextmanager
def building(aws: "Aws", ui: Ui) -> Iterator[Build]:
    """What builds the bundle, into a folder that goes again; refuses what AWS would."""
    with TemporaryDirectory(prefix="lift-") as folder, ThreadPoolExecutor(1) as pool:
        asked = pool.submit(account.limits, aws)  # beside all else that is read

        def build(stage: Stage, published: OnAws) -> Bundle:
            limits, output = asked.result(), Path(folder)
            if limits is None:
                return bundle.build(stage, output, ui, published=published)
            built = bundle.build(stage, output, ui, limit=limits.unzipped, published=published)
            if built.image is None:
                limits.check_storage(sum(archive.size for archive in built.archives))
            return built

        yield build
