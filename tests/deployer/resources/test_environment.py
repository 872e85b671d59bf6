"""The size of the environment is checked beforehand."""

import pytest

from lift.deployer.errors import SettingsError
from lift.deployer.resources.environment import check_size


def test_what_fits_is_fine() -> None:
    check_size({})
    check_size({"A": "x" * 3700})


def test_too_much_names_the_largest_and_shows_no_value() -> None:
    with pytest.raises(SettingsError, match="the largest is KEY") as caught:
        check_size({"KEY": "secret" * 700, "B": "x"})
    assert "secret" not in caught.value.message


def test_bytes_count_not_characters() -> None:
    with pytest.raises(SettingsError):
        check_size({"A": "ä" * 2000})
