"""Configurations: what the emulator drops of a function's when it is made or changed.

It is kept here, frozen with each version, and answered where the function is read. A file system
needs a VPC, and levels need JSON:
https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html
"""

from typing import Any

from botocore.exceptions import ClientError

from .call import Parameters, refusal
from .concern import Concern, after, before

DEFAULTS: dict[str, Any] = {
    "Architectures": ["x86_64"],
    "EphemeralStorage": {"Size": 512},
    "TracingConfig": {"Mode": "PassThrough"},
    "LoggingConfig": {"LogFormat": "Text"},
    "SnapStart": {"ApplyOn": "None"},
}
_KEPT = ("Architectures", "DeadLetterConfig", "FileSystemConfigs", "KMSKeyArn", *DEFAULTS)
_LEVELS = ("ApplicationLogLevel", "SystemLogLevel")


class Configurations(Concern):
    @before("lambda CreateFunction", "lambda UpdateFunctionConfiguration")
    def _check(self, params: Parameters) -> None:
        logging = params.get("LoggingConfig", {})
        if logging.get("LogFormat") != "JSON" and any(level in logging for level in _LEVELS):
            raise _refused("To use log levels, set the log format to JSON.")
        vpc = params.get("VpcConfig", {}).get("SubnetIds")
        if params.get("FileSystemConfigs") and not vpc:
            raise _refused("Function must be configured to execute in a VPC to use a file system.")

    @after("lambda CreateFunction", "lambda UpdateFunctionConfiguration")
    def _changed(self, params: Parameters, parsed: Any) -> None:
        kept = self.memory.function(params).configurations.get("$LATEST", DEFAULTS)
        written = {key: params[key] for key in _KEPT if key in params}
        self._keep(params, "$LATEST", {**kept, **written})
        self._describe(params, parsed)

    @after("lambda UpdateFunctionCode")
    def _code_changed(self, params: Parameters, parsed: Any) -> None:
        kept = self.memory.function(params).configurations.get("$LATEST")
        if kept and "Architectures" in params:
            self._keep(params, "$LATEST", {**kept, "Architectures": params["Architectures"]})
            self._describe(params, parsed)

    @after("lambda PublishVersion")
    def _published(self, params: Parameters, parsed: Any) -> None:
        configurations = self.memory.function(params).configurations
        configurations.setdefault(parsed["Version"], configurations["$LATEST"])
        self._describe(params, parsed)

    @after("lambda GetFunction", "lambda GetFunctionConfiguration")
    def _describe(self, params: Parameters, parsed: Any) -> None:
        configuration = parsed.get("Configuration", parsed)
        kept = self.memory.function(params).configurations.get(configuration["Version"])
        if kept is None:  # made before the rules were there
            return
        for key in _KEPT:
            configuration.pop(key, None)  # the emulator has what the function was made with
        configuration.update({key: value for key, value in kept.items() if value})

    @after("lambda ListVersionsByFunction")
    def _describe_all(self, params: Parameters, parsed: Any) -> None:
        for version in parsed["Versions"]:
            self._describe(params, version)

    def _keep(self, params: Parameters, version: str, configuration: dict[str, Any]) -> None:
        """Levels that nobody chose are INFO."""
        logging = configuration["LoggingConfig"]
        if logging["LogFormat"] == "JSON":
            logging = dict.fromkeys(_LEVELS, "INFO") | logging
        configuration = configuration | {"LoggingConfig": logging}
        self.memory.function(params).configurations[version] = configuration


def _refused(message: str) -> ClientError:
    return refusal("InvalidParameterValueException", message, "Lambda")
