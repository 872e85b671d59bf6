"""What is worth knowing beside the steps."""

from dataclasses import replace

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
