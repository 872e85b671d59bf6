"""Poetry's versions, by the examples of its documentation."""

import pytest

from lift.deployer.bundle.poetry_versions import specifier
from lift.deployer.errors import SettingsError


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("^1.2.3", ">=1.2.3,<2"),
        ("^1.2", ">=1.2,<2"),
        ("^1", ">=1,<2"),
        ("^0.2.3", ">=0.2.3,<0.3"),
        ("^0.0.3", ">=0.0.3,<0.0.4"),
        ("^0.0", ">=0.0,<0.1"),
        ("^0", ">=0,<1"),
        ("^1.2.3a1", ">=1.2.3a1,<2"),
        ("~1.2.3", ">=1.2.3,<1.3"),
        ("~1.2", ">=1.2,<1.3"),
        ("~1", ">=1,<2"),
        ("*", ""),
        ("1.*", "==1.*"),
        ("1.2.3", "==1.2.3"),
        ("==1.2.3", "==1.2.3"),
        (">=1.2,<1.5", ">=1.2,<1.5"),
        (">= 1.2 <1.5", ">=1.2,<1.5"),
        ("^1.2, !=1.3", ">=1.2,<2,!=1.3"),
        ("~=1.4.2", "~=1.4.2"),
    ],
)
def test_a_version_as_pep_440_has_it(written: str, meant: str) -> None:
    assert specifier(written) == meant


def test_several_ranges_need_a_lock() -> None:
    with pytest.raises(SettingsError) as caught:
        specifier("^1.2 || ^2")
    assert caught.value.hint.startswith("run poetry lock")
