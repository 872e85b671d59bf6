"""Lambda's limit on the size of a function's code, checked before anything is zipped.

https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 250 MB unzipped, layers
included, however many there are. (50 MB zipped is only what goes up in the call itself; above that
it goes through S3.) A container image may have 10 GB.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from ..errors import TooLarge
from ..ui import Ui
from .archive import Entry

UNZIPPED = 250 * 1024 * 1024  # bytes
IMAGE = 10 * 1024**3
_NEAR = 0.8  # of the limit: time to know what is large
_NAMED = 5


def is_near(size: int, limit: int) -> bool:
    return size > limit * _NEAR


def check(entries: Sequence[Entry], limit: int) -> None:
    """Raise ``TooLarge``, with the largest packages, when ``entries`` are over ``limit`` bytes."""
    total = _size(entries)
    if total > limit:
        raise TooLarge(
            f"the bundle is {megabytes(total)} unzipped, and Lambda takes {megabytes(limit)}; "
            f"the largest parts: {_largest(entries)}",
            hint="take out what the application does not need: fewer requirements, exclude, or "
            f'"slim": {{"unused": "drop"}}{_without_bytecode(entries)}{_as_image(limit)}',
        )


def warn_near(entries: Sequence[Entry], limit: int, ui: Ui) -> None:
    """Name the largest packages while there is still room."""
    ui.note(
        f"the bundle is {megabytes(_size(entries))} unzipped, of the {megabytes(limit)} that "
        f"Lambda takes; the largest parts: {_largest(entries)}{_without_bytecode(entries)}"
        f"{_as_image(limit)}"
    )


def megabytes(size: int) -> str:
    """``size`` bytes as "12.3 MB" of 1024 * 1024 bytes, as Lambda counts."""
    return f"{size / 1024 / 1024:.1f} MB"


def _size(entries: Iterable[Entry]) -> int:
    return sum(entry.size for entry in entries)


def _largest(entries: Iterable[Entry]) -> str:
    sizes = _by_package(entries)
    return ", ".join(f"{name} {megabytes(size)}" for name, size in sizes.most_common(_NAMED))


def _without_bytecode(entries: Iterable[Entry]) -> str:
    compiled = _size(entry for entry in entries if entry.path.endswith(".pyc"))
    return f'; "bytecode": false saves {megabytes(compiled)}' if compiled else ""


def _as_image(limit: int) -> str:
    """The way out that a zip has."""
    return '; "package": "image" takes up to 10 GB' if limit < IMAGE else ""


def _by_package(entries: Iterable[Entry]) -> Counter[str]:
    """Bytes by top-level name; a package's libraries (numpy.libs) count as its own."""
    sizes: Counter[str] = Counter()
    for entry in entries:
        name = entry.path.removeprefix("python/").partition("/")[0]
        sizes[name.removesuffix(".libs")] += entry.size
    return sizes
