"""Making what AWS would make a second time when asked again, and nobody would know which is ours.

The SDK must not retry such calls: they go through a client that asks once.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from ..waiting import waiting
from .wait import Patient

if TYPE_CHECKING:
    from botocore.exceptions import BotoCoreError, ClientError

T = TypeVar("T")

ATTEMPTS = 5


def made_once(create: Callable[[], T], look: Callable[[], T | None], aws: Patient) -> T:
    """What ``create`` gives. After an answer that was lost: ``look``, and only then again."""
    from botocore.exceptions import BotoCoreError, ClientError

    with waiting("AWS, which did not answer", "a few seconds", aws.clock, aws.ui) as wait:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return create()
            except (BotoCoreError, ClientError) as error:
                if attempt == ATTEMPTS or not _passing(error):
                    raise
            wait.sleep(2 * attempt)
            if (there := look()) is not None:
                return there
    raise AssertionError("the last attempt returns or raises")


def _passing(error: "BotoCoreError | ClientError") -> bool:
    """Whether another attempt makes sense: the connection failed, AWS throttles or is ill."""
    from botocore.exceptions import HTTPClientError

    response = getattr(error, "response", None)
    if response is None:
        return isinstance(error, HTTPClientError)
    return response["ResponseMetadata"]["HTTPStatusCode"] in (429, 500, 502, 503, 504)
