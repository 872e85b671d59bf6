"""The error tree is drawn once, and the drawing is true."""

import inspect
import re

from lift.deployer import errors
from lift.deployer.errors import LiftError

CLASSES = {
    name: member
    for name, member in vars(errors).items()
    if inspect.isclass(member) and issubclass(member, LiftError)
}


def _drawn() -> dict[str, str | None]:
    """Error -> the one it hangs under, as the docstring draws it."""
    parents: dict[str, str | None] = {}
    trail: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        if found := re.match(r"    ([│├└─ ]*)([A-Z]\w+)", line):
            depth = len(found[1]) // 4
            trail[depth:] = [found[2]]
            parents[found[2]] = trail[depth - 1] if depth else None
    return parents


def test_the_tree_is_drawn_as_it_is() -> None:
    actual = {
        name: next((base.__name__ for base in cls.__bases__ if base in CLASSES.values()), None)
        for name, cls in CLASSES.items()
    }
    assert _drawn() == actual


def test_usage_and_settings_end_with_2_and_all_else_with_1() -> None:
    codes = {name: cls.exit_code for name, cls in CLASSES.items()}
    assert {name for name, code in codes.items() if code == 2} == {"UsageError", "SettingsError"}
    assert set(codes.values()) == {1, 2}
