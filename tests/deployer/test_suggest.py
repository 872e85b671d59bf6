"""What a mistyped name was meant to be."""

from lift.deployer.suggest import did_you_mean, nearest


def test_a_close_name_is_proposed() -> None:
    assert did_you_mean("memory_sise", ["memory_size", "app"]) == 'did you mean "memory_size"?'


def test_where_none_is_close_all_are_named() -> None:
    assert did_you_mean("x", ["live", "dev"]) == "there is: dev, live"


def test_nothing_close_is_nothing() -> None:
    assert nearest("x", ["live"]) is None
