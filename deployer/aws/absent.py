"""Reading what may not be there, and deleting what may be gone."""

from collections.abc import Callable
from typing import TypeVar

from .errors import is_gone

T = TypeVar("T")


def found(read: Callable[[], T]) -> T | None:
    """What ``read`` gives, None when AWS says that there is no such thing."""
    from botocore.exceptions import ClientError

    try:
        return read()
    except ClientError as error:
        if is_gone(error):
            return None
        raise


def gone(delete: Callable[[], object]) -> None:
    """Delete; that it was gone already is as good."""
    found(delete)
