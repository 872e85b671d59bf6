"""Naming functions, and telling them apart."""

from dataclasses import replace

import pytest

from lift.deployer.sandbox.function import Archive, split_name

from .test_pool import FUNCTION


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("f", ("f", None)),
        ("f:live", ("f", "live")),
        ("f:$LATEST", ("f", "$LATEST")),
        ("123456789012:function:f", ("f", None)),
        ("123456789012:function:f:7", ("f", "7")),
        ("arn:aws:lambda:eu-west-1:123456789012:function:f", ("f", None)),
        ("arn:aws-cn:lambda:cn-north-1:123456789012:function:my_f-1:live", ("my_f-1", "live")),
        ("no such name", ("no such name", None)),
    ],
)
def test_split_name(name: str, wanted: tuple[str, str | None]) -> None:
    assert split_name(name) == wanted


def test_what_stands_in_the_name_wins() -> None:
    assert split_name("f:live", "7") == ("f", "live")
    assert split_name("f", "7") == ("f", "7")


def test_the_key_changes_with_all_that_an_environment_sees() -> None:
    keys = {
        FUNCTION.key,
        replace(FUNCTION, memory=256).key,
        replace(FUNCTION, timeout=4).key,
        replace(FUNCTION, handler="b.handler").key,
        replace(FUNCTION, runtime="python3.12").key,
        replace(FUNCTION, environment={"A": "1"}).key,
        replace(FUNCTION, code=Archive("another", b"")).key,
        replace(FUNCTION, layers=(Archive("layer", b""),)).key,
        replace(FUNCTION, version="1").key,
    }
    assert len(keys) == 9
    assert replace(FUNCTION, version="1").content == FUNCTION.content


def test_environment_variables_are_never_shown() -> None:
    assert "secret" not in repr(replace(FUNCTION, environment={"A": "secret"}))
