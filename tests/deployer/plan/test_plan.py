"""Desired and actual -> steps with reasons."""

from lift.deployer.plan.actual import Found
from lift.deployer.plan.plan import order, plan
from lift.deployer.plan.steps import Create, Delete, Keep, Replace, Update
from lift.deployer.resources.alias import Alias
from lift.deployer.resources.log_group import LogGroup
from lift.deployer.resources.permission import Permission
from lift.deployer.resources.ref import Ref
from lift.deployer.resources.role import Role
from lift.deployer.resources.rule import Rule

GROUP = LogGroup("g", 30, {})
ROLE = Role("r", {}, {}, {})
RULE = Rule("r", "rate(4 minutes)", {}, "T", "{}")
PERMISSION = Permission("f", "lift-keep-warm", "lambda:InvokeFunction", "e", Ref("rule", "arn"))


def found(*things: Found) -> dict[str, Found]:
    return {thing.resource.key: thing for thing in things}


def test_what_is_not_there_is_created() -> None:
    (step,) = plan([GROUP], {}).steps
    assert step == Create(GROUP, "it does not exist")


def test_what_is_right_is_kept() -> None:
    made = plan([GROUP], found(Found(GROUP)))
    assert made.steps == (Keep(GROUP, Found(GROUP)),)
    assert made.work == ()


def test_what_differs_is_updated_with_a_reason() -> None:
    actual = Found(LogGroup("g", 7, {}))
    (step,) = plan([GROUP], found(actual)).steps
    assert isinstance(step, Update)
    assert step.reason == "retention_days 7 -> 30"


def test_a_reference_is_compared_by_what_it_refers_to() -> None:
    rule = Found(RULE, {"arn": "R"})
    same = Found(Permission("f", "lift-keep-warm", "lambda:InvokeFunction", "e", "R"))
    other = Found(Permission("f", "lift-keep-warm", "lambda:InvokeFunction", "e", "old"))
    assert plan([RULE, PERMISSION], found(rule, same)).work == ()
    (step,) = plan([RULE, PERMISSION], found(rule, other)).work
    assert isinstance(step, Replace)
    assert step.reason == "source changed"


def test_what_is_unwanted_goes_last_and_backwards() -> None:
    actual = found(Found(RULE, {"arn": "R"}), Found(PERMISSION))
    steps = plan([GROUP], actual).steps
    assert [(type(step), step.resource.key) for step in steps] == [
        (Create, "log-group"),
        (Delete, "permission lift-keep-warm"),
        (Delete, "rule"),
    ]


def test_what_holds_state_is_never_deleted_by_a_plan() -> None:
    assert plan([], found(Found(GROUP), Found(ROLE), Found(Alias("f")))).steps == ()


def test_what_is_needed_comes_first() -> None:
    assert order([PERMISSION, ROLE, RULE, GROUP]) == [ROLE, RULE, GROUP, PERMISSION]


def test_a_step_needs_only_what_it_refers_to_or_comes_after() -> None:
    needs = plan([PERMISSION, ROLE, RULE], {}).needs
    assert needs == {PERMISSION.key: {"rule"}, "role": set(), "rule": set()}


def test_deletions_need_everything_else_and_one_another() -> None:
    actual = found(Found(RULE, {"arn": "R"}), Found(PERMISSION))
    needs = plan([GROUP], actual).needs
    assert needs == {
        "log-group": set(),
        PERMISSION.key: {"log-group"},
        "rule": {"log-group", PERMISSION.key},
    }


def test_a_part_of_a_plan_keeps_its_order() -> None:
    whole = plan([PERMISSION, ROLE, RULE], {})
    part = whole.only(lambda step: step.resource.key != "role")
    assert [step.resource.key for step in part.steps] == ["rule", "permission lift-keep-warm"]
