"""Falcon, WSGI and ASGI: media, cookies, uploads, streams, static routes, errors, callbacks."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from typing import Any

import falcon
import falcon.asgi
import pytest

from .client import Client, asgi, wsgi
from .files import PICTURE, check_conditional, check_download, check_range, check_upload

JSON = ("content-type", "application/json")


class Me:
    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        resp.media = {"user": req.cookies.get("user"), "url": req.url, "client": req.remote_addr}

    def on_post(self, req: falcon.Request, resp: falcon.Response) -> None:
        resp.set_cookie("user", req.get_media()["user"])
        raise falcon.HTTPSeeOther(f"{req.prefix}/me")


class Upload:
    def on_post(self, req: falcon.Request, resp: falcon.Response) -> None:
        for part in req.get_media():
            resp.content_type, resp.data = part.content_type, part.stream.read()


class Stream:
    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        resp.stream = BytesIO(PICTURE)  # wsgi.file_wrapper, where a server has one


class Broken:
    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        raise ValueError("broken")

    def on_post(self, req: falcon.Request, resp: falcon.Response) -> None:
        raise falcon.HTTPUnprocessableEntity(title="No", description="not this")


class AsyncMe:
    async def on_get(self, req: falcon.asgi.Request, resp: falcon.asgi.Response) -> None:
        resp.media = {"user": req.cookies.get("user"), "url": req.url, "client": req.remote_addr}

    async def on_post(self, req: falcon.asgi.Request, resp: falcon.asgi.Response) -> None:
        resp.set_cookie("user", (await req.get_media())["user"])
        raise falcon.HTTPSeeOther(f"{req.prefix}/me")


class AsyncUpload:
    async def on_post(self, req: falcon.asgi.Request, resp: falcon.asgi.Response) -> None:
        async for part in await req.get_media():
            resp.content_type, resp.data = part.content_type, await part.stream.read()


class AsyncStream:
    async def on_get(self, req: falcon.asgi.Request, resp: falcon.asgi.Response) -> None:
        async def chunks() -> AsyncIterator[bytes]:
            for start in range(0, len(PICTURE), 100):
                yield PICTURE[start : start + 100]

        resp.stream = chunks()

    async def on_websocket(self, req: falcon.asgi.Request, ws: falcon.asgi.WebSocket) -> None:
        raise AssertionError


class AsyncBroken:
    async def on_get(self, req: falcon.asgi.Request, resp: falcon.asgi.Response) -> None:
        raise ValueError("broken")

    async def on_post(self, req: falcon.asgi.Request, resp: falcon.asgi.Response) -> None:
        raise falcon.HTTPUnprocessableEntity(title="No", description="not this")


class Application(falcon.asgi.App[falcon.asgi.Request, falcon.asgi.Response]):
    """Falcon is told from its subclasses too."""


def routed(app: Any, folder: Path, resources: tuple[Any, ...]) -> Any:
    for path, resource in zip(("/me", "/upload", "/stream", "/broken"), resources, strict=True):
        app.add_route(path, resource)
    app.add_static_route("/files", folder)
    return app


@pytest.fixture(params=["wsgi", "asgi"])
def client(door: str, folder: Path, request: pytest.FixtureRequest) -> Client:
    if request.param == "wsgi":
        return wsgi(routed(falcon.App(), folder, (Me(), Upload(), Stream(), Broken())), door)
    resources = (AsyncMe(), AsyncUpload(), AsyncStream(), AsyncBroken())
    return asgi(routed(Application(), folder, resources), door)


def test_a_cookie_outlives_a_redirect(client: Client) -> None:
    answer = client.post("/me", b'{"user": "Zoe"}', JSON)
    assert answer.status == 303
    assert answer.header("location") == f"{client.origin}{client.root}/me"
    assert json.loads(client.get("/me").body) == {
        "user": "Zoe",
        "url": f"{client.origin}{client.root}/me",
        "client": "203.0.113.7",
    }


def test_an_upload_arrives_as_it_was_sent(client: Client) -> None:
    check_upload(client, "/upload")


def test_a_stream_arrives_whole(client: Client) -> None:
    assert client.get("/stream").body == PICTURE


# Falcon's WSGI side leaves the file of a HEAD to the garbage collector, behind a server too.
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
def test_files_are_sent_whole_in_part_and_not_again(client: Client) -> None:
    check_download(client, "/files/picture.png")
    check_range(client, "/files/picture.png")
    check_conditional(client, "/files/picture.png")


def test_falcons_own_errors_are_delivered(client: Client) -> None:
    answer = client.post("/broken", b"")
    assert (answer.status, answer.text) == (422, '{"title": "No", "description": "not this"}')
    assert client.get("/broken").status == 500
    assert client.get("/elsewhere").status == 404


def test_a_scheduled_callback_goes_on_in_the_next_invocation(door: str) -> None:
    """Falcon does not wait for it, and so it may be frozen with the environment."""
    notes: list[str] = []

    async def note() -> None:
        notes.append("done")

    class Noted:
        async def on_get(self, req: falcon.asgi.Request, resp: falcon.asgi.Response) -> None:
            resp.schedule(note)

    app: Any = falcon.asgi.App()
    app.add_route("/noted", Noted())
    client = asgi(app, door)
    assert client.get("/noted").status == 200
    client.get("/elsewhere")
    assert notes == ["done"]
