"""The Invoke operation: ``boto3.client("lambda").invoke`` without Docker.

https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
"""

import base64
import json
import uuid

from .control_plane import Call, Operation, Reply
from .function import split_name
from .invoker import Invoker
from .service_error import ServiceError


def operations(invoker: Invoker) -> list[Operation]:
    def invoke(call: Call) -> Reply:
        return _invoke(call, invoker)

    return [Operation("lambda", "POST", r"/[^/]+/functions/(?P<name>[^/]+)/invocations/?", invoke)]


def _invoke(call: Call, invoker: Invoker) -> Reply:
    name, qualifier = split_name(call.path["name"], call.query.get("Qualifier"))
    event = call.body or b"{}"
    _check_json(event)
    request_id = str(uuid.uuid4())
    headers = [("x-amzn-RequestId", request_id), ("Content-Type", "application/json")]
    match call.headers.get("x-amz-invocation-type", "RequestResponse"):
        case "DryRun":
            invoker.check(call.region, name, qualifier)
            return Reply(204, b"", tuple(headers))
        case "Event":
            invoker.send(call.region, name, event, qualifier=qualifier, request_id=request_id)
            return Reply(202, b"", tuple(headers))
    outcome = invoker.invoke(call.region, name, event, qualifier=qualifier, request_id=request_id)
    headers.append(("X-Amz-Executed-Version", outcome.version))
    if outcome.error:
        headers.append(("X-Amz-Function-Error", outcome.error))
    if call.headers.get("x-amz-log-type") == "Tail":
        headers.append(("X-Amz-Log-Result", base64.b64encode(outcome.log.encode()).decode()))
    return Reply(200, outcome.payload, tuple(headers))


def _check_json(event: bytes) -> None:
    try:
        json.loads(event)
    except ValueError as error:
        raise ServiceError(
            400,
            "InvalidRequestContentException",
            f"Could not parse request body into json: {error}",
        ) from None
