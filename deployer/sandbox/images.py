"""Container images: the sandbox runs none, and says so when one is first asked for."""

from collections.abc import Mapping

from .control_plane import Call, Operation, Reply, reply
from .service_error import ServiceError

_WORDS = 'the sandbox runs no container images: use "package": "zip" for it'
_PUSHING = ("CreateRepository", "GetAuthorizationToken")


def operations() -> list[Operation]:
    return [
        Operation("ecr", "POST", "/", _ecr),
    ]


def _ecr(call: Call) -> Reply:
    """ECR's own calls are told apart by a header, and have their error's code in the body."""
    if call.headers.get("x-amz-target", "").endswith(_PUSHING):
        return reply(400, {"__type": "InvalidParameterException", "message": _WORDS})
    return call.forward()


def check(function: Mapping[str, object]) -> None:
    """Raise ``ServiceError`` when CreateFunction's parameters are those of an image."""
    if function.get("PackageType") == "Image":
        raise ServiceError(400, "InvalidParameterValueException", _WORDS)
