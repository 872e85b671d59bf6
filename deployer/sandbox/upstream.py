"""What is behind the doors: functions, invoked by a service that they permit, within its time."""

from concurrent.futures import ThreadPoolExecutor

from .catalogue import Region
from .function import split_name
from .invocation import Outcome
from .invoker import Invoker
from .permissions import Caller, Permissions


class Upstream:
    """Functions by their ARN, qualified or not; each qualifier has permissions of its own."""

    def __init__(self, invoker: Invoker, permissions: Permissions) -> None:
        self._invoker = invoker
        self._permissions = permissions

    def allows(
        self, region: Region, arn: str, caller: Caller, action: str = "lambda:InvokeFunction"
    ) -> bool:
        """Whether the function's policy lets ``caller`` invoke it."""
        target = region.arn(*split_name(arn))
        return self._permissions.allow(target, action, caller)

    def invoke(
        self, region: Region, arn: str, event: bytes, trace_id: str, seconds: float | None = None
    ) -> Outcome:
        """Invoke and wait, at most ``seconds``; the function goes on when nobody waits any more.

        Raises ``TimeoutError``, and ``ServiceError`` for what Lambda refuses.
        """
        name, qualifier = split_name(arn)
        waiting = ThreadPoolExecutor(1)
        pending = waiting.submit(
            self._invoker.invoke, region, name, event, qualifier=qualifier, trace_id=trace_id
        )
        waiting.shutdown(wait=False)
        return pending.result(seconds)
