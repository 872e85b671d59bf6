"""Invoking a function: which version, which environment, and what is too large.

Doors, the Invoke call and scheduled rules come through here. Nobody is asked for permission here:
the caller does that.
"""

import contextlib
import threading
import time
import uuid

from ..errors import SandboxError
from ..gateway.front_door import Arrival
from ..gateway.limits import EVENT_PAYLOAD, INVOKE_PAYLOAD
from .catalogue import Catalogue, Region
from .invocation import Invocation, Outcome
from .pool import Pool, Throttled
from .service_error import ServiceError


class Invoker:
    """Raises ``ServiceError`` for what AWS refuses before the function sees it."""

    def __init__(self, catalogue: Catalogue, pool: Pool) -> None:
        self._catalogue = catalogue
        self._pool = pool

    def invoke(
        self,
        region: Region,
        name: str,
        event: bytes,
        *,
        qualifier: str | None = None,
        request_id: str = "",
        trace_id: str = "",
    ) -> Outcome:
        """Invoke and wait for the answer."""
        _refuse_above(INVOKE_PAYLOAD, event)
        function, arn = self._catalogue.resolve(region, name, qualifier)
        arrival = Arrival(request_id or str(uuid.uuid4()), time.time())
        trace_id = trace_id or arrival.trace_id
        invocation = Invocation(arrival.request_id, event, arn, trace_id)
        try:
            return self._pool.invoke(function, invocation)
        except Throttled:
            raise ServiceError(429, "TooManyRequestsException", "Rate Exceeded.") from None
        except SandboxError as error:
            raise ServiceError(
                500, "ServiceException", f"{error.message}\n{error.details}"
            ) from None

    def send(
        self,
        region: Region,
        name: str,
        event: bytes,
        *,
        qualifier: str | None = None,
        request_id: str = "",
    ) -> None:
        """Invoke without waiting. AWS would try twice more after an error; this does not."""
        _refuse_above(EVENT_PAYLOAD, event)
        self.check(region, name, qualifier)

        def later() -> None:
            # There is nobody to tell: what the function said is in its log.
            with contextlib.suppress(ServiceError):
                self.invoke(region, name, event, qualifier=qualifier, request_id=request_id)

        threading.Thread(target=later, name=f"event for {name}", daemon=True).start()

    def check(self, region: Region, name: str, qualifier: str | None) -> None:
        """Raise ``ServiceError`` when there is nothing to invoke."""
        self._catalogue.resolve(region, name, qualifier)


def _refuse_above(limit: int, event: bytes) -> None:
    if len(event) > limit:
        raise ServiceError(
            413,
            "RequestTooLargeException",
            f"Request must be smaller than {limit} bytes for the InvokeFunction operation",
        )
