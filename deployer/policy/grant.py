"""One row of the deployer's rights: what for, which actions, on which resources, when."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..resources.target import Target
from ..settings.stage import Stage

Resources = Callable[[Target], Sequence[str]]
"""The ARNs that a statement is limited to."""


def always(_stage: Stage) -> bool:
    return True


def everything(_target: Target) -> Sequence[str]:
    """For actions that know no resource, or that look for what has no name yet."""
    return ("*",)


@dataclass(frozen=True)
class Grant:
    """``sid`` tells what it is for. ``wanted`` says for which settings; what only reads or deletes
    is always wanted, since a deployment also looks for what the settings no longer name."""

    sid: str
    actions: tuple[str, ...]
    resources: Resources
    wanted: Callable[[Stage], bool] = always
    condition: Callable[[Target], Mapping[str, object]] | None = None

    def statement(self, target: Target) -> dict[str, object]:
        """As IAM takes it."""
        statement: dict[str, object] = {
            "Sid": self.sid,
            "Effect": "Allow",
            "Action": list(self.actions),
            "Resource": list(self.resources(target)),
        }
        return statement | ({"Condition": self.condition(target)} if self.condition else {})
