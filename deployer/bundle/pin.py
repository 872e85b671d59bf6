"""One package, exactly: what every kind of input comes down to, and how it is chosen for a target.

PEP 751 (pylock.toml) is the form that all inputs have in common: uv answers in it, and the readers
of other tools' locks translate into it. ``packaging`` reads it, evaluates its markers and picks the
file that fits best. Nothing is fetched here.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from ..errors import BundleError, NoWheel
from .secret import without_password
from .target import Target

if TYPE_CHECKING:
    from packaging.pylock import Package, PackageArchive, PackageSdist, PackageVcs, PackageWheel

Document = Mapping[str, Any]

# Its files are found under their hash in the default index too, or in the mirror that is in use.
_PYPI = "files.pythonhosted.org"


@dataclass(frozen=True)
class Pin:
    """One package, exactly.

    ``hashes`` has the SHA-256 of the file that was chosen, ``url`` is where it lies when it comes
    from no index, ``index`` the index if it is not the default one. ``source`` says that it has to
    be built; from a folder, ``contents`` is that folder's digest.
    """

    name: str
    version: str
    hashes: tuple[str, ...] = ()
    url: str = ""
    index: str = ""
    source: bool = False
    contents: str = ""

    @property
    def line(self) -> str:
        """Its line in a requirements file."""
        pinned = f"{self.name} @ {self.url}" if self.url else f"{self.name}=={self.version}"
        return " ".join([pinned, *(f"--hash=sha256:{value}" for value in self.hashes)])

    @property
    def folder(self) -> Path | None:
        """The folder of this machine that it is built from, if it is."""
        where = urlsplit(self.url)
        if not self.source or where.scheme != "file":
            return None
        path = Path(unquote(where.path))
        return path if path.is_dir() else None

    @property
    def identity(self) -> str:
        """What it is, wherever it lies."""
        known = self.hashes or [self.contents or without_password(self.url)]
        return " ".join([self.name, self.version, *known])


def select(
    document: Document,
    target: Target,
    root: Path,
    *,
    extras: Collection[str] = (),
    groups: Collection[str] = (),
    direct: bool = False,
    from_source: bool = False,
) -> tuple[Pin, ...]:
    """What of ``document`` goes to ``target``, by name; paths in it are relative to ``root``.

    ``direct`` takes files from where the document says, unless it names the index they come from;
    ``from_source`` takes a package's sources although it has a wheel.
    Raises ``NoWheel``, or ``BundleError`` for a document that does not fit the target at all.
    """
    from packaging.pylock import Pylock, PylockSelectError, PylockValidationError

    try:
        lock = Pylock.from_dict(_with_hashes(_sources(document) if from_source else document))
        chosen = lock.select(
            environment=target.environment,
            tags=target.tags,
            extras=extras,
            dependency_groups=[*(lock.default_groups or ()), *groups],
        )
        pins = [_pin(package, found, root, direct=direct) for package, found in chosen]
    except PylockSelectError as error:
        raise _explain(str(error), document, target) from None
    except PylockValidationError as error:
        raise BundleError(f"not a lock that lift can read: {error}") from None
    return tuple(sorted(pins, key=lambda pin: pin.name))


def no_wheel(names: Collection[str], target: Target) -> NoWheel:
    """The error that ``names``, which may say a version, have no wheel for ``target``."""
    return NoWheel(
        packages=[name.partition("==")[0] for name in names],
        message=f"there is no wheel of {', '.join(sorted(names))} for {target}",
        hint="use a version or a package with a wheel (many have a -binary twin), another runtime "
        "or architecture, or a wheel that you built for it, named by its path",
    )


def _pin(package: "Package", chosen: Any, root: Path, *, direct: bool) -> Pin:
    name, version = str(package.name), str(package.version or "")
    if package.directory:
        inside = package.directory.subdirectory or ""
        folder = (root / package.directory.path / inside).resolve()
        return Pin(name, version, url=folder.as_uri(), source=True)
    if package.vcs:
        return Pin(name, version, url=_repository(package.vcs, root), source=True)
    hashes = tuple(value for kind, value in chosen.hashes.items() if kind == "sha256")
    if package.archive:
        where = _where(package.archive, root)
        return Pin(name, version, hashes, where, source=not where.endswith(".whl"))
    if chosen is package.sdist and chosen:
        return Pin(name, version, hashes, _where(chosen, root), source=True)
    if direct and not package.index and urlsplit(chosen.url or "").hostname != _PYPI:
        return Pin(name, version, hashes, _where(chosen, root))
    return Pin(name, version, hashes, index=package.index or "")


def _repository(vcs: "PackageVcs", root: Path) -> str:
    where = vcs.url or (root / str(vcs.path)).resolve().as_uri()
    inside = f"#subdirectory={vcs.subdirectory}" if vcs.subdirectory else ""
    return f"{vcs.type}+{where.removeprefix(f'{vcs.type}+')}@{vcs.commit_id}{inside}"


def _where(file: "PackageArchive | PackageSdist | PackageWheel", root: Path) -> str:
    return file.url or (root / str(file.path)).resolve().as_uri()


def _sources(document: Document) -> Document:
    """Without the wheels of packages that have their sources."""
    packages = [
        {key: value for key, value in package.items() if key != "wheels" or "sdist" not in package}
        for package in document.get("packages", [])
    ]
    return {**document, "packages": packages}


def _with_hashes(document: Document) -> Document:
    """PEP 751 asks for a hash of each file; an index may give none."""
    packages = [
        package
        | {
            "wheels": [
                wheel if wheel.get("hashes") else wheel | {"hashes": {"none": ""}}
                for wheel in package["wheels"]
            ]
        }
        if package.get("wheels")
        else package
        for package in document.get("packages", [])
    ]
    return {**document, "packages": packages}


def _explain(said: str, document: Document, target: Target) -> BundleError:
    if found := re.search(r"No wheel found .* for package '([^']+)'", said):
        versions = {each["name"]: each.get("version", "") for each in document["packages"]}
        return no_wheel([f"{found[1]}=={versions[found[1]]}"], target)
    return BundleError(f"the lock does not fit {target}: {said}")
