"""A REST API: what it is by itself, and what its one stage serves.

The API comes before the release, since the function must know its host. Methods and stage come
after it: nothing answers at the address before a release has passed.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import ClassVar

from .access import EVERYBODY, Access
from .api import Api
from .base import CONSTANT, OPAQUE, SUBSET, Resource
from .ref import Text
from .stage_options import StageOptions

STAGE = "live"
"""The stage's name, which the address ends in."""


@dataclass(frozen=True)
class RestApi(Api):
    """``endpoint`` is "REGIONAL", "EDGE" or "PRIVATE"; without a ``policy`` all may reach it."""

    name: str
    tags: Mapping[str, str] = field(metadata=SUBSET)
    endpoint: str = "REGIONAL"
    vpc_endpoint_ids: tuple[str, ...] = ()
    binary_types: tuple[str, ...] = ("*/*",)
    policy: Mapping[str, object] | None = field(metadata=OPAQUE, default=None)
    compression: int | None = None  # bytes from which on answers are in gzip
    identifier: str = field(compare=False, default="")
    further: bool = field(compare=False, default=False)

    kind: ClassVar[str] = "rest-api"
    words: ClassVar[str] = "REST API"


@dataclass(frozen=True)
class Method:
    """ANY on one path, which the function behind ``target``, an alias's ARN, answers.

    ``timeout`` is in milliseconds.
    """

    target: str = field(metadata={**OPAQUE, **CONSTANT})
    timeout: int
    access: Access = EVERYBODY
    api_key: bool = False  # whether a client needs one


@dataclass(frozen=True)
class RestStage(Resource):
    """Methods for every path, deployed to the stage; it goes with its API.

    A stage serves what was deployed, not what the API is by now: ``deployed`` is the digest of
    that, which the deployment's description carries.
    """

    name: str
    api: Text = field(compare=False)
    root: Method | None = field(metadata={"absent": "no method for /"})
    proxy: Method | None = field(metadata={"absent": "no method for the paths below /"})
    deployed: str = field(metadata={**OPAQUE, "absent": "nothing is deployed"})
    options: StageOptions
    tidy: bool = field(
        metadata={"absent": "a deployment or authorizer is left that nothing uses"}, default=True
    )

    @property
    def key(self) -> str:
        return "rest-stage"

    @property
    def of_door(self) -> str:
        return "rest-api"

    @property
    def title(self) -> str:
        return f"stage {STAGE} of REST API {self.name}"

    @property
    def after(self) -> tuple[str, ...]:
        return ("release", "permission lift-rest-api")


def policy(vpc_endpoint_ids: Sequence[str]) -> dict[str, object]:
    """Who may reach a private API: what comes through one of the VPC endpoints."""
    condition = {"StringEquals": {"aws:SourceVpce": list(vpc_endpoint_ids)}}
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "execute-api:Invoke",
        "Resource": "execute-api:/*",
        "Condition": condition,
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def digest(api: RestApi, method: Method) -> str:
    """Of all that has no effect before it is deployed."""
    made_of = asdict(method), api.endpoint, sorted(api.binary_types), api.policy, api.compression
    text = json.dumps(made_of, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:20]
