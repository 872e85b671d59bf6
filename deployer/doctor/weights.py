"""How large each package in the bundle is, its bytecode included, and whether it is used."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from importlib import metadata
from pathlib import Path

from lift.warmers.bytecode import ARCHIVES

from ..bundle import distributions, listing, one_file
from .examination import Part, Weight
from .origins import LIFT, lifts
from .subject import Subject

_DEPTH = 2  # folders that a part is named by
_PARTS = 20


def weights(subject: Subject, imported: Collection[str]) -> tuple[Weight, ...]:
    """The largest first. ``imported`` are the packages that the start or the request imported."""
    sizes: Counter[str] = Counter()
    files: Counter[str] = Counter()
    parts: dict[str, Counter[str]] = defaultdict(Counter)
    for package, path, size in _owned(subject):
        sizes[package] += size
        files[package] += 1
        parts[package]["/".join(path.split("/")[:_DEPTH])] += size
    installed = {each.name: each.version for each in distributions.find(subject.packages)}
    versions = {LIFT: metadata.version(LIFT)} | installed
    return tuple(
        Weight(
            package,
            versions.get(package, ""),
            size,
            files[package],
            used=package in ("", *imported),
            parts=_parts(parts[package]),
        )
        for package, size in sizes.most_common()
    )


def _parts(sizes: Counter[str]) -> tuple[Part, ...]:
    """The largest of ``sizes``, and all others as one."""
    large = [Part(name, size) for name, size in sizes.most_common(_PARTS)]
    others = sizes.total() - sum(part.size for part in large)
    return (*large, Part("", others)) if others else tuple(large)


def _owned(subject: Subject) -> Iterator[tuple[str, str, int]]:
    """Each file of the bundle: the package that it belongs to, "" for the application; its path,
    of bytecode that of the source; and its bytes."""
    owners = distributions.owners(distributions.find(subject.packages))
    for folder in (subject.task, subject.opt):
        for file in listing.files(folder):
            for source, size in _sizes(folder, file):
                path = source.removeprefix("python/") if folder == subject.opt else source
                yield owners.get(path) or lifts(path), path, size


def _sizes(folder: Path, file: str) -> Iterator[tuple[str, int]]:
    """What ``file`` of ``folder`` consists of, by path: an archive of bytecode of many."""
    above, slash, name = file.rpartition("/")
    if name in ARCHIVES:
        for source, size in one_file.sizes(folder / file).items():
            yield f"{above}{slash}{source}", size
    else:
        yield distributions.source(file), (folder / file).lstat().st_size
