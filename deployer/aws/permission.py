"""Lambda: the statements of the policies on alias and function."""

import json
from typing import TYPE_CHECKING, Any

from ..plan.actual import Found
from ..resources.permission import PREFIX, Permission
from ..resources.ref import Attributes, text
from .absent import found, gone

if TYPE_CHECKING:
    from types_boto3_lambda.type_defs import (
        AddPermissionRequestTypeDef,
        GetPolicyResponseTypeDef,
    )

    from .session import Aws


Statement = dict[str, Any]


def read(aws: "Aws", function: str, alias: str) -> tuple[list[Found], list[str]]:
    """The statements on the alias that carry our prefix, and what others are called."""
    client = aws.lambda_
    answer = found(lambda: client.get_policy(FunctionName=function, Qualifier=alias))
    statements = _statements(answer, aws.place.function(function, alias))
    ours = [each for each in statements if each["Sid"].startswith(PREFIX)]
    others = [_title(each) for each in statements if each not in ours]
    return [Found(_permission(function, alias, each)) for each in ours], others


def on_function(aws: "Aws", function: str) -> list[str]:
    """What the statements on the function itself are called: lift makes none there."""
    client = aws.lambda_
    answer = found(lambda: client.get_policy(FunctionName=function))
    return [_title(each) for each in _statements(answer, aws.place.function(function))]


def _statements(answer: "GetPolicyResponseTypeDef | None", arn: str) -> list[Statement]:
    """Those on ``arn``: some emulators mix the policies of all qualifiers."""
    statements = json.loads(answer["Policy"])["Statement"] if answer else []
    return [each for each in statements if each["Resource"] == arn]


def _title(statement: Statement) -> str:
    return f"statement {statement['Sid']} for {_principal(statement['Principal'])}"


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


def _permission(function: str, alias: str, statement: Statement) -> Permission:
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
        source=conditions.pop("aws:sourcearn", None),
        auth_type=conditions.pop("lambda:functionurlauthtype", None),
        via_url=str(conditions.pop("lambda:invokedviafunctionurl", None)).lower() == "true",
        further=tuple(sorted(conditions)),
        alias=alias,
    )


def _principal(value: str | dict[str, str]) -> str:
    """ "*" is answered as {"AWS": "*"} or as itself, a service as {"Service": …}."""
    return value if isinstance(value, str) else next(iter(value.values()))
