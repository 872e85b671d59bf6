"""Starlette: sessions, streams, files, background tasks, static files, mounts, exceptions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from .client import FORM, Client, asgi
from .files import check_conditional, check_download, check_range


async def login(request: Request) -> Response:
    async with request.form() as form:
        request.session["user"] = form["user"]
    return RedirectResponse(request.url_for("me").include_query_params(tab="a&b"), 303)


async def me(request: Request) -> Response:
    assert request.client is not None
    return PlainTextResponse(
        f"{request.session.get('user')} from {request.client.host} at {request.url}"
    )


async def stream(request: Request) -> Response:
    async def lines() -> AsyncIterator[str]:
        for number in range(3):
            yield f"{number}\n"

    return StreamingResponse(lines(), media_type="text/plain")


async def broken(request: Request) -> Response:
    raise ValueError("broken")


async def teapot(request: Request) -> Response:
    raise HTTPException(418, "short and stout")


async def socket(websocket: WebSocket) -> None:
    raise AssertionError


def starlette_app(folder: Path, notes: list[str]) -> Starlette:
    async def noted(request: Request) -> Response:
        return PlainTextResponse("soon", background=BackgroundTask(notes.append, "done"))

    async def picture(request: Request) -> Response:
        return FileResponse(folder / "picture.png")

    return Starlette(
        routes=[
            Route("/login", login, methods=["POST"]),
            Route("/me", me, name="me"),
            Route("/stream", stream),
            Route("/picture", picture),
            Route("/noted", noted),
            Route("/broken", broken),
            Route("/teapot", teapot),
            WebSocketRoute("/socket", socket),
            Mount("/static", StaticFiles(directory=folder)),
        ],
        middleware=[Middleware(SessionMiddleware, secret_key="a test's")],
    )


@pytest.fixture
def notes() -> list[str]:
    return []


@pytest.fixture
def client(door: str, folder: Path, notes: list[str]) -> Client:
    return asgi(starlette_app(folder, notes), door)


def test_a_session_outlives_a_redirect(client: Client) -> None:
    answer = client.post("/login", b"user=Zo%C3%AB", FORM)
    there = f"{client.origin}{client.root}/me?tab=a%26b"
    assert (answer.status, answer.header("location")) == (303, there)
    assert client.get("/me?tab=a%26b").text == f"Zoë from 203.0.113.7 at {there}"


def test_a_stream_arrives_whole(client: Client) -> None:
    assert client.get("/stream").body == b"0\n1\n2\n"


def test_a_background_task_is_done_before_the_answer_leaves(
    client: Client, notes: list[str]
) -> None:
    assert client.get("/noted").text == "soon"
    assert notes == ["done"]


def test_files_are_sent_whole_in_part_and_not_again(client: Client) -> None:
    for target in ("/picture", "/static/picture.png"):
        check_download(client, target)
        check_range(client, target)
    check_conditional(client, "/static/picture.png")


def test_starlettes_own_error_pages_are_delivered(client: Client) -> None:
    assert (client.get("/teapot").status, client.get("/teapot").text) == (418, "short and stout")
    assert client.get("/socket").status == 404  # a WebSocket's route is none for HTTP


def test_an_exception_is_answered_and_logged(
    door: str, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    answer = asgi(starlette_app(folder, []), door, errors="500").get("/broken")
    assert (answer.status, answer.text) == (500, "Internal Server Error")
    assert caplog.text.count("ValueError: broken") == 1


def test_a_mounted_application_makes_links_below_its_mount(door: str, folder: Path) -> None:
    client = asgi(Starlette(routes=[Mount("/shop", starlette_app(folder, []))]), door)
    answer = client.post("/shop/login", b"user=a", FORM)
    assert answer.header("location") == f"{client.origin}{client.root}/shop/me?tab=a%26b"


def test_a_base_path_stands_in_links_and_not_in_routes(door: str, folder: Path) -> None:
    client = asgi(starlette_app(folder, []), door, base_path="/shop")
    answer = client.post("/shop/login", b"user=a", FORM)
    assert answer.header("location") == f"{client.origin}{client.root}/shop/me?tab=a%26b"
