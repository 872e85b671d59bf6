"""Container images: the sandbox runs none, and says so when one is first asked for."""

from .control_plane import Call, Operation, Reply, reply
from .service_error import ServiceError

_WORDS = 'the sandbox runs no container images: use "package": "zip" for it'
_PUSHING = ("CreateRepository", "GetAuthorizationToken")


def operations() -> list[Operation]:
    return [
        Operation("ecr", "POST", "/", _ecr),
        Operation("lambda", "POST", r"/[^/]+/functions/?", _create),
    ]


def _ecr(call: Call) -> Reply:
    """ECR's own calls are told apart by a header, and have their error's code in the body."""
    if call.headers.get("x-amz-target", "").endswith(_PUSHING):
        return reply(400, {"__type": "InvalidParameterException", "message": _WORDS})
    return call.forward()


def _create(call: Call) -> Reply:
    if call.json().get("PackageType") == "Image":
        raise ServiceError(400, "InvalidParameterValueException", _WORDS)
    return call.forward()
