"""Versions and aliases where moto differs from AWS.

PublishVersion   nothing changed since the last one: that one is the answer; a number is never
                 used twice, also after versions were deleted
DeleteFunction   a version that an alias points to: 409
UpdateAlias      a RevisionId that is no longer the alias's: 412
UpdateFunctionCode   its Architectures count, moto drops them
"""

import threading
import uuid
from typing import TYPE_CHECKING

from .catalogue import Catalogue, Region
from .control_plane import Call, Operation, Reply, reply
from .function import split_name
from .service_error import ServiceError, not_found

if TYPE_CHECKING:
    from moto.awslambda.models import LambdaBackend, LambdaFunction

_FUNCTION = r"/[^/]+/functions/(?P<name>[^/]+)"


class Versions:
    """The highest version number that each function ever had, and the operations."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._highest: dict[str, int] = {}
        self._lock = threading.Lock()

    def operations(self) -> list[Operation]:
        alias = _FUNCTION + r"/aliases/(?P<alias>[^/]+)"
        return [
            Operation("lambda", "POST", _FUNCTION + r"/versions/?", self.publish),
            Operation("lambda", "PUT", alias, self._update_alias),
            Operation("lambda", "PUT", _FUNCTION + r"/code", self._update_code),
        ]

    def publish(self, call: Call) -> Reply:
        name, _ = split_name(call.path["name"])
        if not self._catalogue.exists(call.region, name):
            raise not_found(call.region.arn(name))
        with self._lock:
            wanted = call.json()
            latest = _backend(call.region).get_function(name)
            _check_hash(wanted.get("CodeSha256"), str(latest.code_sha_256))
            published = self._published(call.region, name)
            if published is None:
                description = str(wanted.get("Description") or "")
                published = self._next(call.region, latest, description)
        return reply(201, published.get_configuration())

    def _update_alias(self, call: Call) -> Reply:
        name, _ = split_name(call.path["name"])
        if not self._catalogue.exists(call.region, name):
            raise not_found(call.region.arn(name))
        aliases = _backend(call.region).list_aliases(name)
        alias = next((each for each in aliases if each.name == call.path["alias"]), None)
        if alias is None:
            return call.forward()
        _check_revision(call.json().get("RevisionId"), alias.revision_id)
        answer = call.forward()
        if not answer.ok:
            return answer
        alias.revision_id = str(uuid.uuid4())
        return reply(200, alias.to_json())

    def _update_code(self, call: Call) -> Reply:
        answer = call.forward()
        architectures = call.json().get("Architectures")
        if not answer.ok or not isinstance(architectures, list):
            return answer
        name, _ = split_name(call.path["name"])
        latest = _backend(call.region).get_function(name)
        latest.architectures = architectures
        return reply(answer.status, latest.get_configuration())

    def check_deletable(self, region: Region, name: str, version: str) -> None:
        """Raise ``ServiceError`` when an alias points to the version; else remember its number."""
        aliases = [
            alias.name
            for alias in _backend(region).list_aliases(name)
            if version in (alias.function_version, *_additional(alias.routing_config))
        ]
        if aliases:
            raise ServiceError(
                409,
                "ResourceConflictException",
                f"Unable to delete version {version} because the following aliases reference it: "
                f"[{', '.join(aliases)}]",
            )
        with self._lock:
            self._note(region, name)

    def forget(self, arn: str) -> None:
        """The function is gone; one made anew starts from 1."""
        with self._lock:
            self._highest.pop(arn, None)

    def _published(self, region: Region, name: str) -> "LambdaFunction | None":
        """The last published version, if $LATEST has not changed since."""
        versions = _numbered(region, name)
        if not versions:
            return None
        latest, _ = self._catalogue.resolve(region, name)
        last, _ = self._catalogue.resolve(region, name, str(versions[-1].version))
        return versions[-1] if latest.content == last.content else None

    def _next(self, region: Region, latest: "LambdaFunction", description: str) -> "LambdaFunction":
        backend = _backend(region)
        number = self._note(region, latest.function_name) + 1
        latest.code_or_config_updated = True  # else moto answers with the last version
        published = backend.publish_version(latest.function_name, description)
        if published is None:
            raise not_found(region.arn(latest.function_name))
        if published.version != number:
            published.set_version(number)
            # moto has put it where the version of the number it counted was.
            versions = _numbered(region, latest.function_name)
            backend._lambdas._arns.update({each.function_arn: each for each in versions})
        self._highest[region.arn(latest.function_name)] = number
        return published

    def _note(self, region: Region, name: str) -> int:
        """The highest number until now."""
        arn = region.arn(name)
        numbers = [int(version.version) for version in _numbered(region, name)]
        self._highest[arn] = max([self._highest.get(arn, 0), *numbers])
        return self._highest[arn]


def _check_revision(wanted: object, actual: str) -> None:
    if wanted and wanted != actual:
        raise ServiceError(
            412,
            "PreconditionFailedException",
            "The Revision Id provided does not match the latest Revision Id. Call the "
            "GetFunction/GetAlias API to retrieve the latest Revision Id",
        )


def _backend(region: Region) -> "LambdaBackend":
    from moto.awslambda.models import lambda_backends

    return lambda_backends[region.account][region.name]


def _numbered(region: Region, name: str) -> "list[LambdaFunction]":
    """The published versions, oldest first."""
    every = _backend(region).list_versions_by_function(name)
    return [each for each in every if str(each.version).isdigit()]


def _additional(routing: object) -> list[str]:
    weights = routing.get("AdditionalVersionWeights") if isinstance(routing, dict) else None
    return list(weights or {})


def _check_hash(wanted: object, actual: str) -> None:
    if wanted and wanted != actual:
        raise ServiceError(
            400,
            "InvalidParameterValueException",
            f"CodeSHA256 ({wanted}) is different from current CodeSHA256 in $LATEST ({actual}). "
            "Please try again with the CodeSHA256 in $LATEST.",
        )
