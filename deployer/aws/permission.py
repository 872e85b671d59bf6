"""Lambda: the statements of the alias's policy."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..plan.actual import Found
from ..resources.permission import PREFIX, Permission
from ..resources.ref import Attributes, text
from .absent import found, gone

if TYPE_CHECKING:
    from types_boto3_lambda.type_defs import AddPermissionRequestTypeDef

    from .session import Aws


def read(aws: "Aws", function: str, alias: str) -> Iterator[Found]:
    """The statements on the alias that carry our prefix; others are not ours to touch."""
    client = aws.lambda_
    answer = found(lambda: client.get_policy(FunctionName=function, Qualifier=alias))
    if answer is None:
        return
    arn = aws.place.function(function, alias)
    for statement in json.loads(answer["Policy"])["Statement"]:
        # Some emulators mix the policies of all qualifiers.
        if statement["Sid"].startswith(PREFIX) and statement["Resource"] == arn:
            yield Found(_permission(function, alias, statement))


def create(aws: "Aws", permission: Permission) -> Attributes:
    request: AddPermissionRequestTypeDef = {
        "FunctionName": permission.function,
        "Qualifier": permission.alias,
        "StatementId": permission.statement,
        "Action": permission.action,
        "Principal": permission.principal,
    }
    if permission.source is not None:
        request["SourceArn"] = text(permission.source)
    if permission.auth_type == "NONE":
        request["FunctionUrlAuthType"] = "NONE"
    if permission.via_url:
        request["InvokedViaFunctionUrl"] = True
    aws.lambda_.add_permission(**request)
    return {}


def delete(aws: "Aws", permission: Permission) -> None:
    client = aws.lambda_
    gone(
        lambda: client.remove_permission(
            FunctionName=permission.function,
            Qualifier=permission.alias,
            StatementId=permission.statement,
        )
    )


def _permission(function: str, alias: str, statement: dict[str, Any]) -> Permission:
    conditions = {
        key.lower(): value
        for operator in statement.get("Condition", {}).values()
        for key, value in operator.items()
    }
    return Permission(
        function,
        statement["Sid"],
        statement["Action"],
        _principal(statement["Principal"]),
        source=conditions.get("aws:sourcearn"),
        auth_type=conditions.get("lambda:functionurlauthtype"),
        via_url=str(conditions.get("lambda:invokedviafunctionurl")).lower() == "true",
        alias=alias,
    )


def _principal(value: str | dict[str, str]) -> str:
    """ "*" is answered as {"AWS": "*"} or as itself, a service as {"Service": …}."""
    return value if isinstance(value, str) else next(iter(value.values()))
