"""``rest_api``: what it means, and what does not go together."""

from pathlib import Path
from typing import Any

import pytest

from lift.deployer.errors import SettingsError
from lift.deployer.settings.rest_api import RestApiSettings, check, rest_api

FILE = Path("lift_settings.json")


def test_what_is_left_out_has_its_default() -> None:
    assert rest_api({}) == RestApiSettings("regional", (), ("*/*",), 29)
    wanted = {"endpoint": "private", "vpc_endpoint_ids": ["vpce-1"], "timeout_seconds": 60}
    assert rest_api(wanted) == RestApiSettings("private", ("vpce-1",), ("*/*",), 60)


@pytest.mark.parametrize(
    ("values", "message", "hint"),
    [
        ({"rest_api": {}}, '"api" is "http"', '"api": "rest"'),
        ({"api": "url", "rest_api": {}}, '"api" is "url"', '"api": "rest"'),
        ({"api": "rest", "rest_api": {"endpoint": "private"}}, "nobody could reach", "vpce-"),
        (
            {"api": "rest", "rest_api": {"vpc_endpoint_ids": ["vpce-1"]}},
            'the endpoint of the REST API is "regional"',
            '"endpoint": "private"',
        ),
        (
            {"api": "rest", "rest_api": {"endpoint": "edge", "timeout_seconds": 30}},
            "waits 29 s at most, not 30",
            '"regional"',
        ),
    ],
)
def test_what_does_not_go_together_is_refused(
    values: dict[str, Any], message: str, hint: str
) -> None:
    with pytest.raises(SettingsError, match=message) as raised:
        check(FILE, "live", values)
    assert hint in str(raised.value.hint)


def test_what_goes_together_is_not() -> None:
    check(FILE, "live", {})
    check(FILE, "live", {"api": "rest"})
    check(FILE, "live", {"api": "rest", "rest_api": {"timeout_seconds": 300}})
