"""Colour in texts."""

from lift.deployer.style import bold, green, plain


def test_a_style_is_put_in_and_taken_out() -> None:
    assert bold("x") == "\033[1mx\033[0m"
    assert plain(f"{bold('a')} {green('b')} c") == "a b c"
