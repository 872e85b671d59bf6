"""What is worth knowing beside the steps."""

from dataclasses import replace

import pytest

from lift.deployer.plan.actual import Found
from lift.deployer.plan.notes import notes
from lift.deployer.resources.http_api import HttpApi
from lift.deployer.resources.release import Release
from lift.deployer.resources.role import Role
from lift.deployer.resources.spec import Spec

SPEC = Spec("c1", "R", "h.h", "python3.13", "x86_64", 512, 30, (), {})
API = HttpApi("shop", "T", {})


def test_a_function_that_may_run_longer_than_its_front_door_waits_is_worth_a_word() -> None:
    slow = replace(SPEC, timeout_seconds=60)
    (note,) = notes([API, Release("shop", slow, slow)], {})
    assert note.startswith("timeout_seconds is 60, and an HTTP API answers 503 after 30 s")


def test_one_that_does_not_is_not() -> None:
    slow = replace(SPEC, timeout_seconds=60)
    assert list(notes([API, Release("shop", SPEC, SPEC)], {})) == []
    assert list(notes([Release("shop", slow, slow)], {})) == []


def test_what_others_have_put_on_ours_is_named() -> None:
    role = Found(Role("shop", {}, {}, {}), beside=("managed policy A", "inline policy b"))
    assert list(notes([], {"role": role})) == [
        "not ours, left as it is: managed policy A (role shop)",
        "not ours, left as it is: inline policy b (role shop)",
    ]


def allowed(actions: object, resources: object, effect: str = "Allow") -> Role:
    statement = {"Effect": effect, "Action": actions, "Resource": resources}
    return Role("shop", {}, {"Statement": [statement]}, {})


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (allowed("*", "*"), "permissions allow * on every resource"),
        (allowed(["s3:*", "sqs:SendMessage"], ["*"]), "permissions allow s3:* on every resource"),
        (
            Role(
                "shop",
                {},
                {"Statement": [{"Effect": "Allow", "NotAction": "iam:*", "NotResource": "arn:x"}]},
                {},
            ),
            "permissions allow all but iam:* on every resource",
        ),
        (
            Role("shop", {}, {}, {}, ("arn:aws:iam::aws:policy/AdministratorAccess",)),
            "managed_policies: AdministratorAccess allows far more",
        ),
    ],
)
def test_rights_to_everything_are_worth_a_warning(role: Role, said: str) -> None:
    (note,) = notes([role], {})
    assert note.startswith(said)


@pytest.mark.parametrize(
    "role",
    [
        allowed("s3:*", "arn:aws:s3:::media/*"),
        allowed("ec2:DescribeSubnets", "*"),
        allowed("*", "*", effect="Deny"),
        Role("shop", {}, {}, {}, ("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",)),
    ],
)
def test_rights_that_name_what_they_are_for_are_not(role: Role) -> None:
    assert list(notes([role], {})) == []
