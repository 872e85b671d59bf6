"""FastAPI: validation, the lifespan's state, uploads, background tasks, mounted applications."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any

import pytest
from fastapi import BackgroundTasks, Cookie, FastAPI, Form, Request, Response, UploadFile, WebSocket
from fastapi.responses import FileResponse, RedirectResponse, StreamingResponse
from fastapi.staticfiles import StaticFiles

from .client import FORM, Client, asgi
from .files import check_conditional, check_download, check_range, check_upload


def fastapi_app(folder: Path, notes: list[str]) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
        notes.append("startup")
        yield {"pool": "a pool"}

    app = FastAPI(lifespan=lifespan)
    app.mount("/static", StaticFiles(directory=folder))

    @app.get("/items/{number}")
    async def item(number: int, request: Request, q: str = "") -> dict[str, Any]:
        return {"number": number, "q": q, "pool": request.state.pool, "url": str(request.url)}

    @app.post("/login")
    async def login(user: Annotated[str, Form()]) -> RedirectResponse:
        answer = RedirectResponse(app.url_path_for("me"), 303)
        answer.set_cookie("user", user)
        return answer

    @app.get("/me")
    def me(user: Annotated[str, Cookie()]) -> str:
        return f"{user}, in a thread"

    @app.post("/upload")
    async def upload(file: UploadFile, tasks: BackgroundTasks) -> Response:
        tasks.add_task(notes.append, "background")
        return Response(await file.read(), media_type=file.content_type)

    @app.get("/stream")
    def stream() -> StreamingResponse:
        def lines() -> Iterator[str]:
            yield from ("ü\n", "b\n")

        return StreamingResponse(lines(), media_type="text/plain")

    @app.get("/picture")
    @app.head("/picture")
    def picture() -> FileResponse:
        return FileResponse(folder / "picture.png")

    app.get("/broken")(broken)
    app.websocket("/socket")(socket)
    return app


async def broken() -> str:
    raise ValueError("broken")


async def socket(websocket: WebSocket) -> None:
    raise AssertionError


@pytest.fixture
def notes() -> list[str]:
    return []


@pytest.fixture
def client(door: str, folder: Path, notes: list[str]) -> Client:
    return asgi(fastapi_app(folder, notes), door, lifespan="on")


def test_requests_are_validated_and_share_the_state_of_one_start(
    client: Client, notes: list[str]
) -> None:
    for _ in range(2):
        assert json.loads(client.get("/items/7?q=a%20b").body) == {
            "number": 7,
            "q": "a b",
            "pool": "a pool",
            "url": f"{client.origin}{client.root}/items/7?q=a%20b",
        }
    assert client.get("/items/seven").status == 422
    assert notes == ["startup"]


def test_a_cookie_outlives_a_redirect(client: Client) -> None:
    answer = client.post("/login", b"user=Zoe", FORM)
    assert (answer.status, answer.header("location")) == (303, "/me")
    assert client.get("/me").text == '"Zoe, in a thread"'


def test_an_upload_is_answered_after_its_background_task(client: Client, notes: list[str]) -> None:
    check_upload(client, "/upload")
    assert notes == ["startup", "background"]


def test_a_stream_arrives_whole(client: Client) -> None:
    assert client.get("/stream").text == "ü\nb\n"


def test_files_are_sent_whole_in_part_and_not_again(client: Client) -> None:
    check_download(client, "/picture")
    check_range(client, "/picture")
    check_conditional(client, "/static/picture.png")


def test_a_slash_too_many_is_redirected_to_where_the_client_can_go(client: Client) -> None:
    answer = client.get("/items/7/")
    assert answer.header("location") == f"{client.origin}{client.root}/items/7"


def test_an_exception_is_answered_and_logged(
    door: str, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    answer = asgi(fastapi_app(folder, []), door, errors="500").get("/broken")
    assert (answer.status, answer.text) == (500, "Internal Server Error")
    assert caplog.text.count("ValueError: broken") == 1


def test_a_mounted_applications_documentation_finds_its_schema(door: str) -> None:
    outer = FastAPI()
    outer.mount("/shop", FastAPI())
    client = asgi(outer, door)
    assert f"{client.root}/shop/openapi.json" in client.get("/shop/docs").text
    servers = json.loads(client.get("/shop/openapi.json").body)["servers"]
    assert servers == [{"url": f"{client.root}/shop"}]
