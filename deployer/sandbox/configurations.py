"""A function's configuration where moto drops a part of it.

CreateFunction, UpdateFunctionConfiguration   what moto drops is kept with its function; each
                                              version has it as it was published
GetFunction, GetFunctionConfiguration,        answer with it
ListVersionsByFunction
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from . import images
from .catalogue import Region
from .control_plane import Call, Operation, Reply, reply
from .function import split_name
from .kept import KEYS, keep, kept
from .service_error import ServiceError

if TYPE_CHECKING:
    from moto.awslambda.models import LambdaFunction

_FUNCTION = r"/[^/]+/functions/(?P<name>[^/]+)"
_WITHOUT_SNAP_START = ("python3.10", "python3.11")
_LEVELS = ("ApplicationLogLevel", "SystemLogLevel")


def operations() -> list[Operation]:
    return [
        Operation("lambda", "POST", r"/[^/]+/functions/?", _create),
        Operation("lambda", "PUT", _FUNCTION + "/configuration/?", _update),
        Operation("lambda", "GET", _FUNCTION + "/?", _get),
        Operation("lambda", "GET", _FUNCTION + "/configuration/?", _get),
        Operation("lambda", "GET", _FUNCTION + "/versions/?", _list),
    ]


def _create(call: Call) -> Reply:
    wanted = call.json()
    images.check(wanted)
    return _written(call, str(wanted.get("FunctionName", "")))


def _update(call: Call) -> Reply:
    name, _ = split_name(call.path["name"])
    return _written(call, name)


def _written(call: Call, name: str) -> Reply:
    wanted: dict[str, Any] = call.json()
    _check(wanted)
    answer = call.forward()
    if not answer.ok:
        return answer
    if "LoggingConfig" in wanted:
        wanted = wanted | {"LoggingConfig": _logging(wanted["LoggingConfig"])}
    keep(_find(call.region, name, None), wanted)
    return _get_answer(call.region, answer)


def _check(wanted: Mapping[str, Any]) -> None:
    logging, vpc = wanted.get("LoggingConfig", {}), wanted.get("VpcConfig", {})
    if logging.get("LogFormat") != "JSON" and any(level in logging for level in _LEVELS):
        raise _refused("To use log levels, set the log format to JSON.")
    if wanted.get("FileSystemConfigs") and not vpc.get("SubnetIds"):
        raise _refused("Function must be configured to execute in a VPC to use a file system.")
    if wanted.get("SnapStart", {}).get("ApplyOn") == "PublishedVersions":
        _check_snap_start(wanted)


def _check_snap_start(wanted: Mapping[str, Any]) -> None:
    if wanted.get("Runtime") in _WITHOUT_SNAP_START:
        raise _refused(f"{wanted['Runtime']} is not supported for SnapStart enabled functions.")
    if wanted.get("FileSystemConfigs"):
        raise _refused("SnapStart does not support functions with a file system.")
    if wanted.get("EphemeralStorage", {}).get("Size", 512) > 512:
        raise _refused("SnapStart does not support ephemeral storage greater than 512 MB.")


def _logging(wanted: Mapping[str, str]) -> dict[str, str]:
    """Levels that nobody chose are INFO."""
    usual = dict.fromkeys(_LEVELS, "INFO") if wanted["LogFormat"] == "JSON" else {}
    return usual | dict(wanted)


def _get(call: Call) -> Reply:
    answer = call.forward()
    return _get_answer(call.region, answer) if answer.ok else answer


def _get_answer(region: Region, answer: Reply) -> Reply:
    content: Any = answer.json()
    _describe(region, content.get("Configuration", content))
    return reply(answer.status, content)


def _list(call: Call) -> Reply:
    answer = call.forward()
    if not answer.ok:
        return answer
    content: Any = answer.json()
    for version in content["Versions"]:
        _describe(call.region, version)
    return reply(answer.status, content)


def _describe(region: Region, configuration: dict[str, Any]) -> None:
    function = _find(region, configuration["FunctionName"], configuration["Version"])
    for key in KEYS:
        configuration.pop(key, None)  # moto has what the function was made with
    configuration.update({key: value for key, value in kept(function).items() if value})
    configuration["SnapStart"] = _snap_start(function, configuration["SnapStart"])


def _snap_start(function: "LambdaFunction", wanted: Mapping[str, str]) -> dict[str, str]:
    """With whether it is on, as it is for versions alone."""
    on = wanted["ApplyOn"] == "PublishedVersions" and str(function.version) != "$LATEST"
    return {**wanted, "OptimizationStatus": "On" if on else "Off"}


def _find(region: Region, name: str, version: str | None) -> "LambdaFunction":
    from moto.awslambda.models import lambda_backends

    return lambda_backends[region.account][region.name].get_function(name, version)


def _refused(text: str) -> ServiceError:
    return ServiceError(400, "InvalidParameterValueException", text)
