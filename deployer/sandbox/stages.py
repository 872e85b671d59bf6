"""What the stage of an API does beside leading to a function: it holds back and it logs.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
"""

import re
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from ..gateway.front_door import Arrival
from ..gateway.request import Request
from ..gateway.response import Response, message
from .catalogue import Region
from .door import Refused

_VARIABLE = re.compile(r"\$context\.([A-Za-z.]+)")


class TokenBucket:
    """Lets ``rate`` requests a second through on average, and ``burst`` at once."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._seen = now()
        self._spent = 0.0  # tokens that are gone and not yet back

    def take(self, rate: float, burst: float) -> bool:
        """Whether one more may pass."""
        with self._lock:
            now = self._now()
            self._spent = max(0.0, self._spent - (now - self._seen) * rate)
            self._seen = now
            if self._spent + 1 > burst:
                return False
            self._spent += 1
            return True


def hold_back(settings: Mapping[str, Any], bucket: TokenBucket) -> None:
    """Raise ``Refused`` when no more requests may pass by a stage's settings of all routes or
    methods; -1 is no limit."""
    rate, burst = settings.get("throttlingRateLimit"), settings.get("throttlingBurstLimit")
    if rate and burst and rate > 0 and not bucket.take(float(rate), float(burst)):
        raise Refused(message(429, "Too Many Requests"))


def log(
    settings: Mapping[str, Any] | None,
    region: Region,
    request: Request,
    response: Response,
    arrival: Arrival,
    further: Mapping[str, str] | None = None,
) -> None:
    """Write the line of a stage's access log, if it has one; ``further`` are variables that its
    kind of API has besides."""
    if not settings:
        return
    from moto.logs.models import logs_backends

    group = settings["destinationArn"].rpartition(":log-group:")[2].removesuffix(":*")
    backend = logs_backends[region.account][region.name]
    if group not in backend.groups:  # AWS writes nothing then either
        return
    stream = time.strftime("%Y-%m-%d", time.gmtime(arrival.seconds))
    if stream not in backend.groups[group].streams:
        backend.create_log_stream(group, stream)
    said = {**_context(request, response, arrival), **(further or {})}
    line = _VARIABLE.sub(lambda match: said.get(match[1], "-"), settings["format"])
    event = {"timestamp": arrival.milliseconds, "message": line}
    backend.put_log_events(group, stream, [event])


def _context(request: Request, response: Response, arrival: Arrival) -> Mapping[str, str]:
    """The variables that a line may name; others are "-", as on AWS."""
    return {
        "requestTime": arrival.clock,
        "requestId": arrival.request_id,
        "identity.sourceIp": request.client,
        "identity.userAgent": request.header("user-agent"),
        "httpMethod": request.method,
        "path": request.path,
        "protocol": request.protocol,
        "status": str(response.status),
        "responseLength": str(len(response.body)),
        "responseLatency": str(int((time.time() - arrival.seconds) * 1000)),
    }
