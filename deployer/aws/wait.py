"""Waiting for AWS with an injected clock: until something holds, or while an error passes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from ..clock import Clock
from ..errors import AwsError

if TYPE_CHECKING:
    from botocore.exceptions import ClientError

T = TypeVar("T")


def until(
    read: Callable[[], T],
    ready: Callable[[T], bool],
    clock: Clock,
    *,
    what: str,
    every: float = 1,
    timeout: float = 300,
) -> T:
    """Read until ``ready``, every ``every`` seconds; ``AwsError`` after ``timeout`` seconds."""
    end = clock.now() + timeout
    while not ready(value := read()):
        if clock.now() >= end:
            raise AwsError(
                f"{what}: not ready after {timeout:g} s", hint="run the same command again"
            )
        clock.sleep(every)
    return value


def retrying(
    call: Callable[[], T],
    passing: Callable[["ClientError"], bool],
    clock: Clock,
    *,
    timeout: float,
    longest: float = 5,
) -> T:
    """``call`` again, each time a little later, while its error is one that passes by itself.

    After ``timeout`` seconds the error is raised as it is.
    """
    from botocore.exceptions import ClientError

    end, pause = clock.now() + timeout, 0.5
    while True:
        try:
            return call()
        except ClientError as error:
            if not passing(error) or clock.now() >= end:
                raise
        clock.sleep(pause)
        pause = min(pause * 2, longest)
