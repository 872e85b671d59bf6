"""Requests that are served before the first visitor comes."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lift.adapter import Adapter
from lift.adapter.types import Environ, Receive, Scope, Send, StartResponse
from lift.warmers.warm_requests import ENOUGH, EVENT, PATIENCE, serve


class Application:
    """A WSGI application that remembers what it was asked, and answers by the path."""

    def __init__(self) -> None:
        self.asked: list[Environ] = []

    def __call__(self, environ: Environ, start_response: StartResponse) -> list[bytes]:
        self.asked.append(environ)
        match environ["PATH_INFO"]:
            case "/broken":
                raise ValueError("no database\nat all")
            case "/exit":
                raise SystemExit(1)
            case "/503" | "/404":
                start_response(f"{environ['PATH_INFO'][1:]} Sorry", [])
            case _:
                start_response("200 OK", [])
        return [b""]

    @property
    def paths(self) -> list[str]:
        return [environ["PATH_INFO"] for environ in self.asked]


@pytest.fixture(autouse=True)
def an_init(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is to be no older than a test, with a /tmp of its own."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("AWS_LAMBDA_LOG_STREAM_NAME", "2026/11/21/[7]abc")
    monkeypatch.setenv("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")
    monkeypatch.setenv("LIFT_HOSTS", "shop.example.org,abc.execute-api.eu-west-1.amazonaws.com")


def served(*requests: Any, age: Callable[[], float] = lambda: 0, **options: Any) -> Application:
    application = Application()
    serve(Adapter(application, **options), requests, age=age)
    return application


def test_each_is_answered_by_the_application_in_their_order() -> None:
    application = served("/", {"path": "/api/health", "method": "HEAD"}, "/a%20b?c=%20d")
    assert application.paths == ["/", "/api/health", "/a b"]
    assert [each["REQUEST_METHOD"] for each in application.asked] == ["GET", "HEAD", "GET"]
    assert application.asked[2]["QUERY_STRING"] == "c=%20d"


def test_it_comes_as_through_the_front_door() -> None:
    (environ,) = served("/").asked
    assert environ["HTTP_HOST"] == environ["SERVER_NAME"] == "shop.example.org"
    assert environ["wsgi.url_scheme"] == environ["HTTP_X_FORWARDED_PROTO"] == "https"
    assert environ["SERVER_PORT"] == "443"
    assert environ["REMOTE_ADDR"] == "127.0.0.1"


def test_it_is_told_apart_from_visitors() -> None:
    (environ,) = served("/").asked
    assert environ["HTTP_LIFT_WARM_REQUEST"] == "1"
    assert environ["HTTP_USER_AGENT"] == "lift"
    assert environ["aws.event"] == EVENT
    assert environ["aws.context"].aws_request_id == "warm-request"


def test_it_is_no_visitor_of_the_access_log(capsys: pytest.CaptureFixture[str]) -> None:
    served("/", access_log=True)
    assert not capsys.readouterr().out


def test_headers_come_beside_the_usual_ones_or_in_place_of_them() -> None:
    headers = {"Host": "other.example.org", "Accept": "text/html", "Cookie": "a=b"}
    (environ,) = served({"path": "/", "headers": headers}).asked
    assert environ["HTTP_HOST"] == "other.example.org"
    assert environ["HTTP_ACCEPT"] == "text/html"
    assert environ["HTTP_COOKIE"] == "a=b"


def test_base_path_and_a_rest_apis_stage_are_no_part_of_the_applications_path() -> None:
    application = Application()
    serve(Adapter(application, base_path="/shop"), ["/shop/cart", "/"], root_path="/live")
    found = [(each["SCRIPT_NAME"], each["PATH_INFO"]) for each in application.asked]
    assert found == [("/live/shop", "/cart"), ("/live", "/")]


def test_without_a_front_door_it_goes_to_localhost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LIFT_HOSTS")
    (environ,) = served("/").asked
    assert environ["HTTP_HOST"] == "localhost"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/broken", "warm request GET /broken failed: ValueError: no database"),
        ("/exit", "warm request GET /exit failed: SystemExit: 1"),
        ("/503?token=secret", "warm request GET /503 was answered 503"),
        ("/404", "warm request GET /404 was answered 404"),
    ],
)
def test_one_that_fails_is_logged_in_a_line_and_the_others_go_on(
    path: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert len(served(path, "/").asked) == 2
    (record,) = caplog.records
    assert record.getMessage() == said
    assert record.levelno == logging.WARNING
    assert record.exc_info is None


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers after its client has left, as endless streams do."""
    assert scope["state"] == {"started": True}
    await receive()
    await receive()
    await send({"type": "http.response.start", "status": 200})
    await send({"type": "http.response.body"})


async def with_lifespan(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] != "lifespan":
        return await echo(scope, receive, send)
    await receive()
    scope["state"]["started"] = True
    await send({"type": "lifespan.startup.complete"})
    await receive()
    return None


def test_asgi_is_asked_after_its_startup_and_waits_for_no_client_for_long(
    caplog: pytest.LogCaptureFixture,
) -> None:
    serve(Adapter(with_lifespan), ["/"])
    assert not caplog.records
    assert PATIENCE + ENOUGH < 10


def test_on_a_visitors_time_none_is_begun_after_six_seconds(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")
    ages = iter([1.0, ENOUGH + 0.1])
    assert served("/", "/second", age=lambda: next(ages)).paths == ["/"]
    (record,) = caplog.records
    assert record.getMessage() == "the start has taken 6 s: no further warm request is served"


@pytest.mark.parametrize("kind", ["snap-start", "provisioned-concurrency"])
def test_where_no_visitor_waits_all_are_served(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_LAMBDA_INITIALIZATION_TYPE", kind)
    assert served("/", "/second", age=lambda: 100).paths == ["/", "/second"]


def test_a_start_that_hung_in_them_does_not_hang_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")
    seen = []

    def hanging(environ: Environ, start_response: StartResponse) -> list[bytes]:
        seen.extend(os.listdir(tmp_path))
        start_response("200 OK", [])
        return [environ["REQUEST_METHOD"].encode()]

    serve(Adapter(hanging), ["/"], age=lambda: 0)
    assert seen == ["lift-warm-requests-2026-11-21-[7]abc"]
    assert not os.listdir(tmp_path)
    (tmp_path / seen[0]).touch()
    assert served("/").paths == []
    assert "did not outlive its warm requests" in caplog.text
