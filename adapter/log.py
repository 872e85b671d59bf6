"""The adapter's log: ``lift.adapter``. Lambda's runtime writes it to CloudWatch Logs.

``logging`` is imported when there is something to say.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from logging import Logger
    from typing import Any


def logger() -> Logger:
    from logging import getLogger

    return getLogger("lift.adapter")


def request_id(context: Any) -> str:
    """The invocation's id; "-" without one, as in tests."""
    return getattr(context, "aws_request_id", None) or "-"
