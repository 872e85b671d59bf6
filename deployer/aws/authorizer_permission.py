"""Lambda: the right of an API to ask the function that decides who may come in.

That function is somebody else's. What it gets is one statement in its policy, which carries the
API's id. Where it belongs to another account or region its owner gives that right: lift does not
look there.
"""

import json
from typing import TYPE_CHECKING, TypedDict

from .absent import found, gone, made

if TYPE_CHECKING:
    from .session import Aws


class _Function(TypedDict, total=False):
    FunctionName: str
    Qualifier: str


def permitted(aws: "Aws", api: str, function: str) -> bool:
    """Whether the function with the ARN ``function`` may be asked by the API with the id ``api``,
    or is not ours to see to."""
    if not _is_here(aws, function):
        return True
    client = aws.lambda_
    answer = found(lambda: client.get_policy(**_named(function)))
    statements = json.loads(answer["Policy"])["Statement"] if answer else []
    return any(each["Sid"] == _statement(api) for each in statements)


def permit(aws: "Aws", api: str, function: str) -> None:
    """Nothing when it is permitted already."""
    if not _is_here(aws, function):
        return
    client, source = aws.lambda_, aws.place.arn("execute-api", f"{api}/authorizers/*")
    made(
        lambda: client.add_permission(
            **_named(function),
            StatementId=_statement(api),
            Action="lambda:InvokeFunction",
            Principal="apigateway.amazonaws.com",
            SourceArn=source,
        )
    )


def forbid(aws: "Aws", api: str, function: str) -> None:
    """Nothing when it is gone, or the function is."""
    if not _is_here(aws, function):
        return
    client = aws.lambda_
    gone(lambda: client.remove_permission(**_named(function), StatementId=_statement(api)))


def _statement(api: str) -> str:
    return f"lift-authorizer-{api}"


def _is_here(aws: "Aws", function: str) -> bool:
    return function.startswith(aws.place.function(""))


def _named(function: str) -> _Function:
    """arn:aws:lambda:eu-west-1:123456789012:function:gate, or with a qualifier behind it."""
    name, _, qualifier = function.split(":", 6)[6].partition(":")
    return {"FunctionName": name, "Qualifier": qualifier} if qualifier else {"FunctionName": name}
