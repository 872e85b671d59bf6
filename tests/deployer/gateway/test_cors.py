"""What a front door says to scripts of other sites."""

from typing import Any

import pytest

from lift.deployer.gateway import cors
from lift.deployer.gateway.request import Request
from lift.deployer.gateway.response import Response

SITE = "https://shop.example"
SETTINGS: dict[str, Any] = {
    "AllowOrigins": [SITE],
    "AllowMethods": ["GET", "POST"],
    "AllowHeaders": ["x-a"],
    "ExposeHeaders": ["x-total"],
    "AllowCredentials": True,
    "MaxAge": 600,
}


def asked(method: str = "GET", **headers: str) -> Request:
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Request(method, "/", pairs)


def test_a_preflight_asks_for_a_method_from_an_origin() -> None:
    assert cors.is_preflight(asked("OPTIONS", origin=SITE, access_control_request_method="PUT"))
    assert not cors.is_preflight(asked("OPTIONS", origin=SITE))
    assert not cors.is_preflight(asked("GET", origin=SITE, access_control_request_method="PUT"))


def test_a_preflight_is_told_what_may_be_sent() -> None:
    response = cors.preflight(asked("OPTIONS", origin=SITE), SETTINGS, 204)
    assert response == Response(
        204,
        (
            ("access-control-allow-origin", SITE),
            ("vary", "origin"),
            ("access-control-allow-credentials", "true"),
            ("access-control-allow-methods", "GET,POST"),
            ("access-control-allow-headers", "x-a"),
            ("access-control-max-age", "600"),
        ),
    )


def test_another_site_is_told_nothing() -> None:
    stranger = asked("OPTIONS", origin="https://evil.example")
    assert cors.preflight(stranger, SETTINGS, 204) == Response(204)
    assert cors.answered(stranger, Response(200), SETTINGS) == Response(200)


def test_the_doors_headers_take_the_place_of_the_applications() -> None:
    own = Response(200, (("x-a", "1"), ("Access-Control-Allow-Origin", "*")), b"body")
    headers = cors.answered(asked(origin=SITE), own, SETTINGS).headers
    assert headers == (
        ("x-a", "1"),
        ("access-control-allow-origin", SITE),
        ("vary", "origin"),
        ("access-control-allow-credentials", "true"),
        ("access-control-expose-headers", "x-total"),
    )


@pytest.mark.parametrize("settings", [{}, {"AllowOrigins": ["*"]}])
def test_without_settings_the_application_speaks_and_with_a_star_anybody_may(
    settings: dict[str, Any],
) -> None:
    own = Response(200, (("access-control-allow-origin", "https://own.example"),))
    headers = dict(cors.answered(asked(origin=SITE), own, settings).headers)
    meant = "*" if settings else "https://own.example"
    assert headers["access-control-allow-origin"] == meant
