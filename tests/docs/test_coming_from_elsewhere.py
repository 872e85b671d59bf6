"""docs/coming-from-elsewhere.md: its options exist, and what it says of others is so.

Zappa's handler is not installed here: what the page says of it was seen by hand.
"""

from __future__ import annotations

import ast
import asyncio
import inspect
import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import apig_wsgi
import mangum
import pytest
import serverless_wsgi

from lift.adapter import Adapter
from lift.adapter.types import Environ, Receive, Scope, Send, StartResponse
from tests.adapter import forge
from tests.adapter.serving import body_of

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "coming-from-elsewhere.md").read_text(encoding="utf-8")
OPTIONS = {
    parameter.name
    for parameter in inspect.signature(Adapter).parameters.values()
    if parameter.kind is parameter.KEYWORD_ONLY
}
ROWS = re.findall(r"^\| (.+?) \| (.+?) \| .+ \|$", PAGE, flags=re.MULTILINE)
EXAMPLES = re.findall(r"^```python\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture(autouse=True)
def _current_loop() -> Iterator[None]:
    """Mangum asks for the current event loop, and there has to be one."""
    with asyncio.Runner() as runner:
        asyncio.set_event_loop(runner.get_loop())
        yield
        asyncio.set_event_loop(None)


def test_every_option_of_lift_named_on_the_page_exists() -> None:
    named = {option for _, lift in ROWS for option in re.findall(r"`(\w+)=", lift)}
    assert named <= OPTIONS
    assert len(named) > 6


def test_the_examples_use_options_that_exist() -> None:
    calls = [
        node
        for example in EXAMPLES
        for node in ast.walk(ast.parse(example))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Adapter"
    ]
    assert len(calls) == 4
    assert {keyword.arg for call in calls for keyword in call.keywords} <= OPTIONS


@pytest.mark.parametrize(
    "function", [mangum.Mangum, apig_wsgi.make_lambda_handler, serverless_wsgi.handle_request]
)
def test_every_option_of_the_others_is_on_the_page(function: Callable[..., Any]) -> None:
    theirs = {name for them, _ in ROWS for name in re.findall(r"`(\w+)`", them)}
    assert inspect.signature(function).parameters.keys() <= theirs


def echo(environ: Environ, start_response: StartResponse) -> list[bytes]:
    """Two cookies, two values of X-One, and in the body what of the environ is text."""
    headers = [("Content-Type", "application/json"), ("X-One", "1"), ("X-One", "2")]
    start_response("200 OK", [*headers, ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
    return [json.dumps({k: v for k, v in environ.items() if isinstance(v, str)}).encode()]


def latin(environ: Environ, start_response: StartResponse) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/html; charset=latin-1")])
    return ["Grüße".encode("latin-1")]


async def async_echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the path, under the name that WSGI has for it."""
    if scope["type"] == "http":
        body = json.dumps({"PATH_INFO": scope["path"]}).encode()
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def others(application: Any = echo) -> dict[str, Any]:
    """The other adapters' handlers, of a WSGI application or, for Mangum, of ``async_echo``."""
    return {
        "apig-wsgi": apig_wsgi.make_lambda_handler(application),
        "serverless-wsgi": partial(serverless_wsgi.handle_request, application),
        "Mangum": mangum.Mangum(async_echo, lifespan="off"),
    }


def test_only_lift_leaves_an_http_apis_path_as_it_came() -> None:
    event = forge.http_api("/%2541")
    assert event["rawPath"] == "/%41"
    paths = {name: seen(handler, event)["PATH_INFO"] for name, handler in others().items()}
    assert set(paths.values()) == {"/A"}
    for application in (echo, async_echo):
        assert seen(Adapter(application, lifespan="off"), event)["PATH_INFO"] == "/%41"


def test_only_lift_sends_no_body_on_head() -> None:
    event = forge.http_api(method="HEAD")
    assert all(handler(event, None)["body"] for handler in others().values())
    assert Adapter(echo)(event, None)["body"] == ""


def test_latin_1_text_is_an_error_elsewhere() -> None:
    event = forge.http_api()
    for name in ("apig-wsgi", "serverless-wsgi"):
        with pytest.raises(UnicodeDecodeError):
            others(latin)[name](event, None)
    assert body_of(Adapter(latin)(event, None)) == "Grüße".encode("latin-1")


def test_mangum_starts_and_stops_the_application_for_every_request() -> None:
    messages: list[str] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await async_echo(scope, receive, send)
            return
        for _ in ("startup", "shutdown"):
            messages.append((await receive())["type"])
            await send({"type": f"{messages[-1]}.complete"})

    for adapter, expected in [
        (mangum.Mangum, ["lifespan.startup", "lifespan.shutdown"] * 2),
        (Adapter, ["lifespan.startup"]),
    ]:
        messages.clear()
        handler: Any = adapter(application)
        for _ in range(2):
            seen(handler, forge.http_api())
        assert messages == expected


def test_the_others_cut_a_base_path_in_the_middle_of_a_segment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("API_GATEWAY_BASE_PATH", "api")
    event = forge.http_api("/apiary", domain="example.com")
    based = mangum.Mangum(async_echo, lifespan="off", api_gateway_base_path="/api")
    assert seen(based, event)["PATH_INFO"] == "ary"
    assert seen(others()["serverless-wsgi"], event)["PATH_INFO"] == "ary"
    assert seen(Adapter(echo, base_path="/api"), event)["PATH_INFO"] == "/apiary"


def test_apig_wsgi_loses_repeated_headers_and_serverless_wsgi_hides_cookies() -> None:
    event = forge.http_api()
    assert others()["apig-wsgi"](event, None)["headers"]["x-one"] == "2"
    hidden = others()["serverless-wsgi"](event, None)
    assert hidden["headers"]["Set-cookie"] == "b=2"
    assert "cookies" not in hidden
    answer = Adapter(echo)(event, None)
    assert (answer["headers"]["x-one"], answer["cookies"]) == ("1,2", ["a=1", "b=2"])


def test_only_lift_takes_the_stage_for_what_it_is() -> None:
    plain, staged = forge.http_api("/x"), forge.http_api("/dev/x", stage="dev")
    assert script_and_path(others()["apig-wsgi"], staged) == ("", "/dev/x")
    assert script_and_path(others()["serverless-wsgi"], plain) == ("/$default", "/x")
    assert script_and_path(Adapter(echo), plain) == ("", "/x")
    assert script_and_path(Adapter(echo), staged) == ("/dev", "/x")


def script_and_path(handler: Any, event: forge.Event) -> tuple[str, str]:
    environ = seen(handler, event)
    return environ["SCRIPT_NAME"], environ["PATH_INFO"]


def seen(handler: Any, event: forge.Event) -> dict[str, str]:
    found: dict[str, str] = json.loads(handler(event, None)["body"])
    return found
