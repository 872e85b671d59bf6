"""One line of JSON a request."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lift.adapter import Adapter
from lift.adapter.types import Application, Environ, Receive, Scope, Send, StartResponse

from . import forge
from .serving import Context


def application(environ: Environ, start_response: StartResponse) -> list[bytes]:
    if environ["PATH_INFO"].endswith("/broken"):
        raise ValueError
    start_response("201 Created", [("Content-Type", "text/plain"), ("Set-Cookie", "secret=1")])
    return ["é".encode()]


async def application_async(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["path"].endswith("/broken"):
        raise ValueError
    await send({"type": "http.response.start", "status": 201})
    await send({"type": "http.response.body", "body": "é".encode()})


BOTH = pytest.mark.parametrize("app", [application, application_async])


def lines_of(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def logged(app: Application) -> Adapter:
    options: dict[str, Any] = {} if app is application else {"lifespan": "off"}
    return Adapter(app, access_log=True, **options)


@BOTH
@pytest.mark.parametrize("door", forge.DOORS)
def test_each_request_is_a_line(
    app: Application, door: str, capsys: pytest.CaptureFixture[str]
) -> None:
    handler = logged(app)
    handler(forge.forge(door, "/a", method="POST"), Context())
    handler(forge.forge(door, "/b", method="HEAD"), Context())
    first, second = lines_of(capsys)
    assert first.pop("milliseconds") >= 0
    stage = "/prod" if door == "rest_api" else ""
    assert first == {
        "method": "POST",
        "path": f"{stage}/a",
        "status": 201,
        "bytes": 2,
        "requestId": "8f5a-request",
        "cold": True,
    }
    assert (second["path"], second["bytes"], second["cold"]) == (f"{stage}/b", 0, False)


@BOTH
def test_a_failing_application_has_its_500_in_the_log(
    app: Application, capsys: pytest.CaptureFixture[str]
) -> None:
    logged(app)(forge.http_api("/broken"), Context())
    (line,) = lines_of(capsys)
    assert (line["status"], line["bytes"]) == (500, len("Internal Server Error"))


def test_secrets_are_not_logged_and_a_path_stays_on_its_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    headers = [("authorization", "Bearer secret")]
    event = forge.function_url('/a%0Ab"', "token=secret", headers=headers, cookies=["a=secret"])
    logged(application)(event, None)
    output = capsys.readouterr().out
    assert "secret" not in output
    assert json.loads(output)["path"] == '/a\nb"'
    assert json.loads(output)["requestId"] == "-"
    assert output.count("\n") == 1


def test_an_environment_that_was_kept_warm_is_not_cold(capsys: pytest.CaptureFixture[str]) -> None:
    handler = logged(application)
    handler({"lift": "keep-warm"}, Context())
    assert "method" not in capsys.readouterr().out
    handler(forge.http_api(), Context())
    (line,) = lines_of(capsys)
    assert line["cold"] is False


def test_without_the_option_nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    Adapter(application)(forge.http_api(), Context())
    assert capsys.readouterr().out == ""
