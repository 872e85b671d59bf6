"""The dependency layer: a zip with ``python/…`` in it, which Lambda unpacks to /opt.

Made once for each digest of the dependencies and kept beside them in the cache.
"""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from ..ui import Ui
from . import archive, limits
from .archive import Archive
from .dependencies import Dependencies


def on_aws(dependencies: Dependencies, published: Mapping[str, int], path: Path) -> Archive | None:
    """The layer when it is among ``published``, so that nothing has to be installed and zipped.

    ``published`` are sizes unzipped by the start of the digest. There is nothing at ``path``, and
    the archive's size is 0: there is nothing to upload.
    """
    digest = dependencies.digest
    found = (size for start, size in published.items() if digest.startswith(start))
    unzipped = next(found, None)
    return None if unzipped is None else Archive(path, 0, unzipped, "", digest)


def build(dependencies: Dependencies, limit: int, ui: Ui) -> Archive:
    """The layer as the cache keeps it, made if it is not there yet.

    Raises ``TooLarge`` when it would be over ``limit`` bytes unzipped by itself.
    """
    kept = _kept(dependencies)
    if kept is None:
        entries = dependencies.packed(ui)
        limits.check(entries, limit)
        size = sum(entry.size for entry in entries)
        with ui.progress("zipping the layer", size) as advance:
            kept = archive.write(entries, dependencies.folder / "layer.zip", advance=advance)
        kept = replace(kept, digest=dependencies.digest)
        _describe(kept)
    return kept


def copy(kept: Archive, path: Path) -> Archive:
    """Copy the layer to ``path``, which is complete or not there at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        shutil.copyfile(kept.path, beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return replace(kept, path=path)


def _kept(dependencies: Dependencies) -> Archive | None:
    description = dependencies.folder / "layer.json"
    try:
        fields = json.loads(description.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    kept = Archive(**fields | {"path": dependencies.folder / "layer.zip"})
    return kept if kept.path.is_file() and kept.path.stat().st_size == kept.size else None


def _describe(kept: Archive) -> None:
    beside = kept.path.with_name(f".layer.json.{os.getpid()}")
    beside.write_text(json.dumps(asdict(kept) | {"path": kept.path.name}), encoding="utf-8")
    beside.replace(kept.path.with_name("layer.json"))
