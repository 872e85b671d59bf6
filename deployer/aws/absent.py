"""Reading what may not be there, deleting what may be gone, making what may be there."""

from collections.abc import Callable
from typing import TypeVar

from .errors import is_gone, is_there

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


def made(create: Callable[[], T]) -> T | None:
    """What ``create`` gives, None when AWS says that it is there already."""
    from botocore.exceptions import ClientError

    try:
        return create()
    except ClientError as error:
        if is_there(error):
            return None
        raise


def gone(delete: Callable[[], object]) -> None:
    """Delete; that it was gone already is as good."""
    found(delete)
