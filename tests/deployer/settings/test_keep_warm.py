"""How many environments may be kept warm beside the executions that are reserved."""

from pathlib import Path
from typing import Any

import pytest

from lift.deployer.errors import SettingsError
from lift.deployer.settings.keep_warm import check

FILE = Path("lift_settings.json")


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"keep_warm": True},
        {"keep_warm": True, "reserved_concurrency": 1},
        {"keep_warm": {"instances": 1}, "reserved_concurrency": 1},
        {"keep_warm": {"instances": 5}, "reserved_concurrency": 6},
        {"keep_warm": {"instances": 5}},
        {"keep_warm": False, "reserved_concurrency": 1},
    ],
)
def test_requests_have_room_beside_the_pings(values: dict[str, Any]) -> None:
    check(FILE, "live", values)


@pytest.mark.parametrize("reserved", [1, 4, 5])
def test_pings_that_take_all_that_is_reserved_are_refused(reserved: int) -> None:
    values = {"keep_warm": {"instances": 5}, "reserved_concurrency": reserved}
    with pytest.raises(SettingsError, match=r"live has .* 5 instances, .* requests") as caught:
        check(FILE, "live", values)
    assert caught.value.hint == (
        f'"reserved_concurrency" above 5, or fewer instances than {reserved}'
    )
