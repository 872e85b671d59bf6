"""Imports that are slow on Lambda beyond what they measure: they go through every package's files.

Where a package's metadata are looked for, each ``.dist-info`` of the bundle is listed and opened, a
small file each, which a new environment reads for the first time. It says who does it; it tries
nothing out.
"""

from collections.abc import Iterator

from .examination import Advice, Examination, Import

# What takes its time, and what to do about it.
_SCANS = {
    "pkg_resources": "it reads the metadata of all packages as soon as it is imported; newer "
    "versions of most packages use importlib.metadata and importlib.resources",
    "importlib.metadata": "whoever asks it for a version or for entry points while being imported "
    "has the files of packages listed and read; a version written in the code needs none",
}


def advice(examination: Examination) -> Iterator[Advice]:
    """For each module that imports such a one at a cold start: once, where it happened first."""
    for root in examination.imports:
        for by, scan in _scans(root, root):
            yield Advice(
                f"slow-import-{scan.module.replace('.', '-')}",
                f"have {_named(by)} do without {scan.module}, or import it later",
                f"{_SCANS[scan.module]}; importing it takes {scan.total_ms:.0f} ms",
            )


def _scans(parent: Import, found: Import) -> Iterator[tuple[Import, Import]]:
    """Who imports, and what; a scan's own imports are part of it."""
    if found.module in _SCANS:
        yield parent, found
        return
    for child in found.children:
        yield from _scans(found, child)


def _named(by: Import) -> str:
    return f"{by.module} ({by.package})" if by.package else by.module
