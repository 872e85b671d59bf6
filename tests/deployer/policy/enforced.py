"""A policy that stands between lift and the emulated AWS, which allows nothing else."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any

import boto3
from moto.iam.access_control import IAMPolicyStatement, PermissionResult

from ...aws_rules import refusal
from .asked import Asked, asked

Statement = Mapping[str, Any]


class Enforced:
    """``every`` is all that was asked, ``refused`` what was not allowed."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self.statements = list(statements)
        self.without = ""  # the name of the statement that is missing
        self.every: list[Asked] = []
        self.refused: list[Asked] = []

    def attach(self, session: boto3.Session) -> None:
        session.events.register("provide-client-params.*.*", self._ask)

    def _ask(self, params: Any, model: Any, **_: Any) -> None:
        for each in asked(model.service_model.service_name, model.name, params):
            self.every.append(each)
            rest = [given for given in self.statements if given["Sid"] != self.without]
            if not allowed(rest, each):
                self.refused.append(each)
                raise refusal("AccessDenied", _told(each), model.name, 403)


def allowed(statements: Iterable[Statement], what: Asked) -> bool:
    """By the emulator's own reading of actions and resources; conditions it knows too few of."""
    return any(
        _conditions(statement, what)
        and IAMPolicyStatement(
            {key: value for key, value in statement.items() if key != "Condition"}
        ).is_action_permitted(what.action, what.resource)
        is PermissionResult.PERMITTED
        for statement in statements
    )


def _conditions(statement: Statement, what: Asked) -> bool:
    """Every value must be one of those wanted: equality, likeness, and both for all values."""
    return all(
        any(fnmatchcase(value, each) for each in ([wanted] if isinstance(wanted, str) else wanted))
        for operator in statement.get("Condition", {}).values()
        for key, wanted in operator.items()
        for value in what.about.get(key, "").split(",")
    )


def _told(what: Asked) -> str:
    who = "User: arn:aws:iam::123456789012:user/ci"
    why = f"because no identity-based policy allows the {what.action} action"
    return f"{who} is not authorized to perform: {what.action} on resource: {what.resource} {why}"
