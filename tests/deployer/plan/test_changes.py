"""Differences in words."""

from dataclasses import replace

from lift.deployer.plan.changes import Change, changes
from lift.deployer.plan.difference import Opaque, Value
from lift.deployer.resources.function_url import FunctionUrl
from lift.deployer.resources.http_api import HttpApi
from lift.deployer.resources.log_group import LogGroup
from lift.deployer.resources.permission import Permission
from lift.deployer.resources.release import Release
from lift.deployer.resources.spec import Network, Spec

SPEC = Spec("c1", "R", "h.h", "python3.13", "x86_64", 512, 30, ("L1",), {"A": "1"})


def words(wanted: Spec, actual: Spec) -> list[str]:
    return [change.words for change in changes(wanted, actual)]


def test_equal_is_no_change() -> None:
    assert changes(SPEC, replace(SPEC)) == ()


def test_a_number_shows_both_values() -> None:
    assert words(replace(SPEC, memory_size=1024), SPEC) == ["memory_size 512 -> 1024"]


def test_a_digest_is_only_said_to_have_changed() -> None:
    assert words(replace(SPEC, code="c2", layers=()), SPEC) == ["code changed", "layers removed"]


def test_variables_are_named_and_their_values_are_not() -> None:
    wanted = replace(SPEC, environment={"A": "secret", "B": "secret"})
    actual = replace(SPEC, environment={"A": "other", "C": "secret"})
    assert words(wanted, actual) == ["environment: B added, A changed, C removed"]


def test_what_comes_or_goes_whole_is_said_so() -> None:
    network = Network(("s",), ("g",))
    assert words(replace(SPEC, network=network), SPEC) == ["network added"]
    assert words(SPEC, replace(SPEC, network=network)) == ["network removed"]


def test_nested_ones_know_where_they_are() -> None:
    wanted = Release("f", live=replace(SPEC, memory_size=1024), latest=SPEC)
    assert changes(wanted, Release("f", SPEC, SPEC)) == (
        Change("live.memory_size", Value(512, 1024)),
    )


def test_what_is_not_there_yet_can_have_words_of_its_own() -> None:
    wanted, found = Release("f", SPEC, SPEC), Release("f", None, SPEC)
    assert [change.words for change in changes(wanted, found)] == ["no release has passed yet"]


def test_tags_of_others_are_no_difference() -> None:
    wanted = LogGroup("g", 30, {"lift:stage": "p"})
    assert changes(wanted, LogGroup("g", 30, {"lift:stage": "p", "cost": "7"})) == ()
    assert [change.words for change in changes(wanted, LogGroup("g", None, {}))] == [
        "retention_days none -> 30",
        "tags: lift:stage added",
    ]


def test_what_lift_always_sets_to_the_same_was_changed_by_hand() -> None:
    url = FunctionUrl("f", invoke_mode="RESPONSE_STREAM")
    (change,) = changes(FunctionUrl("f"), url)
    assert change.words == "invoke_mode RESPONSE_STREAM -> BUFFERED (changed by hand)"
    assert change.document() == {
        "field": "invoke_mode",
        "old": "RESPONSE_STREAM",
        "new": "BUFFERED",
        "by_hand": True,
    }


def test_what_was_never_set_was_left_by_a_run_that_was_cut_short() -> None:
    (change,) = changes(HttpApi("a", "T", {}), HttpApi("a", "", {}))
    assert change.words == "target added"


def test_what_aws_cannot_change_is_fixed() -> None:
    wanted = Permission("f", "lift-x", "lambda:InvokeFunction", "*", source="a")
    (change,) = changes(wanted, replace(wanted, source="b"))
    assert change == Change("source", Opaque("changed"), fixed=True)
