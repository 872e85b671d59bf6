"""Resource policies: what AddPermission makes, and whom they let in."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from lift.deployer.sandbox.permissions import Caller, Permissions, arn_like
from lift.deployer.sandbox.service_error import ServiceError

from .aws import Aws

FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:f"
API = "arn:aws:execute-api:eu-west-1:123456789012:abc"
INVOKE = "lambda:InvokeFunction"
GATEWAY = Caller("apigateway.amazonaws.com", {"aws:sourcearn": f"{API}/$default/$default"})


def given(**wish: object) -> Permissions:
    permissions = Permissions()
    default = {"StatementId": "s", "Action": INVOKE, "Principal": "apigateway.amazonaws.com"}
    permissions.add(FUNCTION, default | wish)
    return permissions


@pytest.mark.parametrize(
    ("pattern", "arn", "fits"),
    [
        (f"{API}/*/$default", f"{API}/$default/$default", True),
        (f"{API}/*", f"{API}/$default/$default", True),
        (f"{API}/*/*", f"{API}/$default/$default", True),
        (f"{API}/*/*/*", f"{API}/$default/$default", False),
        (f"{API}/*/*/*", f"{API}/prod/GET/items", True),
        (f"{API}/prod/GET/item?", f"{API}/prod/GET/items", True),
        ("arn:aws:execute-api:*:*:abc/*", f"{API}/x", True),
        ("arn:aws:execute-api:*", f"{API}/x", False),
        ("*", f"{API}/x", False),
    ],
)
def test_arn_like(pattern: str, arn: str, fits: bool) -> None:
    assert arn_like(pattern, arn) is fits


@pytest.mark.parametrize(
    ("wish", "allowed"),
    [
        ({}, True),
        ({"SourceArn": f"{API}/*/$default"}, True),
        ({"SourceArn": f"{API}x/*/$default"}, False),
        ({"SourceAccount": "123456789012"}, False),  # the caller names none
        ({"Principal": "*"}, True),
        ({"Principal": "events.amazonaws.com"}, False),
        ({"Principal": "123456789012"}, False),
        ({"Action": "lambda:*"}, True),
        ({"Action": "lambda:GetFunction"}, False),
        ({"FunctionUrlAuthType": "NONE"}, False),
        ({"InvokedViaFunctionUrl": True}, False),
    ],
)
def test_whom_a_statement_lets_in(wish: dict[str, object], allowed: bool) -> None:
    assert given(**wish).allow(FUNCTION, INVOKE, GATEWAY) is allowed


def test_a_permission_for_a_function_does_not_cover_its_alias() -> None:
    permissions = given()
    assert permissions.allow(FUNCTION, INVOKE, GATEWAY)
    assert not permissions.allow(f"{FUNCTION}:live", INVOKE, GATEWAY)


def test_forgetting_a_function_forgets_its_qualifiers_and_no_neighbour() -> None:
    permissions = given()
    wish = {"StatementId": "s", "Action": INVOKE, "Principal": "*"}
    permissions.add(f"{FUNCTION}:live", wish)
    permissions.add(f"{FUNCTION}2", wish)
    permissions.forget(FUNCTION)
    allowed = [permissions.allow(FUNCTION + end, INVOKE, GATEWAY) for end in ("", ":live", "2")]
    assert allowed == [False, False, True]


def test_a_statement_id_is_used_once() -> None:
    permissions = given()
    with pytest.raises(ServiceError) as refused:
        permissions.add(FUNCTION, {"StatementId": "s", "Action": INVOKE, "Principal": "*"})
    assert refused.value.kind == "ResourceConflictException"


def test_each_qualifier_has_a_policy_of_its_own(aws: Aws) -> None:
    name = aws.function("")
    aws.live(name)
    for qualifier in ("", "live"):
        where: Any = {"Qualifier": qualifier} if qualifier else {}
        aws.lambda_.add_permission(
            FunctionName=name,
            StatementId=f"for-{qualifier or 'all'}",
            Action=INVOKE,
            Principal="events.amazonaws.com",
            SourceArn="arn:aws:events:eu-west-1:123456789012:rule/r",
            **where,
        )
    plain = json.loads(aws.lambda_.get_policy(FunctionName=name)["Policy"])
    alias = json.loads(aws.lambda_.get_policy(FunctionName=name, Qualifier="live")["Policy"])
    assert [s["Sid"] for s in plain["Statement"]] == ["for-all"]
    (statement,) = alias["Statement"]
    assert statement == {
        "Sid": "for-live",
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": INVOKE,
        "Resource": f"arn:aws:lambda:eu-west-1:123456789012:function:{name}:live",
        "Condition": {"ArnLike": {"AWS:SourceArn": "arn:aws:events:eu-west-1:123456789012:rule/r"}},
    }
    aws.lambda_.remove_permission(FunctionName=name, StatementId="for-live", Qualifier="live")
    for missing in ({"Qualifier": "live"}, {"Qualifier": "nothing"}, {"FunctionName": "nobody"}):
        with pytest.raises(ClientError) as gone:
            aws.lambda_.get_policy(**({"FunctionName": name} | missing))
        assert gone.value.response["Error"]["Code"] == "ResourceNotFoundException"
    with pytest.raises(ClientError):
        aws.lambda_.remove_permission(FunctionName=name, StatementId="for-live", Qualifier="live")


def test_an_alias_made_anew_has_no_old_permissions(aws: Aws) -> None:
    name = aws.function("")
    aws.live(name)
    aws.permit_api(name, "abc")
    aws.lambda_.delete_alias(FunctionName=name, Name="live")
    aws.live(name)
    with pytest.raises(ClientError):
        aws.lambda_.get_policy(FunctionName=name, Qualifier="live")
