"""A ``Spec`` <-> the shapes of Lambda's API."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NotRequired, TypedDict, cast

from ..resources.ref import text
from ..resources.spec import Network, Spec
from ..settings.efs import Efs
from ..settings.log_levels import LogLevels
from ..settings.stage import LogFormat

if TYPE_CHECKING:
    from types_boto3_lambda.literals import (
        ApplicationLogLevelType,
        ArchitectureType,
        RuntimeType,
        SystemLogLevelType,
    )
    from types_boto3_lambda.type_defs import (
        DeadLetterConfigTypeDef,
        EnvironmentTypeDef,
        EphemeralStorageTypeDef,
        FileSystemConfigTypeDef,
        FunctionConfigurationResponseTypeDef,
        FunctionConfigurationTypeDef,
        ImageConfigTypeDef,
        LoggingConfigTypeDef,
        SnapStartTypeDef,
        TracingConfigTypeDef,
        VpcConfigTypeDef,
    )

    Configuration = FunctionConfigurationTypeDef | FunctionConfigurationResponseTypeDef

LABEL = "LIFT_RELEASE"


def spec(configuration: "Configuration", codes: Mapping[str, str]) -> Spec:
    """What ``configuration`` says. ``codes`` tells the digest for a CodeSha256, as far as known."""
    sha256 = configuration.get("CodeSha256", "")
    environment = dict((configuration.get("Environment") or {}).get("Variables", {}))
    label = environment.pop(LABEL, "")
    is_image = configuration.get("PackageType") == "Image"
    return Spec(
        code=codes.get(sha256, f"sha256:{sha256}"),
        role=configuration.get("Role", ""),
        handler=_command(configuration) if is_image else configuration.get("Handler", ""),
        runtime=configuration.get("Runtime", ""),
        architecture=configuration.get("Architectures", ["x86_64"])[0],
        memory_size=configuration.get("MemorySize", 128),
        timeout_seconds=configuration.get("Timeout", 3),
        layers=tuple(layer["Arn"] for layer in configuration.get("Layers") or []),
        environment=environment,
        network=_network(configuration),
        ephemeral_storage=configuration.get("EphemeralStorage", {}).get("Size", 512),
        dead_letter_arn=configuration.get("DeadLetterConfig", {}).get("TargetArn") or None,
        xray_tracing=configuration.get("TracingConfig", {}).get("Mode") == "Active",
        aws_kms_key_arn=configuration.get("KMSKeyArn") or None,
        efs=_efs(configuration),
        log_format=_log_format(configuration),
        log_levels=_log_levels(configuration),
        snap_start=is_snap_start(configuration),
        label=label,
        package="image" if is_image else "zip",
    )


def _command(configuration: "Configuration") -> str:
    """What the image is told to run: Lambda's runtime client takes the handler's name."""
    said = configuration.get("ImageConfigResponse", {}).get("ImageConfig", {})
    return " ".join(said.get("Command", []))


def _network(configuration: "Configuration") -> Network | None:
    """A function that has left its VPC still answers with empty lists."""
    vpc = configuration.get("VpcConfig") or {}
    subnets, groups = vpc.get("SubnetIds") or [], vpc.get("SecurityGroupIds") or []
    return Network(tuple(sorted(subnets)), tuple(sorted(groups))) if subnets else None


def _efs(configuration: "Configuration") -> Efs | None:
    """Lambda takes one file system at most."""
    for system in configuration.get("FileSystemConfigs", []):
        return Efs(system["Arn"], system["LocalMountPath"])
    return None


def _log_format(configuration: "Configuration") -> LogFormat:
    is_json = configuration.get("LoggingConfig", {}).get("LogFormat") == "JSON"
    return "json" if is_json else "text"


def _log_levels(configuration: "Configuration") -> LogLevels:
    """Those of text are not told, for there are none."""
    said, usual = configuration.get("LoggingConfig", {}), LogLevels()
    return LogLevels(
        said.get("ApplicationLogLevel", usual.application),
        said.get("SystemLogLevel", usual.system),
    )


def is_snap_start(configuration: "Configuration") -> bool:
    """Whether versions published of it start from a snapshot, or this one does."""
    return configuration.get("SnapStart", {}).get("ApplyOn") == "PublishedVersions"


class Settings(TypedDict):
    """What CreateFunction and UpdateFunctionConfiguration have in common."""

    FunctionName: str
    Role: str
    Handler: NotRequired[str]
    Runtime: NotRequired["RuntimeType"]
    Timeout: int
    MemorySize: int
    Layers: NotRequired[list[str]]
    ImageConfig: NotRequired["ImageConfigTypeDef"]
    Environment: "EnvironmentTypeDef"
    VpcConfig: NotRequired["VpcConfigTypeDef"]
    EphemeralStorage: "EphemeralStorageTypeDef"
    DeadLetterConfig: NotRequired["DeadLetterConfigTypeDef"]
    TracingConfig: "TracingConfigTypeDef"
    KMSKeyArn: NotRequired[str]
    FileSystemConfigs: NotRequired["list[FileSystemConfigTypeDef]"]
    LoggingConfig: "LoggingConfigTypeDef"
    SnapStart: NotRequired["SnapStartTypeDef"]


def settings(name: str, spec: Spec) -> Settings:
    """Everything but the code, whole: what is not in ``spec`` goes away on AWS too."""
    settings: Settings = {
        "FunctionName": name,
        "Role": text(spec.role),
        "Timeout": spec.timeout_seconds,
        "MemorySize": spec.memory_size,
        "Environment": {"Variables": _variables(spec)},
        "VpcConfig": vpc(spec),
        "EphemeralStorage": {"Size": spec.ephemeral_storage},
        "DeadLetterConfig": {"TargetArn": spec.dead_letter_arn or ""},
        "TracingConfig": {"Mode": "Active" if spec.xray_tracing else "PassThrough"},
        "KMSKeyArn": spec.aws_kms_key_arn or "",
        "FileSystemConfigs": _file_systems(spec),
        "LoggingConfig": _logging(spec),
        "SnapStart": {"ApplyOn": "PublishedVersions" if spec.snap_start else "None"},
    }
    if spec.package == "image":
        settings["ImageConfig"] = {"Command": [spec.handler]}
    else:
        settings["Handler"] = spec.handler
        settings["Runtime"] = cast("RuntimeType", spec.runtime)
        settings["Layers"] = [text(layer) for layer in spec.layers]
    return settings


def first_settings(name: str, spec: Spec) -> Settings:
    """``settings`` for a function that is made: what is not in ``spec`` is left out, as there is
    nothing that could go away."""
    made = settings(name, spec)
    if spec.network is None:
        del made["VpcConfig"]
    if not spec.dead_letter_arn:
        del made["DeadLetterConfig"]
    if not spec.aws_kms_key_arn:
        del made["KMSKeyArn"]
    if spec.efs is None:
        del made["FileSystemConfigs"]
    if not spec.snap_start:
        del made["SnapStart"]
    return made


def _variables(spec: Spec) -> dict[str, str]:
    label = {LABEL: spec.label} if spec.label else {}
    return {name: text(value) for name, value in spec.environment.items()} | label


def vpc(spec: Spec) -> "VpcConfigTypeDef":
    network = spec.network or Network((), ())
    return {
        "SubnetIds": list(network.subnet_ids),
        "SecurityGroupIds": list(network.security_group_ids),
    }


def _file_systems(spec: Spec) -> "list[FileSystemConfigTypeDef]":
    efs = spec.efs
    return [{"Arn": efs.access_point_arn, "LocalMountPath": efs.mount_path}] if efs else []


def _logging(spec: Spec) -> "LoggingConfigTypeDef":
    if spec.log_format == "text":
        return {"LogFormat": "Text"}
    return {
        "LogFormat": "JSON",
        "ApplicationLogLevel": cast("ApplicationLogLevelType", spec.log_levels.application),
        "SystemLogLevel": cast("SystemLogLevelType", spec.log_levels.system),
    }


def architectures(spec: Spec) -> "list[ArchitectureType]":
    return [cast("ArchitectureType", spec.architecture)]
