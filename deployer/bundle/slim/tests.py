"""Which folders of tests nobody uses: nothing outside of them mentions them.

``numpy.testing`` or ``django.test`` are API, and some packages import their tests when they run; so
a folder counts as tests only if it is called so and holds some, and stays if any module outside, or
the application, imports it or names it in a string.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

from .. import listing, mentions

_NAMES = ("tests", "test", "SelfTest")
_A_TEST = re.compile(r"(test_?\w*|\w+_test|conftest)\.py$")
# Worth parsing: an import that says "tests", a dotted name with it, or a line of an import over
# several lines.
_WORD = rb"\b(?:tests?|SelfTest)\b"
_MAYBE = re.compile(
    rb".*\b(?:import|from)\b.*%(word)s|.*[\w'\"]\.%(word)s"
    rb"|\s*(?:\w+, *)*%(word)s(?: as \w+)?(?:,.*)?\)?$" % {b"word": _WORD}
)


def without_use(root: Path, paths: Collection[str], wanted: Collection[str]) -> frozenset[str]:
    """The folders of tests among ``paths`` that nothing mentions; ``wanted`` are mentioned."""
    idle = _folders(paths)
    sources = [path for path in paths if path.endswith(".py")]
    waiting = [path for path in sources if folder_of(path, idle) is None]
    names = set(wanted)
    while idle and (names or waiting):
        used = {folder for folder in idle if folder.replace("/", ".") in names}
        if used:
            idle -= used  # and their own modules may use others
            waiting += [path for path in sources if folder_of(path, used)]
        names = _next_mentioned(root, waiting)
    return frozenset(idle)


def _next_mentioned(root: Path, waiting: list[str]) -> set[str]:
    """What the next file of ``waiting`` mentions that mentions anything; those before are done."""
    while waiting:
        path = waiting.pop()
        if names := mentioned(root / path, ".".join(PurePosixPath(path).parts[:-1])):
            return names
    return set()


def mentioned(file: Path, package: str) -> set[str]:
    """The names of packages of tests that ``file``, a module of ``package``, mentions."""
    source = file.read_bytes()
    if b"test" not in source and b"SelfTest" not in source:
        return set()
    if not any(b"est" in line and _MAYBE.match(line) for line in source.splitlines()):
        return set()
    found = mentions.read(source, package)
    names = _anything(source, package) if found.opaque else found.names
    return {each for name in names for each in _up_to_tests(name)}


def _anything(source: bytes, package: str) -> set[str]:
    """All that a file may mean that cannot be parsed: the tests beside it, what it spells out."""
    beside = {f"{package}.{name}" for name in _NAMES}
    return beside | {name.decode() for name in re.findall(rb"[A-Za-z_][\w.]*", source)}


def folder_of(path: str, folders: Collection[str]) -> str | None:
    """The outermost of ``folders`` that ``path`` lies in."""
    if not folders:
        return None
    return next((folder for folder in listing.above(path) if folder in folders), None)


def _folders(paths: Iterable[str]) -> set[str]:
    """Those that are called tests and hold some; not at the top, where it may be all there is."""
    found = set()
    for path in paths:
        if not _A_TEST.search(path):
            continue
        parts = path.split("/")
        for depth, part in enumerate(parts[:-1]):
            if depth and part in _NAMES:
                found.add("/".join(parts[: depth + 1]))
    return found


def _up_to_tests(name: str) -> Iterator[str]:
    """ "a.tests" of "a.tests.b"."""
    parts = name.split(".")
    for depth, part in enumerate(parts):
        if depth and part in _NAMES:
            yield ".".join(parts[: depth + 1])
