"""Waiting for AWS with an injected clock: until something holds, or while an error passes.

Both say what they wait for, and for how long that usually lasts, once it is more than a moment.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from ..clock import Clock
from ..errors import AwsError
from ..ui import Ui
from ..waiting import waiting

if TYPE_CHECKING:
    from botocore.exceptions import ClientError

T = TypeVar("T")


class Patient(Protocol):
    """What waits: ``Aws``."""

    @property
    def clock(self) -> Clock: ...

    @property
    def ui(self) -> Ui: ...


def until(
    read: Callable[[], T],
    ready: Callable[[T], bool],
    aws: Patient,
    *,
    what: str,
    usually: str,
    every: float = 1,
    timeout: float = 300,
) -> T:
    """Read until ``ready``, every ``every`` seconds; ``AwsError`` after ``timeout`` seconds.

    ``what`` completes "waiting for …", as in "function f to settle".
    """
    end = aws.clock.now() + timeout
    with waiting(what, usually, aws.clock, aws.ui) as wait:
        while not ready(value := read()):
            if aws.clock.now() >= end:
                raise AwsError(
                    f"waited {timeout:g} s for {what}, in vain", hint="run the same command again"
                )
            wait.sleep(every)
    return value


def retrying(
    call: Callable[[], T],
    passing: Callable[["ClientError"], bool],
    aws: Patient,
    *,
    what: str,
    usually: str,
    timeout: float,
    longest: float = 5,
) -> T:
    """``call`` again, each time a little later, while its error is one that passes by itself.

    After ``timeout`` seconds the error is raised as it is.
    """
    from botocore.exceptions import ClientError

    end, pause = aws.clock.now() + timeout, 0.5
    with waiting(what, usually, aws.clock, aws.ui) as wait:
        while True:
            try:
                return call()
            except ClientError as error:
                if not passing(error) or aws.clock.now() >= end:
                    raise
            wait.sleep(pause)
            pause = min(pause * 2, longest)
