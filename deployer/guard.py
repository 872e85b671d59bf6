"""What is asked before each call that changes something on AWS, so that none goes out too late."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Guard:
    """Calls its checks, each of which raises when nothing may be changed any more."""

    def __init__(self) -> None:
        self._checks: list[Callable[[], None]] = []

    def __call__(self) -> None:
        for check in self._checks:
            check()

    @contextmanager
    def asking(self, check: Callable[[], None]) -> Iterator[None]:
        """Ask ``check`` too, until the block ends."""
        self._checks.append(check)
        try:
            yield
        finally:
            self._checks.remove(check)
