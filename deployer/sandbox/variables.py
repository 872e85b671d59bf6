"""The environment variables of an execution environment, as Lambda sets them.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .function import Function

# Paths as on Lambda may stand in these, which a function's configuration may set.
_PATHS = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH")
CREDENTIALS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")


def _sandbox() -> Mapping[str, str]:
    return dict.fromkeys(CREDENTIALS, "sandbox")


@dataclass(frozen=True)
class Place:
    """Where an execution environment lives: its folders, its interpreter, its addresses.

    ``endpoint`` is what stands in for all of AWS, "" where nothing does.
    """

    task: Path
    opt: Path
    tmp: Path
    python: Path
    runtime_api: str
    endpoint: str
    log_stream: str
    initialization: str = "on-demand"
    credentials: Mapping[str, str] = field(default_factory=_sandbox, repr=False)


def variables(function: Function, place: Place) -> dict[str, str]:
    """All of them; what the function's configuration sets comes on top."""
    chosen = {
        name: _moved(value, place) if name in _PATHS else value
        for name, value in function.environment.items()
    }
    version = function.runtime.removeprefix("python")
    packages = f"{place.opt}/python/lib/python{version}/site-packages:{place.opt}/python"
    own_path = chosen.pop("PYTHONPATH", "")
    return {
        "PATH": f"{place.python.parent}:/usr/local/bin:/usr/bin:/bin:{place.opt}/bin",
        "LD_LIBRARY_PATH": f"{place.task}:{place.task}/lib:{place.opt}/lib",
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
        "TMPDIR": str(place.tmp),
        # The sandbox stands in for all of AWS, also for what the function itself calls.
        **({"AWS_ENDPOINT_URL": place.endpoint} if place.endpoint else {}),
        **chosen,
        **_reserved(function, place),
        # /var/task comes first by itself: it is the folder the runtime client is started in.
        "PYTHONPATH": f"{packages}:{own_path}" if own_path else packages,
    }


def _reserved(function: Function, place: Place) -> dict[str, str]:
    """What a function's configuration cannot set."""
    return {
        "_HANDLER": function.handler,
        "AWS_REGION": function.region,
        "AWS_DEFAULT_REGION": function.region,
        **place.credentials,
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{function.runtime}",
        "AWS_LAMBDA_FUNCTION_NAME": function.name,
        "AWS_LAMBDA_FUNCTION_VERSION": function.version,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory),
        "AWS_LAMBDA_INITIALIZATION_TYPE": (
            "snap-start" if function.snap_start else place.initialization
        ),
        "AWS_LAMBDA_LOG_FORMAT": function.log_format,
        **({"AWS_LAMBDA_LOG_LEVEL": function.log_level} if function.log_level else {}),
        "AWS_LAMBDA_LOG_GROUP_NAME": function.log_group,
        "AWS_LAMBDA_LOG_STREAM_NAME": place.log_stream,
        "AWS_LAMBDA_RUNTIME_API": place.runtime_api,
        "LAMBDA_TASK_ROOT": str(place.task),
        "LAMBDA_RUNTIME_DIR": str(place.python.parent.parent),
    }


def _moved(value: str, place: Place) -> str:
    return value.replace("/var/task", str(place.task)).replace("/opt", str(place.opt))
