"""What the SDK raises, in one line."""

import pytest
from botocore.exceptions import (
    EndpointConnectionError,
    NoCredentialsError,
    ParamValidationError,
    ReadTimeoutError,
    SSOTokenLoadError,
)

from lift.deployer.aws.errors import doing, is_gone, is_overtaken, is_there
from lift.deployer.errors import AwsError, NoCredentials

from ...aws_rules import refusal


def told(error: Exception, secrets: tuple[str, ...] = ()) -> AwsError:
    with pytest.raises(AwsError) as caught, doing("create role x", secrets):
        raise error
    assert "\n" not in caught.value.message
    assert not caught.value.message.endswith(".")
    return caught.value


def test_a_refusal_says_what_was_being_done_and_what_aws_said() -> None:
    error = told(refusal("LimitExceeded", "Too many\n roles.", "CreateRole"))
    assert error.message == "create role x: LimitExceeded, Too many roles"


FORBIDDEN = "User: arn:aws:iam::1:user/ci is not authorized to perform: iam:PassRole on resource: "


def test_a_missing_right_is_named_with_its_resource_and_the_statement_to_add() -> None:
    role = "arn:aws:iam::1:role/shop"
    why = "because no identity-based policy allows the iam:PassRole action"
    error = told(refusal("AccessDeniedException", f"{FORBIDDEN}{role} {why}", "CreateFunction"))
    assert error.message == f"create role x: access denied, iam:PassRole on {role}"
    assert "`lift policy deployer`" in error.hint
    assert error.details == (
        'the statement to add: {"Effect": "Allow", "Action": "iam:PassRole", '
        f'"Resource": "{role}"}}'
    )


@pytest.mark.parametrize(
    ("why", "by"),
    [
        ("with an explicit deny in a service control policy", "service control policy"),
        ("with an explicit deny in an identity-based policy", "identity-based policy"),
        ("because no permissions boundary allows the iam:PassRole action", "permissions boundary"),
        ("because no service control policy allows the iam:X action", "service control policy"),
    ],
)
def test_what_another_policy_forbids_no_statement_helps_with(why: str, by: str) -> None:
    error = told(refusal("AccessDenied", f"{FORBIDDEN}arn:aws:iam::1:role/x {why}", "CreateRole"))
    assert "iam:PassRole on arn:aws:iam::1:role/x" in error.message
    assert error.hint.startswith(f"a{'n' * (by[0] == 'i')} {by} forbids it")
    assert error.details == ""


@pytest.mark.parametrize(
    ("operation", "action"),
    [
        ("UploadPart", "s3:PutObject"),
        ("HeadBucket", "s3:ListBucket"),
        ("Invoke", "lambda:InvokeFunction"),
        ("PutParameter", "ssm:PutParameter"),
    ],
)
def test_where_aws_names_no_action_the_call_tells_it(operation: str, action: str) -> None:
    error = told(refusal("AccessDenied", "Access Denied.", operation, 403))
    assert error.message == f"create role x: access denied, {action}: Access Denied"
    assert f'"Action": "{action}"' in error.details


def test_a_call_of_two_services_leaves_the_action_open() -> None:
    error = told(refusal("AccessDenied", "", "TagResource", 403))
    assert error.message == "create role x: access denied, TagResource"
    assert error.details == ""


def test_a_resource_that_is_no_arn_is_left_out() -> None:
    said = "You are not authorized to perform: ec2:DescribeSubnets because no policy allows it"
    error = told(refusal("UnauthorizedOperation", said, "DescribeSubnets", 403))
    assert error.message == "create role x: access denied, ec2:DescribeSubnets"
    assert '"Resource": "*"' in error.details


@pytest.mark.parametrize("code", ["ExpiredToken", "InvalidClientTokenId", "SignatureDoesNotMatch"])
def test_bad_credentials_are_told_apart(code: str) -> None:
    error = told(refusal(code, "bad", "GetCallerIdentity", 403))
    assert isinstance(error, NoCredentials)
    assert "AWS_PROFILE" in error.hint


@pytest.mark.parametrize("error", [NoCredentialsError(), SSOTokenLoadError(error_msg="expired")])
def test_no_credentials_are_told_apart(error: Exception) -> None:
    assert isinstance(told(error), NoCredentials)


@pytest.mark.parametrize(
    "error",
    [
        EndpointConnectionError(endpoint_url="http://127.0.0.1:9"),
        ReadTimeoutError(endpoint_url="http://127.0.0.1:9"),
    ],
)
def test_an_unreachable_aws_is_told_apart(error: Exception) -> None:
    made = told(error)
    assert "AWS cannot be reached" in made.message
    assert "http://127.0.0.1:9" in made.message
    assert "AWS_ENDPOINT_URL" in made.hint


def test_a_stale_revision_means_somebody_else() -> None:
    error = told(refusal("PreconditionFailedException", "stale", "UpdateAlias", 412))
    assert "somebody else" in error.message


def test_throttling_says_to_come_again() -> None:
    assert "again" in told(refusal("TooManyRequestsException", "slow", "Invoke", 429)).hint


def test_secrets_are_masked() -> None:
    said = "Value 'hush-hush' at 'environment' failed to satisfy constraint"
    error = told(refusal("ValidationException", said, "CreateFunction"), ("hush-hush", ""))
    assert "hush" not in error.message
    assert "***" in error.message


def test_a_value_the_sdk_refuses_is_not_shown() -> None:
    error = told(ParamValidationError(report="Invalid type for X, value: hush-hush"))
    assert "hush" not in error.message


def test_other_errors_pass() -> None:
    with pytest.raises(ZeroDivisionError), doing("divide"):
        raise ZeroDivisionError


def test_kinds() -> None:
    assert is_gone(refusal("NoSuchEntity", "", "GetRole"))
    assert is_there(refusal("EntityAlreadyExists", "", "CreateRole"))
    assert is_there(refusal("ResourceConflictException", "Function already exist: f", "Create"))
    assert not is_there(refusal("ResourceConflictException", "update is in progress", "Update"))
    assert is_overtaken(refusal("PreconditionFailedException", "", "UpdateAlias"))
