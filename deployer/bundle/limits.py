"""Lambda's limit on the size of a function's code, checked before anything is zipped.

https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 250 MB unzipped, layers
included. (50 MB zipped is only what goes up in the call itself; above that it goes through S3.)
"""

from collections import Counter
from collections.abc import Iterable

from ..errors import TooLarge
from .archive import Entry

UNZIPPED = 250 * 1024 * 1024  # bytes
_NAMED = 5


def check(entries: Iterable[Entry]) -> None:
    """Raise ``TooLarge``, naming the largest packages, when ``entries`` are over the limit."""
    sizes = _by_package(entries)
    total = sum(sizes.values())
    if total <= UNZIPPED:
        return
    largest = ", ".join(f"{name} {megabytes(size)}" for name, size in sizes.most_common(_NAMED))
    raise TooLarge(
        f"the bundle is {megabytes(total)} unzipped, and Lambda takes {megabytes(UNZIPPED)}; "
        f"the largest parts: {largest}",
        hint="take out what the application does not need (requirements, exclude)",
    )


def megabytes(size: int) -> str:
    """``size`` bytes as "12.3 MB" of 1024 * 1024 bytes, as Lambda counts."""
    return f"{size / 1024 / 1024:.1f} MB"


def _by_package(entries: Iterable[Entry]) -> Counter[str]:
    """Bytes by top-level name; a package's libraries (numpy.libs) count as its own."""
    sizes: Counter[str] = Counter()
    for entry in entries:
        name = entry.path.removeprefix("python/").partition("/")[0]
        sizes[name.removesuffix(".libs")] += entry.size
    return sizes
