"""What a stage has at somebody's load balancer: a target group, and a rule of the listener.

The target group comes before the release, since the health check has its name. The rule comes
after it: nothing is sent to the function before a release has passed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .base import CONSTANT, FIXED, FREE, OPAQUE, SUBSET, Resource
from .ref import Text


@dataclass(frozen=True)
class TargetGroup(Resource):
    """For one function, which is no target before there is a rule.

    ``multi_value``: whether events have all values of a header. ``former`` marks that of the
    function of the other package.
    """

    name: str
    tags: Mapping[str, str] = field(metadata=SUBSET)
    multi_value: bool
    health_checks: bool = field(metadata=CONSTANT, default=False)  # they would be paid invocations
    arn: str = field(compare=False, default="")
    former: bool = field(compare=False, default=False)

    removable: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return "former target-group" if self.former else "target-group"

    @property
    def of_door(self) -> str:
        return "" if self.former else self.key

    @property
    def title(self) -> str:
        return f"target group {self.name}"


@dataclass(frozen=True)
class ListenerRule(Resource):
    """Leads requests for ``hosts`` and ``paths`` to the target group, and that to ``target``.

    ``target`` is the alias's ARN. ``conditions`` names those of other kinds: lift sets none.
    ``double`` marks one beside the one that serves.
    """

    name: str = field(compare=False)  # of the stage, for people
    tags: Mapping[str, str] = field(metadata=SUBSET)
    listener: str = field(metadata={**FIXED, **OPAQUE})
    group: Text = field(metadata=OPAQUE)
    target: str = field(metadata={**OPAQUE, "absent": "no function is registered"})
    hosts: tuple[str, ...]
    paths: tuple[str, ...]
    priority: int | None = field(metadata=FREE, default=None)
    conditions: tuple[str, ...] = field(metadata=CONSTANT, default=())
    arn: str = field(compare=False, default="")
    double: bool = field(compare=False, default=False)

    removable: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return f"listener-rule {self.arn}" if self.double else "listener-rule"

    @property
    def of_door(self) -> str:
        return "" if self.double else "target-group"

    @property
    def title(self) -> str:
        return f"listener rule of {self.name}{f' {self.arn}' if self.double else ''}"

    @property
    def after(self) -> tuple[str, ...]:
        # Without the permission AWS registers no function.
        return ("release", "permission lift-target-group")
