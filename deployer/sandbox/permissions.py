"""Resource policies of functions, each qualifier's apart, evaluated as AWS would.

A permission given to a function does not cover its alias, and the other way round.
https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
"""

import json
import re
import threading
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NotRequired, TypedDict

from .service_error import ServiceError


class Statement(TypedDict):
    """One statement of a policy document."""

    Sid: str
    Effect: str
    Principal: object
    Action: str
    Resource: str
    Condition: NotRequired[dict[str, dict[str, object]]]


@dataclass(frozen=True)
class Caller:
    """Who wants to invoke, and what stands in the request's context.

    ``service`` like "apigateway.amazonaws.com"; "" is anybody. ``context`` holds the condition
    keys in lower case: "aws:sourcearn", "lambda:functionurlauthtype", …
    """

    service: str
    context: Mapping[str, str]


class Permissions:
    """The policies of every function in the sandbox, by ARN (with the qualifier, if any)."""

    def __init__(self) -> None:
        self._statements: dict[str, dict[str, Statement]] = {}
        self._revisions: dict[str, str] = {}
        self._lock = threading.Lock()

    def add(self, arn: str, wish: Mapping[str, object]) -> Statement:
        """What AddPermission with the parameters ``wish`` adds to the policy of ``arn``."""
        sid = str(wish.get("StatementId"))
        statement = _statement(arn, sid, wish)
        with self._lock:
            policy = self._statements.setdefault(arn, {})
            if sid in policy:
                raise ServiceError(
                    409,
                    "ResourceConflictException",
                    f"The statement id ({sid}) provided already exists. Please provide a new "
                    "statement id, or remove the existing statement.",
                )
            policy[sid] = statement
            self._revisions[arn] = str(uuid.uuid4())
        return statement

    def remove(self, arn: str, sid: str) -> None:
        with self._lock:
            if self._statements.get(arn, {}).pop(sid, None) is None:
                text = f"Statement {sid} is not found in resource policy."
                raise ServiceError(404, "ResourceNotFoundException", text)
            self._revisions[arn] = str(uuid.uuid4())

    def document(self, arn: str) -> dict[str, str]:
        """What GetPolicy answers for ``arn``."""
        with self._lock:
            statements = list(self._statements.get(arn, {}).values())
            if not statements:
                text = "The resource you requested does not exist."
                raise ServiceError(404, "ResourceNotFoundException", text)
            policy = {"Version": "2012-10-17", "Id": "default", "Statement": statements}
            return {"Policy": json.dumps(policy), "RevisionId": self._revisions[arn]}

    def forget(self, arn: str) -> None:
        """The function ``arn`` (without qualifier) is gone, or the qualifier in it."""
        with self._lock:
            for each in list(self._statements):
                if each == arn or each.startswith(arn + ":"):
                    del self._statements[each]

    def allow(self, arn: str, action: str, caller: Caller) -> bool:
        """Whether a statement of the policy of ``arn`` lets ``caller`` do ``action``."""
        with self._lock:
            statements = list(self._statements.get(arn, {}).values())
        return any(_grants(statement, action, caller) for statement in statements)


def _statement(arn: str, sid: str, wish: Mapping[str, object]) -> Statement:
    conditions: dict[str, dict[str, object]] = {}
    for parameter, operator, key in _CONDITIONS:
        if (value := wish.get(parameter)) is not None:
            text = str(value).lower() if isinstance(value, bool) else value
            conditions.setdefault(operator, {})[key] = text
    statement: Statement = {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": _principal(str(wish.get("Principal"))),
        "Action": str(wish.get("Action")),
        "Resource": arn,
    }
    if conditions:
        statement["Condition"] = conditions
    return statement


# AddPermission's parameter, and the condition it becomes.
_CONDITIONS = (
    ("SourceArn", "ArnLike", "AWS:SourceArn"),
    ("SourceAccount", "StringEquals", "AWS:SourceAccount"),
    ("PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"),
    ("EventSourceToken", "StringEquals", "lambda:EventSourceToken"),
    ("FunctionUrlAuthType", "StringEquals", "lambda:FunctionUrlAuthType"),
    ("InvokedViaFunctionUrl", "Bool", "lambda:InvokedViaFunctionUrl"),
)


def _principal(principal: str) -> object:
    if principal == "*":
        return "*"
    if principal.endswith((".amazonaws.com", ".amazonaws.com.cn")):
        return {"Service": principal}
    return {"AWS": f"arn:aws:iam::{principal}:root" if principal.isdigit() else principal}


def _grants(statement: Statement, action: str, caller: Caller) -> bool:
    if statement["Action"] not in (action, "lambda:*"):
        return False
    if statement["Principal"] not in ("*", {"Service": caller.service}):
        return False
    conditions = statement.get("Condition", {})
    return all(
        _holds(operator, str(wanted), caller.context.get(key.lower()))
        for operator, keys in conditions.items()
        for key, wanted in keys.items()
    )


def _holds(operator: str, wanted: str, actual: str | None) -> bool:
    if actual is None:
        return False
    return arn_like(wanted, actual) if operator == "ArnLike" else wanted == actual


def arn_like(pattern: str, arn: str) -> bool:
    """IAM's ArnLike: each of the six parts between colons by itself; ``*`` also spans slashes."""
    wanted, parts = pattern.split(":", 5), arn.split(":", 5)
    if len(wanted) != 6 or len(parts) != 6:
        return False
    return all(like(a, b) for a, b in zip(wanted, parts, strict=True))


def like(pattern: str, text: str) -> bool:
    """Whether ``text`` is like ``pattern``, where ``*`` and ``?`` stand for anything."""
    expression = "".join(
        {"*": ".*", "?": "."}.get(character, re.escape(character)) for character in pattern
    )
    return re.fullmatch(expression, text, re.DOTALL) is not None
