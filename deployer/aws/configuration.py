"""A ``Spec`` <-> the shapes of Lambda's API."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NotRequired, TypedDict, cast

from ..resources.ref import text
from ..resources.spec import Network, Spec

if TYPE_CHECKING:
    from types_boto3_lambda.literals import ArchitectureType, RuntimeType
    from types_boto3_lambda.type_defs import (
        EnvironmentTypeDef,
        FunctionConfigurationResponseTypeDef,
        FunctionConfigurationTypeDef,
        ImageConfigTypeDef,
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


def settings(name: str, spec: Spec) -> Settings:
    """Everything but the code, whole: what is not in ``spec`` goes away on AWS too."""
    settings: Settings = {
        "FunctionName": name,
        "Role": text(spec.role),
        "Timeout": spec.timeout_seconds,
        "MemorySize": spec.memory_size,
        "Environment": {"Variables": _variables(spec)},
        "VpcConfig": vpc(spec),
    }
    if spec.package == "image":
        settings["ImageConfig"] = {"Command": [spec.handler]}
    else:
        settings["Handler"] = spec.handler
        settings["Runtime"] = cast("RuntimeType", spec.runtime)
        settings["Layers"] = [text(layer) for layer in spec.layers]
    return settings


def _variables(spec: Spec) -> dict[str, str]:
    label = {LABEL: spec.label} if spec.label else {}
    return {name: text(value) for name, value in spec.environment.items()} | label


def vpc(spec: Spec) -> "VpcConfigTypeDef":
    network = spec.network or Network((), ())
    return {
        "SubnetIds": list(network.subnet_ids),
        "SecurityGroupIds": list(network.security_group_ids),
    }


def architectures(spec: Spec) -> "list[ArchitectureType]":
    return [cast("ArchitectureType", spec.architecture)]
