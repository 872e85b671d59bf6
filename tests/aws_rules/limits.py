"""Lambda's and EventBridge's limits.

https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
"""

import io
import json
import zipfile
from typing import Any

from botocore.exceptions import ClientError

from .call import Parameters, refusal
from .concern import Concern, after, before

ZIP_IN_CALL = 50 * 1024 * 1024
UNZIPPED = 250 * 1024 * 1024
ENVIRONMENT = 4096
DESCRIPTION = 256
TARGETS = 5
LAYERS = 5
MEMORY = range(128, 10240 + 1)
TIMEOUT = range(1, 900 + 1)
RUNTIMES = ("python3.11", "python3.12", "python3.13", "python3.14")


class Limits(Concern):
    @before("lambda CreateFunction", "lambda UpdateFunctionConfiguration")
    def _configured(self, params: Parameters) -> None:
        if params.get("MemorySize", MEMORY[0]) not in MEMORY:
            raise _invalid(f"'memorySize' must be from {MEMORY[0]} to {MEMORY[-1]}")
        if params.get("Timeout", TIMEOUT[0]) not in TIMEOUT:
            raise _invalid(f"'timeout' must be from {TIMEOUT[0]} to {TIMEOUT[-1]}")
        if params.get("Runtime", RUNTIMES[0]) not in RUNTIMES:
            raise _refused(f"Value {params['Runtime']} at 'runtime' is not supported")
        if len(params.get("Layers", ())) > LAYERS:
            raise _refused("Cannot reference more than 5 layers.")
        variables = params.get("Environment", {}).get("Variables", {})
        if len(json.dumps(variables, separators=(",", ":"))) > ENVIRONMENT:
            raise _refused(
                "Lambda was unable to configure your environment variables because the environment "
                "variables you have provided exceeded the 4KB limit."
            )

    @before(
        "lambda CreateFunction", "lambda PublishVersion", "lambda PublishLayerVersion",
        "lambda CreateAlias", "lambda UpdateAlias",
    )  # fmt: skip
    def _described(self, params: Parameters) -> None:
        if len(params.get("Description", "")) > DESCRIPTION:
            raise _invalid(f"'description' must have at most {DESCRIPTION} characters")

    @before("lambda CreateFunction", "lambda UpdateFunctionCode", "lambda PublishLayerVersion")
    def _sent(self, params: Parameters) -> None:
        data = _zip(params)
        if len(data) > ZIP_IN_CALL:
            message = "Request must be smaller than 70167211 bytes"
            raise refusal("RequestEntityTooLargeException", message, "Lambda", 413)
        if data and _unzipped(data) > UNZIPPED:
            raise _refused("Unzipped size must be smaller than 262144000 bytes")

    @before("lambda CreateFunction", "lambda UpdateFunctionCode")
    def _fits(self, params: Parameters) -> None:
        if data := _zip(params):
            self._check_sum(_unzipped(data), params.get("Layers") or self._layers(params))

    @before("lambda UpdateFunctionConfiguration")
    def _still_fits(self, params: Parameters) -> None:
        code = self.memory.unzipped.get(params["FunctionName"], 0)
        self._check_sum(code, params.get("Layers", ()))

    @after("lambda PublishLayerVersion")
    def _layer_made(self, params: Parameters, parsed: Any) -> None:
        if data := _zip(params):
            self.memory.unzipped[parsed["LayerVersionArn"]] = _unzipped(data)

    @after("lambda CreateFunction", "lambda UpdateFunctionCode")
    def _code_sent(self, params: Parameters, parsed: Any) -> None:
        if data := _zip(params):
            self.memory.unzipped[params["FunctionName"]] = _unzipped(data)

    @before("events PutTargets")
    def _aimed(self, params: Parameters) -> None:
        there = self.memory.targets.setdefault(params["Rule"], set())
        wanted = there | {target["Id"] for target in params["Targets"]}
        if len(wanted) > TARGETS:
            message = "The requested resource exceeds the maximum number allowed."
            raise refusal("LimitExceededException", message, "PutTargets")
        self.memory.targets[params["Rule"]] = wanted

    @before("events RemoveTargets")
    def _unaimed(self, params: Parameters) -> None:
        self.memory.targets.get(params["Rule"], set()).difference_update(params["Ids"])

    def _layers(self, params: Parameters) -> list[str]:
        """Of the function as it is."""
        there = self.memory.plain.list_functions()["Functions"]
        return [
            layer["Arn"]
            for function in there
            if function["FunctionName"] == params["FunctionName"]
            for layer in function.get("Layers", ())
        ]

    def _check_sum(self, code: int, layers: Any) -> None:
        total = code + sum(self.memory.unzipped.get(layer, 0) for layer in layers)
        if total > UNZIPPED:
            raise _refused(
                "Function code combined with layers exceeds the maximum allowed size of 262144000 "
                f"bytes. The actual size is {total} bytes."
            )


def _zip(params: Parameters) -> bytes:
    """The archive that is in the call itself, if it is."""
    for holder in (params, params.get("Code", {}), params.get("Content", {})):
        if data := holder.get("ZipFile"):
            return bytes(data)
    return b""


def _unzipped(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(item.file_size for item in archive.infolist())


def _refused(message: str) -> ClientError:
    return refusal("InvalidParameterValueException", message, "Lambda")


def _invalid(message: str) -> ClientError:
    return refusal("ValidationException", f"1 validation error detected: {message}", "Lambda")
