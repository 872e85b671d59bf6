"""Whether the native files of a bundle can be loaded on Lambda, before it is uploaded.

Pure: from what the files are to what is wrong with them. Certain failures of what Python can import
are errors: another architecture, a C library newer than Lambda's, musl's. Everything else is a
warning: a program, a library that nothing links to, a module for another Python (there may be a
slower one beside it), a library that is not there or where nobody looks (the list of what Lambda
has is not AWS's own, and another package may load it by path).
Nothing is said of files that a package plainly ships for other systems too.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..errors import BundleError
from ..ui import Ui
from .loader import Loader
from .native import Native
from .target import Target

Kind = Literal["architecture", "glibc", "musl", "python", "library"]

# How packages name the files that they choose by architecture themselves.
_NAMES = {
    "x86_64": r"x86[-_]64|amd64|x64",
    "aarch64": r"aarch64|arm64",
    "i386": r"i[36]86|x86|ia32",
    "arm": r"arm(v\d|hf|el)?",
}
_HINTS: dict[Kind, str] = {
    "architecture": "use one for the function's processor, or change architecture in the settings",
    "glibc": "use an older version of it, or one that is built on an older system",
    "musl": "it is for Alpine Linux: use the one for manylinux",
    "python": "use one for the function's Python, or change runtime in the settings",
    "library": "put the library into the project's folder lib/, where Lambda looks for it, or use "
    "a package that brings it (many have a -binary or -headless twin)",
}


@dataclass(frozen=True)
class Problem:
    """Why one file does not load; ``certain`` when Python may ask for it and nothing can help."""

    native: Native
    kind: Kind
    reason: str
    certain: bool

    @property
    def message(self) -> str:
        return f"{_whose(self.native)} {self.reason}"


def check(files: Collection[Native], target: Target, ui: Ui, *, library_path: str = "") -> None:
    """Raise ``BundleError`` for what certainly fails on ``target``, and warn of what may.

    ``library_path`` is the LD_LIBRARY_PATH that the settings give the function.
    """
    found = list(problems(files, target, library_path))
    certain = [problem for problem in found if problem.certain]
    if certain:
        first, *others = certain
        raise BundleError(
            f"this cannot be loaded on Lambda: {first.message}",
            hint=_HINTS[first.kind],
            details="\n".join(f"also: {problem.message}" for problem in others),
        )
    for problem in _first_of_each(found):
        ui.warn(f"this may not load on Lambda: {problem.message}; {_HINTS[problem.kind]}")


def problems(
    files: Collection[Native], target: Target, library_path: str = ""
) -> Iterator[Problem]:
    """What is wrong with ``files`` on ``target``, in their order."""
    modules = _modules(files, target)
    loader = Loader(files, modules.values(), target, library_path)
    asked_for = loader.loaded
    for file in files:
        if file.elf.module and modules.get(_stem(file), file) is not file:
            continue  # another one of that name is imported
        if wrong := _wrong(file, target, asked_for):
            certain = file in asked_for
            if not (_says_so(file, wrong[0]) or _tool(file, wrong[0], certain)):
                yield Problem(file, *wrong, certain)
        elif (file in asked_for or file.elf.interpreter) and (missing := loader.missing(file)):
            yield Problem(file, "library", _lacks(missing, loader), certain=False)


def _wrong(file: Native, target: Target, asked_for: Collection[Native]) -> tuple[Kind, str] | None:
    elf = file.elf
    if elf.machine != target.machine:
        where = f"and the function runs on {target.architecture}"
        return "architecture", f"is built for {elf.machine}, {where}"
    if "musl" in elf.interpreter or any("libc.musl" in name for name in elf.needed):
        return "musl", "is linked to musl, and Lambda has glibc"
    if elf.glibc > target.glibc:
        needs, has = (f"{major}.{minor}" for major, minor in (elf.glibc, target.glibc))
        return "glibc", f"needs glibc {needs}, and python{target.python} on Lambda has {has}"
    if elf.module and file not in asked_for:
        return "python", f"is named for another Python than {target.python}"
    return None


def _modules(files: Iterable[Native], target: Target) -> dict[str, Native]:
    """The extension modules that Python takes; of two with one name, the first by its suffix.

    The order is that of importlib.machinery.EXTENSION_SUFFIXES there.
    """
    version = target.python.replace(".", "")
    suffixes = (f".cpython-{version}-{target.machine}-linux-gnu.so", ".abi3.so", ".so")
    found: dict[str, Native] = {}
    modules = [file for file in files if file.elf.module]
    for suffix in suffixes:
        for file in modules:
            if file.path == _stem(file) + suffix:
                found.setdefault(_stem(file), file)
    return found


def _lacks(missing: Iterable[str], loader: Loader) -> str:
    elsewhere = {name: files[0] for name in missing if (files := loader.elsewhere(name))}
    nowhere = ", ".join(name for name in missing if name not in elsewhere)
    reasons = [f"{nowhere}, neither in the bundle nor on Lambda"] if nowhere else []
    reasons += [
        f"{name}, which is only there as {_whose(file)}, where the loader does not look"
        for name, file in elsewhere.items()
    ]
    return f"needs {', and '.join(reasons)}"


def _says_so(file: Native, kind: Kind) -> bool:
    """Whether the path names what is special about the file: then a package chooses by it."""
    names = {"architecture": _NAMES.get(file.elf.machine, ""), "musl": "musl"}.get(kind)
    return bool(names and re.search(rf"(?<![a-z0-9])({names})(?![a-z0-9])", _stem(file).lower()))


def _tool(file: Native, kind: Kind, certain: bool) -> bool:
    """Whether it is a package's own tool, newer than the platform that its wheel promises.

    Like debugpy's, which a debugger puts into another process: nothing links to it.
    """
    return kind == "glibc" and bool(file.package) and not (certain or file.elf.interpreter)


def _first_of_each(found: Iterable[Problem]) -> Iterable[Problem]:
    """One problem for each package and kind; of the project's own files each."""
    first: dict[tuple[str, Kind], Problem] = {}
    for problem in found:
        whose = problem.native.package or problem.native.path
        first.setdefault((whose, problem.kind), problem)
    return first.values()


def _whose(file: Native) -> str:
    return f"{file.path} ({file.package})" if file.package else file.path


def _stem(file: Native) -> str:
    """The path up to the first dot of the name: a module's, without its suffix."""
    folder, slash, name = file.path.rpartition("/")
    return folder + slash + name.partition(".")[0]
