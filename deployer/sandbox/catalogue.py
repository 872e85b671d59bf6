"""The functions that the control plane (moto) has, as execution environments see them."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .function import Archive, Function, split_name
from .kept import kept
from .service_error import not_found

if TYPE_CHECKING:
    from moto.awslambda.models import LambdaFunction

_EMPTY_ZIP = b"PK\5\6" + bytes(18)


@dataclass(frozen=True)
class Region:
    """Where a call or a resource is at home."""

    account: str
    name: str

    def arn(self, function: str, qualifier: str | None = None) -> str:
        """The ARN of a function, with its qualifier if there is one."""
        arn = f"arn:aws:lambda:{self.name}:{self.account}:function:{function}"
        return f"{arn}:{qualifier}" if qualifier else arn


class Catalogue:
    """Reads moto's functions. ``chance`` (0 to 1) decides between an alias's two versions."""

    def __init__(self, chance: Callable[[], float] = random.random) -> None:
        self._chance = chance
        self._kept: dict[str, Archive] = {}

    def resolve(
        self, region: Region, name: str, qualifier: str | None = None
    ) -> tuple[Function, str]:
        """The version that ``name`` stands for now, and the ARN as invoked.

        Raises ``ServiceError`` when there is none.
        """
        name, qualifier = split_name(name, qualifier)
        arn = region.arn(name, qualifier)
        version = self._version(region, name, qualifier)
        found = self._find(region, name, version)
        if found is None:
            raise not_found(arn)
        layers = tuple(self._layer(region, layer["Arn"]) for layer in found.layers)
        return _function(found, region, layers), arn

    def exists(self, region: Region, name: str, qualifier: str | None = None) -> bool:
        return self._find(region, name, self._version(region, name, qualifier)) is not None

    def keep_layer(self, region: Region, layer: str, version: str) -> None:
        """The layer version is about to be deleted; functions that have it keep it."""
        name = split_name(layer.rpartition(":")[2])[0]
        arn = f"arn:aws:lambda:{region.name}:{region.account}:layer:{name}:{version}"
        self._kept[arn] = self._layer(region, arn)

    def _layer(self, region: Region, arn: str) -> Archive:
        from moto.awslambda.models import lambda_backends

        found = lambda_backends[region.account][region.name].layers_versions_by_arn(arn)
        if found is not None:
            return Archive(found.code_sha_256, found.code_bytes)
        return self._kept.get(arn, Archive(arn, _EMPTY_ZIP))

    def _version(self, region: Region, name: str, qualifier: str | None) -> str | None:
        """The version behind an alias; anything else as it is."""
        from moto.awslambda.models import lambda_backends
        from moto.core.exceptions import JsonRESTError

        if qualifier is None or qualifier == "$LATEST" or qualifier.isdigit():
            return qualifier
        try:
            alias = lambda_backends[region.account][region.name].get_alias(qualifier, name)
        except JsonRESTError:
            return qualifier
        drawn = self._chance()
        for version, weight in _weights(alias.routing_config):
            if drawn < weight:
                return version
            drawn -= weight
        return str(alias.function_version)

    def _find(self, region: Region, name: str, version: str | None) -> "LambdaFunction | None":
        from moto.awslambda.models import lambda_backends
        from moto.core.exceptions import JsonRESTError

        try:
            return lambda_backends[region.account][region.name].get_function(name, version)
        except JsonRESTError:
            return None


def _weights(routing: object) -> list[tuple[str, float]]:
    """The additional versions of an alias and their share, 0 to 1."""
    weights = routing.get("AdditionalVersionWeights") if isinstance(routing, dict) else None
    return [(str(version), float(weight)) for version, weight in (weights or {}).items()]


def _function(found: "LambdaFunction", region: Region, layers: tuple[Archive, ...]) -> Function:
    more = kept(found)
    logging = more["LoggingConfig"]
    return Function(
        arn=region.arn(found.function_name),
        account=region.account,
        region=region.name,
        name=found.function_name,
        version=str(found.version),
        handler=str(found.handler),
        runtime=str(found.run_time),
        memory=int(found.memory_size),
        timeout=int(found.timeout),
        environment=dict(found.environment_vars),
        code=Archive(found.code_sha_256, found.code_bytes),
        layers=layers,
        architecture=found.architectures[0],
        others=json.dumps(
            [found.role, found.vpc_config, [each["Arn"] for each in found.layers], more]
        ),
        log_format=logging["LogFormat"],
        log_level=logging.get("ApplicationLogLevel", ""),
        snap_start=more["SnapStart"]["ApplyOn"] == "PublishedVersions"
        and str(found.version) != "$LATEST",
    )
