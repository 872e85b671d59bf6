"""One statement of the alias's policy: who may invoke it."""

from dataclasses import dataclass, field
from typing import ClassVar

from . import rule
from .alias import LIVE
from .base import CONSTANT, FIXED, OPAQUE, Resource
from .door import KINDS
from .names import numbered_rule
from .ref import Ref, Text

PREFIX = "lift-"
_SET = {**FIXED, **CONSTANT}


@dataclass(frozen=True)
class Permission(Resource):
    """``statement`` is the statement's id: the same at each deployment, so that nothing piles up.

    ``source`` is the SourceArn; a public function URL has none, it has ``auth_type`` on one
    statement and ``via_url`` on the other (AWS, "Control access to Lambda function URLs").
    ``further`` are the keys of other conditions: lift sets none.
    """

    function: str
    statement: str
    action: str = field(metadata=_SET)
    principal: str = field(metadata=_SET)
    source: Text | None = field(metadata={**FIXED, **OPAQUE}, default=None)
    auth_type: str | None = field(metadata=_SET, default=None)
    via_url: bool = field(metadata=_SET, default=False)
    further: tuple[str, ...] = field(metadata=_SET, default=())
    alias: str = LIVE

    removable: ClassVar[bool] = True
    on_function: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return f"permission {self.statement}"

    @property
    def of_door(self) -> str:
        doors = (kind for kind in KINDS.values() if self.statement.startswith(PREFIX + kind))
        return next(doors, "")

    @property
    def title(self) -> str:
        return f"permission {self.statement} on {self.function}:{self.alias}"

    @property
    def after(self) -> tuple[str, ...]:
        # Nobody gets in before a release has passed.
        return ("release", "url")


def for_http_api(function: str) -> Permission:
    return Permission(
        function,
        f"{PREFIX}http-api",
        "lambda:InvokeFunction",
        "apigateway.amazonaws.com",
        source=Ref("http-api", "route_arn"),
    )


def for_rest_api(function: str) -> Permission:
    return Permission(
        function,
        f"{PREFIX}rest-api",
        "lambda:InvokeFunction",
        "apigateway.amazonaws.com",
        source=Ref("rest-api", "route_arn"),
    )


def for_target_group(function: str) -> Permission:
    return Permission(
        function,
        f"{PREFIX}target-group",
        "lambda:InvokeFunction",
        "elasticloadbalancing.amazonaws.com",
        source=Ref("target-group", "arn"),
    )


def for_rule(function: str, number: int) -> Permission:
    return Permission(
        function,
        numbered_rule(f"{PREFIX}keep-warm", number),
        "lambda:InvokeFunction",
        "events.amazonaws.com",
        source=Ref(rule.key(number), "arn"),
    )


def for_url(function: str) -> tuple[Permission, Permission]:
    """The two permissions that a public function URL needs."""
    return (
        Permission(function, f"{PREFIX}url", "lambda:InvokeFunctionUrl", "*", auth_type="NONE"),
        Permission(function, f"{PREFIX}url-invoke", "lambda:InvokeFunction", "*", via_url=True),
    )
