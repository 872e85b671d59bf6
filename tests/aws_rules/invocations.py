"""``Invoke``, answered by a function of the test's."""

import base64
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from botocore.response import StreamingBody

from .call import Parameters, refusal
from .concern import Concern, before
from .memory import Memory


@dataclass(frozen=True)
class Answer:
    """What a function answers: its payload, an error ("Unhandled"), the end of its log."""

    payload: object = None
    error: str | None = None
    log: str = ""


Invoke = Callable[[str, str, Any], Answer]
"""(function, version, payload) -> answer."""


class Invocations(Concern):
    def __init__(self, memory: Memory, invoke: Invoke | None) -> None:
        super().__init__(memory)
        self._invoke = invoke or _answer_nothing

    @before("lambda Invoke")
    def _invoked(self, params: Parameters) -> Any:
        name, qualifier = params["FunctionName"], params.get("Qualifier", "$LATEST")
        configuration = self.memory.plain.get_function_configuration(
            FunctionName=name, Qualifier=qualifier
        )
        version = configuration["Version"]
        if self.memory.clock.now() < self.memory.function(params).versions_settle.get(version, 0):
            raise refusal("ResourceConflictException", "Pending", "Invoke", 409)
        answer = self._invoke(name, version, json.loads(params["Payload"]))
        body = json.dumps(answer.payload).encode()
        return {
            "StatusCode": 200,
            "Payload": StreamingBody(io.BytesIO(body), len(body)),
            "LogResult": base64.b64encode(answer.log.encode()).decode(),
            "ExecutedVersion": version,
            **({"FunctionError": answer.error} if answer.error else {}),
        }


def _answer_nothing(name: str, version: str, payload: object) -> Answer:
    return Answer()
