"""The function's rights: set, changed and taken back, and never too few for what runs."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.engine.undeploy import undeploy
from lift.deployer.errors import AwsError, SettingsError

from ..aws_rules import refusal
from .bench import ACCOUNT, FUNCTION, REGION, Bench, bench

ROLE = f"{FUNCTION}-{REGION}"
READ: Any = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::media/*"}
SEND: Any = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:::mails"}
FORBID: Any = {"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*"}


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path, api="none") as made:
        yield made


def added(stage: Bench) -> list[Any]:
    """The statements of the role's policy beyond lift's own, which is the log."""
    policy = stage.client("iam").get_role_policy(RoleName=ROLE, PolicyName="lift")
    statements: list[Any] = policy["PolicyDocument"]["Statement"]
    return statements[1:]


def attached(stage: Bench) -> set[str]:
    found = stage.client("iam").list_attached_role_policies(RoleName=ROLE)
    return {policy["PolicyName"] for policy in found["AttachedPolicies"]}


def boundary(stage: Bench) -> str | None:
    role = stage.client("iam").get_role(RoleName=ROLE)["Role"]
    found: str | None = role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
    return found


def managed(stage: Bench, name: str) -> str:
    document = json.dumps({"Version": "2012-10-17", "Statement": [READ]})
    made = stage.client("iam").create_policy(PolicyName=name, PolicyDocument=document)
    return str(made["Policy"]["Arn"])


def own_role(stage: Bench, service: str = "lambda.amazonaws.com") -> str:
    trust = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    iam = stage.client("iam")
    return str(iam.create_role(RoleName="own", AssumeRolePolicyDocument=document)["Role"]["Arn"])


def test_permissions_are_given_changed_and_taken_back(stage: Bench) -> None:
    stage.deploy(permissions=(READ,))
    assert added(stage) == [READ]
    stage.deploy(permissions=(SEND, FORBID))
    assert added(stage) == [SEND, FORBID]
    stage.deploy(permissions=())
    assert added(stage) == []
    assert stage.preview().plan.work == ()


def test_managed_policies_are_attached_changed_and_detached(stage: Bench) -> None:
    one, two = managed(stage, "one"), managed(stage, "two")
    stage.deploy(managed_policies=(one,))
    assert attached(stage) == {"one"}
    (step,) = stage.preview(managed_policies=(two,)).plan.work
    assert step.reason == f"managed_policies: {two} added, {one} removed"
    stage.deploy()
    assert attached(stage) == {"two"}
    stage.deploy(managed_policies=())
    assert attached(stage) == set()
    assert stage.preview().plan.work == ()


def test_managed_policies_of_others_stay_and_are_named(stage: Bench) -> None:
    stage.deploy(managed_policies=(managed(stage, "ours"),))
    theirs = managed(stage, "theirs")
    stage.client("iam").attach_role_policy(RoleName=ROLE, PolicyArn=theirs)
    assert stage.preview().plan.notes == (
        f"not ours, left as it is: managed policy theirs (role {ROLE})",
    )
    stage.deploy(managed_policies=())
    assert attached(stage) == {"theirs"}


def test_a_managed_policy_that_somebody_detached_is_attached_again(stage: Bench) -> None:
    ours = managed(stage, "ours")
    stage.deploy(managed_policies=(ours,))
    stage.client("iam").detach_role_policy(RoleName=ROLE, PolicyArn=ours)
    stage.deploy()
    assert attached(stage) == {"ours"}
    assert stage.preview().plan.work == ()


@pytest.mark.parametrize("operation", ["AttachRolePolicy", "DetachRolePolicy", "TagRole"])
@pytest.mark.parametrize("after", [False, True])
def test_what_is_attached_is_put_right_after_a_run_that_was_cut_short(
    stage: Bench, operation: str, after: bool
) -> None:
    one, two = managed(stage, "one"), managed(stage, "two")
    stage.deploy(managed_policies=(one,))
    cut = refusal("InvalidInput", "cut short", operation)
    stage.rules.fail(operation, cut, after=after)
    with pytest.raises(AwsError):
        stage.deploy(managed_policies=(two,))
    stage.deploy(managed_policies=())
    assert attached(stage) == set()
    assert stage.preview().plan.work == ()


def test_a_boundary_is_set_changed_and_removed(stage: Bench) -> None:
    one, two = managed(stage, "one"), managed(stage, "two")
    stage.deploy(permissions_boundary=one)
    assert boundary(stage) == one
    stage.deploy(permissions_boundary=two)
    assert boundary(stage) == two
    stage.deploy(permissions_boundary=None)
    assert boundary(stage) is None


def test_rights_grow_before_a_release_is_live_and_shrink_after_it(stage: Bench) -> None:
    stage.deploy(permissions=(READ,), managed_policies=(managed(stage, "one"),))
    stage.code = "v2"
    stage.deploy(permissions=(SEND,), managed_policies=(managed(stage, "two"),))
    names = [call.operation for call in stage.rules.calls]
    live = names.index("UpdateAlias")
    puts = [index for index, name in enumerate(names) if name == "PutRolePolicy"]
    assert names.index("AttachRolePolicy") < live < names.index("DetachRolePolicy")
    assert [index < live for index in puts] == [True, False]
    between = json.loads(stage.rules.calls[puts[0]].parameters["PolicyDocument"])["Statement"]
    assert between[1:] == [SEND, READ]
    assert added(stage) == [SEND]


def test_what_forbids_holds_at_once(stage: Bench) -> None:
    stage.deploy(permissions=(READ,))
    stage.code = "v2"
    stage.deploy(permissions=(READ, FORBID))
    names = [call.operation for call in stage.rules.calls]
    assert names.index("PutRolePolicy") < names.index("UpdateAlias")


def test_rights_that_do_not_fit_beside_the_former_ones_take_their_place_at_once(
    stage: Bench,
) -> None:
    large = {**READ, "Resource": [f"arn:aws:s3:::bucket-{number}" for number in range(250)]}
    stage.deploy(permissions=(large,))
    stage.code = "v2"
    large = {**large, "Action": "s3:PutObject"}
    stage.deploy(permissions=(large,))
    assert added(stage) == [large]


def test_permissions_that_no_role_has_room_for_are_refused(stage: Bench) -> None:
    large = {**READ, "Resource": [f"arn:aws:s3:::bucket-{number}" for number in range(500)]}
    with pytest.raises(SettingsError, match="a role has room for 8,240") as caught:
        stage.deploy(permissions=(large,))
    assert "managed_policies" in caught.value.hint
    assert not any(call.writes for call in stage.rules.calls)


def test_a_role_of_ones_own_is_given_to_the_function_and_left_as_it_is(stage: Bench) -> None:
    arn = own_role(stage)
    stage.deploy(role_arn=arn)
    assert stage.configuration("live")["Role"] == arn
    assert not any("Role" in call.operation for call in stage.rules.calls if call.writes)
    assert [role["RoleName"] for role in stage.client("iam").list_roles()["Roles"]] == ["own"]


def test_lifts_role_stays_while_a_kept_version_runs_under_it(stage: Bench) -> None:
    stage.deploy()
    stage.deploy(role_arn=own_role(stage), keep_releases=1)
    assert stage.client("iam").get_role(RoleName=ROLE)
    stage.code = "v2"
    stage.deploy()
    names = {role["RoleName"] for role in stage.client("iam").list_roles()["Roles"]}
    assert names == {"own"}


def test_back_from_a_role_of_ones_own_lift_makes_one_again(stage: Bench) -> None:
    stage.deploy(role_arn=own_role(stage))
    stage.deploy(role_arn=None)
    assert stage.configuration("live")["Role"].endswith(f":role/{ROLE}")
    assert stage.client("iam").get_role(RoleName="own")


@pytest.mark.parametrize(
    ("arn", "message"),
    [
        (f"arn:aws:iam::{ACCOUNT}:role/none", "there is no role"),
        ("arn:aws:iam::999999999999:role/own", f"is not of the account {ACCOUNT}"),
        (f"arn:aws:iam::{ACCOUNT}:role/elsewhere/own", "there is no role"),
    ],
)
def test_a_role_that_is_not_there_is_refused(stage: Bench, arn: str, message: str) -> None:
    own_role(stage)
    with pytest.raises(SettingsError, match=message):
        stage.deploy(role_arn=arn)
    assert not any(call.writes for call in stage.rules.calls)


def test_a_role_that_lambda_may_not_take_on_is_refused(stage: Bench) -> None:
    arn = own_role(stage, service="ec2.amazonaws.com")
    with pytest.raises(SettingsError, match="Lambda may not take on"):
        stage.deploy(role_arn=arn)


def test_a_role_that_may_not_be_looked_at_is_left_to_lambda_to_check(stage: Bench) -> None:
    arn = own_role(stage)

    def deny(params: Any, **_: Any) -> None:
        if params["body"]["RoleName"] == "own":
            raise refusal("AccessDenied", "", "GetRole")

    stage.connect().session.events.register("before-call.iam.GetRole", deny)
    stage.deploy(role_arn=arn)
    assert stage.configuration("live")["Role"] == arn


def test_undeploying_leaves_a_role_of_ones_own(stage: Bench) -> None:
    stage.deploy(role_arn=own_role(stage))
    done = undeploy(stage.connect(), stage.ui, yes=True)
    assert done.kept == ("role own (not ours)",)
    assert stage.client("iam").get_role(RoleName="own")
