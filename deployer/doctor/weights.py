"""How large each package in the bundle is, its bytecode included, and whether it is used."""

from collections import Counter
from collections.abc import Collection, Iterator
from importlib import metadata
from pathlib import Path

from ..bundle import distributions
from .examination import Weight
from .origins import LIFT, is_lifts
from .subject import Subject


def weights(subject: Subject, imported: Collection[str]) -> tuple[Weight, ...]:
    """The largest first. ``imported`` are the packages that the start or the request imported."""
    sizes: Counter[str] = Counter()
    files: Counter[str] = Counter()
    for package, path in _owned(subject):
        sizes[package] += path.lstat().st_size
        files[package] += 1
    installed = {each.name: each.version for each in distributions.find(subject.packages)}
    versions = {LIFT: metadata.version(LIFT)} | installed
    return tuple(
        Weight(
            package,
            versions.get(package, ""),
            size,
            files[package],
            used=package in ("", *imported),
        )
        for package, size in sizes.most_common()
    )


def _owned(subject: Subject) -> Iterator[tuple[str, Path]]:
    """Each file of the bundle, and the package that it belongs to, "" for the application."""
    owners = distributions.owners(distributions.find(subject.packages))
    for file in subject.files():
        path = distributions.source(str(file).removeprefix(f"{subject.packages}/"))
        own = path.removeprefix(f"{subject.task}/")
        yield owners.get(path) or (LIFT if is_lifts(own) else ""), file
