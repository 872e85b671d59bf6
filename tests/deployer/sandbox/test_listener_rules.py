"""Which of a listener's rules takes a request."""

from typing import Any

import pytest

from lift.deployer.gateway.request import Request
from lift.deployer.sandbox.listener_rules import NotEmulated, takes

REQUEST = Request("GET", "/users/1?x=/other", (("Host", "www.Example.com:8080"), ("X-A", "Blue")))


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ({"Field": "host-header", "Values": ["WWW.example.com"]}, True),
        ({"Field": "host-header", "Values": ["*.example.com"]}, True),
        ({"Field": "host-header", "Values": ["example.com", "other.com"]}, False),
        ({"Field": "host-header", "HostHeaderConfig": {"Values": ["www.*"]}}, True),
        ({"Field": "path-pattern", "Values": ["/users/*"]}, True),
        ({"Field": "path-pattern", "Values": ["/users/?"]}, True),
        ({"Field": "path-pattern", "Values": ["/USERS/*"]}, False),
        ({"Field": "path-pattern", "Values": ["*other"]}, False),
        ({"Field": "path-pattern", "PathPatternConfig": {"Values": ["/a", "/users/1"]}}, True),
        ({"Field": "http-request-method", "Values": ["POST", "GET"]}, True),
        ({"Field": "http-request-method", "Values": ["POST"]}, False),
        (
            {
                "Field": "http-header",
                "HttpHeaderConfig": {"HttpHeaderName": "x-a", "Values": ["bl*"]},
            },
            True,
        ),
    ],
)
def test_a_condition_holds_by_any_of_its_values(condition: dict[str, Any], holds: bool) -> None:
    assert takes([condition], REQUEST) == holds


def test_all_conditions_have_to_hold() -> None:
    path = {"Field": "path-pattern", "Values": ["*"]}
    host = {"Field": "host-header", "Values": ["other.com"]}
    assert takes([path], REQUEST)
    assert not takes([path, host], REQUEST)
    assert takes([], REQUEST)


def test_other_conditions_are_not_emulated() -> None:
    with pytest.raises(NotEmulated, match="source-ip"):
        takes([{"Field": "source-ip", "Values": ["0.0.0.0/0"]}], REQUEST)
