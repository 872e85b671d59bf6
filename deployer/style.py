"""Colour: put in where a text is made, taken out again where it is not shown at a terminal."""

import re

_CODES = re.compile(r"\033\[[0-9;]*m")


def bold(text: str) -> str:
    return styled(text, "1")


def dim(text: str) -> str:
    return styled(text, "2")


def red(text: str) -> str:
    return styled(text, "31")


def green(text: str) -> str:
    return styled(text, "32")


def yellow(text: str) -> str:
    return styled(text, "33")


def cyan(text: str) -> str:
    return styled(text, "36")


def styled(text: str, code: str) -> str:
    """``text`` in the style of an ANSI code, "31;1"."""
    return f"\033[{code}m{text}\033[0m"


def plain(text: str) -> str:
    """``text`` without any style."""
    return _CODES.sub("", text)
