"""What AWS keeps and the emulator does not."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from .call import Parameters, refusal
from .clock import FakeClock


def new_revision() -> str:
    return uuid.uuid4().hex


@dataclass
class FunctionMemory:
    revision: str = field(default_factory=new_revision)
    settles: float = 0.0
    changed: bool = True  # since the last publishing
    broken: str = ""  # why the last change failed
    last_version: str = ""
    configurations: dict[str, dict[str, Any]] = field(default_factory=dict)  # by version
    versions_settle: dict[str, float] = field(default_factory=dict)
    snapshots: dict[str, str] = field(default_factory=dict)  # by version: why there is none
    alias_revisions: dict[str, str] = field(default_factory=dict)
    policies: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


@dataclass
class Memory:
    """Shared by the concerns. ``plain`` is a Lambda client without the rules."""

    clock: FakeClock
    functions: dict[str, FunctionMemory] = field(default_factory=dict)
    roles: dict[str, float] = field(default_factory=dict)  # when each can be assumed
    parameters: dict[str, float] = field(default_factory=dict)  # when each was written
    unzipped: dict[str, int] = field(default_factory=dict)  # bytes, by function or layer version
    targets: dict[str, set[str]] = field(default_factory=dict)  # ids, by rule
    reserved: dict[str, int] = field(default_factory=dict)  # executions, by function
    provisioned: dict[tuple[str, str], Any] = field(default_factory=dict)  # by name, qualifier
    issued: dict[str, float] = field(default_factory=dict)  # when, by certificate
    freed: dict[str, float] = field(default_factory=dict)  # when no longer used, by certificate
    plain: Any = None

    def function(self, params: Parameters) -> FunctionMemory:
        return self.functions.setdefault(params["FunctionName"], FunctionMemory())

    def unsettled(self) -> list[str]:
        settle = dict(self.roles)
        for name, function in self.functions.items():
            settle[name] = function.settles
            settle |= {f"{name}:{v}": at for v, at in function.versions_settle.items()}
        settle |= {f"{name}:{q}": each.settles for (name, q), each in self.provisioned.items()}
        return sorted(name for name, at in settle.items() if self.clock.now() < at)

    def check_revision(self, params: Parameters, now: str, operation: str) -> None:
        if "RevisionId" in params and params["RevisionId"] != now:
            message = "The RevisionId provided does not match the latest RevisionId"
            raise refusal("PreconditionFailedException", message, operation, 412)

    def check_settled(self, params: Parameters, operation: str) -> None:
        if self.clock.now() < self.function(params).settles:
            message = f"The operation cannot be performed at this time. {operation}"
            raise refusal("ResourceConflictException", message, operation, 409)

    def arn(self, params: Parameters) -> str:
        """Of the function or its alias; raises when there is no such thing."""
        name, qualifier = params["FunctionName"], params.get("Qualifier")
        if qualifier:
            return str(self.plain.get_alias(FunctionName=name, Name=qualifier)["AliasArn"])
        return str(self.plain.get_function(FunctionName=name)["Configuration"]["FunctionArn"])
