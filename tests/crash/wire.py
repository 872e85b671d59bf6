"""The command's end: each attempt of each call goes to the world instead of the network.

Below the SDK's retries, so that these are part of what is tested; without their pauses.
"""

import io
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from botocore.awsrequest import AWSResponse, HTTPHeaders
from botocore.config import Config
from botocore.response import StreamingBody

from ..aws_rules import Call
from ..aws_rules.kept import KeptSession
from .point import Point, label
from .trouble import Trouble
from .world import Outcome

Ask = Callable[[Call], Outcome]

_CALL, _POINT = "crash_call", "crash_point"


class Wire:
    """``ask`` and ``trouble`` are set for each run; ``points`` are those that it came by."""

    def __init__(self, ask: Ask, trouble: Trouble) -> None:
        self.connect(ask, trouble)
        self._here = threading.local()  # the attempt that this thread is about to make
        self._lock = threading.Lock()

    def connect(self, ask: Ask, trouble: Trouble) -> None:
        self.ask, self.trouble = ask, trouble
        self.points: list[Point] = []
        self._seen: Counter[str] = Counter()

    def attach(self, events: Any) -> None:
        events.register("before-parameter-build.*", self._begin)
        events.register("request-created.*", self._attempt)
        events.register("before-send.*", self._send)
        events.register("response-received.*", self._received)

    def _begin(self, params: Any, model: Any, context: Any, **_: Any) -> None:
        call = Call(model.service_model.service_name, model.name, dict(params))
        with self._lock:
            self._seen[label(call)] += 1
            point = Point(label(call), self._seen[label(call)])
            self.points.append(point)
        context[_CALL], context[_POINT] = call, point

    def _attempt(self, request: Any, **_: Any) -> None:
        self._here.context = request.context

    def _send(self, request: Any, **_: Any) -> AWSResponse:
        context = self._here.context
        call, point = context[_CALL], context[_POINT]
        with self._lock:
            outcome = self.trouble.before(call, point) or self.ask(_portable(call))
            self.trouble.after(call, point)
        # An empty answer with this status means nothing in any protocol: it is filled afterwards.
        response = AWSResponse(request.url, 500, HTTPHeaders(), _Empty())
        self._here.response, self._here.outcome = response, outcome
        return response

    def _received(self, parsed_response: Any, exception: Any, **_: Any) -> None:
        if exception is not None:
            return
        outcome: Outcome = self._here.outcome
        self._here.response.status_code = outcome.status
        parsed_response.clear()
        parsed_response.update(outcome.parsed)
        if isinstance(body := parsed_response.get("Payload"), bytes):
            parsed_response["Payload"] = StreamingBody(io.BytesIO(body), len(body))


class Session(KeptSession):
    """A session on the wire.

    Retries are the SDK's standard ones: the adaptive mode decides alike, and waits more.
    """

    def _adapted(self, config: Any) -> Any:
        attempts = config.retries["total_max_attempts"]
        return config.merge(Config(retries={"mode": "standard", "total_max_attempts": attempts}))


class _Empty(io.BytesIO):
    def stream(self, **_: object) -> Iterator[bytes]:
        return iter(())


def _portable(call: Call) -> Call:
    """With files as their bytes."""
    body: Any = call.parameters.get("Body")
    if not hasattr(body, "read"):
        return call
    data = body.read()
    body.seek(0)
    return replace(call, parameters={**call.parameters, "Body": data})
