"""What a REST API's deployments froze: its methods and settings as they were at that moment.

A stage serves a deployment; what changes in the API afterwards waits for the next one. moto's
deployments are numbers only.
https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html
"""

import copy
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moto.apigateway.models import RestAPI


@dataclass(frozen=True)
class Method:
    """``method`` ("ANY" or a verb) on ``resource`` ("/{proxy+}"); ``settings`` as GetMethod has
    them, the integration under "methodIntegration"."""

    resource: str
    method: str
    settings: Mapping[str, object]


@dataclass(frozen=True)
class Deployment:
    """``compression`` is minimumCompressionSize in bytes, or None."""

    methods: tuple[Method, ...]
    binary_types: tuple[str, ...]
    compression: int | None

    def find(self, verb: str, path: str) -> tuple[Method, dict[str, str]] | None:
        """The method that serves ``verb`` on ``path`` (without stage), and the path's parameters.

        A literal wins over a parameter, that over ``{proxy+}``, whatever their methods; then the
        verb wins over ANY.
        """
        for method in sorted(self.methods, key=_generality):
            parameters = _parameters(method.resource, path)
            if parameters is not None:
                return self._method(method.resource, verb, parameters)
        return None

    def _method(
        self, resource: str, verb: str, parameters: dict[str, str]
    ) -> tuple[Method, dict[str, str]] | None:
        there = {each.method: each for each in self.methods if each.resource == resource}
        method = there.get(verb) or there.get("ANY")
        return None if method is None else (method, parameters)


class RestDeployments:
    """All of them, by the ids of API and deployment."""

    def __init__(self) -> None:
        self._deployments: dict[tuple[str, str], Deployment] = {}
        self._lock = threading.Lock()

    def freeze(self, api: "RestAPI", deployment_id: str) -> None:
        """Keep ``api`` as it is now."""
        frozen = Deployment(
            methods=tuple(_methods(api)),
            binary_types=tuple(api.binaryMediaTypes),
            compression=api.minimum_compression_size,
        )
        with self._lock:
            self._deployments[api.id, deployment_id] = copy.deepcopy(frozen)

    def find(self, api_id: str, deployment_id: str) -> Deployment | None:
        with self._lock:
            return self._deployments.get((api_id, deployment_id))


def _methods(api: "RestAPI") -> list[Method]:
    return [
        Method(resource.get_path(), verb, method.to_json())
        for resource in api.resources.values()
        for verb, method in resource.resource_methods.items()
    ]


def _generality(method: Method) -> list[int]:
    """Sorts what is more particular first, segment by segment."""
    return [
        2 if segment.endswith("+}") else 1 if segment.startswith("{") else 0
        for segment in _segments(method.resource)
    ]


def _parameters(resource: str, path: str) -> dict[str, str] | None:
    """What ``path`` has in the place of the resource's parameters; None where it is another."""
    parameters: dict[str, str] = {}
    wanted, parts = _segments(resource), _segments(path)
    for index, segment in enumerate(wanted):
        rest = parts[index:]
        if segment.endswith("+}"):
            greedy = "/".join(rest)
            return {**parameters, segment[1:-2]: greedy} if greedy else None
        if not rest or (segment != rest[0] and not segment.startswith("{")):
            return None
        if segment.startswith("{"):
            parameters[segment[1:-1]] = rest[0]
    return parameters if len(wanted) == len(parts) else None


def _segments(path: str) -> list[str]:
    """A slash at the end makes no difference."""
    return path.removeprefix("/").removesuffix("/").split("/")
