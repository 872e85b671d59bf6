"""The adapter as Lambda calls it."""

from __future__ import annotations

import pytest

from lift.adapter import Adapter, UnknownEvent
from lift.adapter.types import Application, Environ, Receive, Scope, Send, StartResponse

from . import forge


def hello(environ: Environ, start_response: StartResponse) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello ", environ["PATH_INFO"].encode("latin-1")]


async def hello_async(scope: Scope, receive: Receive, send: Send) -> None:
    assert scope["type"] == "http"
    headers = [(b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"hello " + scope["path"].encode()})


@pytest.mark.parametrize("application", [hello, hello_async])
@pytest.mark.parametrize("door", forge.DOORS)
def test_every_door_is_served(application: Application, door: str) -> None:
    answer = Adapter(application)(forge.forge(door, "/you"), None)
    assert answer["statusCode"] == 200
    assert answer["body"] in ("hello /you", "hello /prod/you")


def test_a_registered_function_gets_its_event_and_the_context() -> None:
    handler = Adapter(hello)

    @handler.on("manage")
    def manage(event: object, context: object) -> object:
        return [event, context]

    event = {"lift": "manage", "arguments": ["migrate"]}
    assert handler(event, "context") == [event, "context"]


@pytest.mark.parametrize("event", [{"lift": "manage"}, {"Records": []}, {}, [], None, "text", 3])
def test_an_unknown_event_is_refused(event: object) -> None:
    with pytest.raises(UnknownEvent):
        Adapter(hello)(event, None)
