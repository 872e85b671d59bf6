"""The live version or the newest will do, when it is what is wanted."""

from dataclasses import replace

from lift.deployer.plan.reuse import reusable
from lift.deployer.resources.spec import Spec

A = Spec("a", "role", "handler", "python3.13", "x86_64", 512, 30, (), {})
B = replace(A, code="b")
C = replace(A, memory_size=1024)


def test_the_live_one_comes_first() -> None:
    assert reusable(A, {"1": A, "2": A}, "1") == "1"


def test_the_newest_will_do() -> None:
    assert reusable(B, {"1": A, "2": B}, "1") == "2"
    assert reusable(B, {"1": A, "2": B}, None) == "2"


def test_an_older_one_is_published_anew() -> None:
    assert reusable(A, {"1": A, "2": B, "3": C}, "2") is None


def test_without_versions_there_is_none() -> None:
    assert reusable(A, {}, None) is None
    assert reusable(A, {"2": B}, "1") is None  # the live one went away by hand
