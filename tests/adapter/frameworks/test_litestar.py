"""Litestar: validation, sessions, streams, files, background tasks, mounts, exceptions."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any

import pytest
from litestar import Litestar, Request, Response, WebSocket, get, post, websocket
from litestar.background_tasks import BackgroundTask
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import HTTPException
from litestar.handlers import asgi as mounted
from litestar.middleware.session.server_side import ServerSideSessionConfig
from litestar.params import Body
from litestar.response import File, Redirect, Stream
from litestar.static_files import create_static_files_router
from litestar.types import ASGIApp

from .client import FORM, Client, asgi
from .files import check_download, check_upload

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
Upload = Annotated[UploadFile, Body(media_type=RequestEncodingType.MULTI_PART)]
AnyRequest = Request[Any, Any, Any]


@post("/login", status_code=303)
async def login(data: Form, request: AnyRequest) -> Redirect:
    request.set_session({"user": data["user"]})
    return Redirect(request.url_for("me"), status_code=303)


@get("/me", name="me")
async def me(request: AnyRequest) -> str:
    assert request.client is not None
    return f"{request.session['user']} from {request.client.host} at {request.url}"


@get("/items/{number:int}")
async def item(request: AnyRequest) -> dict[str, Any]:
    return {**request.path_params, **request.query_params, "pool": request.app.state.pool}


@post("/upload", status_code=200)
async def upload(data: Upload) -> Response[bytes]:
    return Response(await data.read(), media_type=data.content_type)


@get("/stream")
async def stream() -> Stream:
    def lines() -> Iterator[str]:
        yield from ("ü\n", "b\n")

    return Stream(lines(), media_type="text/plain; charset=utf-8")


@get("/teapot")
async def teapot() -> None:
    raise HTTPException("short and stout", status_code=418)


@get("/broken")
async def broken() -> None:
    raise ValueError("broken")


@websocket("/socket")
async def socket(socket: WebSocket[Any, Any, Any]) -> None:
    raise AssertionError


def litestar_app(folder: Path, notes: list[str], *others: ASGIApp) -> Litestar:
    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        notes.append("startup")
        app.state.pool = "a pool"
        yield

    @get("/noted")
    async def noted() -> Response[str]:
        return Response("soon", background=BackgroundTask(notes.append, "done"))

    @get("/picture")
    async def picture() -> File:
        return File(folder / "picture.png", filename="picture.png")

    static = create_static_files_router("/static", directories=[folder])
    handlers: list[Any] = [
        login,
        me,
        item,
        upload,
        stream,
        teapot,
        broken,
        socket,
        noted,
        picture,
        static,
    ]
    return Litestar(
        [*handlers, *others],
        middleware=[ServerSideSessionConfig().middleware],
        lifespan=[lifespan],
    )


@pytest.fixture
def notes() -> list[str]:
    return []


@pytest.fixture
def client(door: str, folder: Path, notes: list[str]) -> Client:
    return asgi(litestar_app(folder, notes), door, lifespan="on")


def test_a_session_outlives_a_redirect(client: Client) -> None:
    answer = client.post("/login", b"user=Zo%C3%AB", FORM)
    there = f"{client.origin}{client.root}/me"
    assert (answer.status, answer.header("location")) == (303, there)
    assert client.get("/me").text == f"Zoë from 203.0.113.7 at {there}"


def test_parameters_are_converted_and_requests_share_the_state_of_one_start(
    client: Client, notes: list[str]
) -> None:
    for _ in range(2):
        answer = json.loads(client.get("/items/7?q=a%20b").body)
        assert answer == {"number": 7, "q": "a b", "pool": "a pool"}
    assert client.get("/items/seven").status == 404
    assert notes == ["startup"]


def test_an_upload_arrives_as_it_was_sent(client: Client) -> None:
    check_upload(client, "/upload")


def test_a_stream_arrives_whole(client: Client) -> None:
    assert client.get("/stream").text == "ü\nb\n"


def test_a_background_task_is_done_before_the_answer_leaves(
    client: Client, notes: list[str]
) -> None:
    assert client.get("/noted").text == "soon"
    assert notes == ["startup", "done"]


def test_static_files_are_sent_whole(client: Client) -> None:
    check_download(client, "/static/picture.png")
    assert client.get("/picture").header("content-disposition").startswith("attachment")


def test_litestars_own_error_pages_are_delivered(client: Client) -> None:
    answer = client.get("/teapot")
    assert (answer.status, json.loads(answer.body)["detail"]) == (418, "short and stout")
    assert client.get("/broken").status == 500
    assert client.get("/socket").status in (404, 405)  # a WebSocket's route is none for HTTP


def test_a_mounted_application_is_served(door: str, folder: Path) -> None:
    inner = mounted("/shop", is_mount=True, copy_scope=True)(litestar_app(folder, []))
    client = asgi(Litestar([inner]), door)
    assert client.get("/shop/stream").text == "ü\nb\n"
