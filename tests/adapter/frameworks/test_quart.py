"""Quart: sessions, forms, uploads, streams, send_file, background tasks, WebSockets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from quart import (
    Blueprint,
    Quart,
    Response,
    abort,
    redirect,
    request,
    send_file,
    session,
    stream_with_context,
    url_for,
)
from werkzeug.wrappers import Response as BaseResponse

from .client import FORM, Client, asgi
from .files import check_conditional, check_download, check_range, check_upload


async def login() -> BaseResponse:
    session["user"] = (await request.form)["user"]
    return redirect(url_for("me", tab="a&b"))


async def me() -> str:
    return f"{session['user']} from {request.remote_addr} at {request.url}"


async def upload() -> Response:
    file = (await request.files)["file"]
    return Response(file.read(), mimetype=file.mimetype)


async def stream() -> Response:
    @stream_with_context
    async def lines() -> AsyncIterator[str]:
        for number in range(3):
            yield f"{request.args['word']} {number}\n"

    return Response(lines(), mimetype="text/plain")


def quart_app(folder: Path, notes: list[str]) -> Quart:
    app = Quart(__name__, static_folder=str(folder), static_url_path="/static")
    app.secret_key = "a test's"

    @app.before_serving
    async def start() -> None:
        notes.append("startup")

    @app.get("/picture")
    async def picture() -> Response:
        return await send_file(folder / "picture.png", conditional=True)

    @app.get("/noted")
    async def noted() -> str:
        async def note() -> None:
            notes.append("done")

        app.add_background_task(note)
        return "soon"

    app.post("/login")(login)
    app.get("/me")(me)
    app.post("/upload")(upload)
    app.get("/stream")(stream)
    app.get("/teapot")(teapot)
    app.get("/broken")(broken)
    app.websocket("/socket")(socket)
    return app


async def teapot() -> str:
    abort(418)


async def broken() -> str:
    raise ValueError("broken")


async def socket() -> None:
    raise AssertionError


@pytest.fixture
def notes() -> list[str]:
    return []


@pytest.fixture
def client(door: str, folder: Path, notes: list[str]) -> Client:
    return asgi(quart_app(folder, notes), door, lifespan="on")


def test_a_session_outlives_a_redirect(client: Client) -> None:
    answer = client.post("/login", b"user=Zo%C3%AB", FORM)
    assert (answer.status, answer.header("location")) == (302, f"{client.root}/me?tab=a%26b")
    text = client.get("/me?tab=a%26b").text
    assert text == f"Zoë from 203.0.113.7 at {client.origin}{client.root}/me?tab=a%26b"


def test_an_upload_arrives_as_it_was_sent(client: Client) -> None:
    check_upload(client, "/upload")


def test_a_stream_arrives_whole_and_with_its_request(client: Client) -> None:
    assert client.get("/stream?word=%C3%BC").text == "ü 0\nü 1\nü 2\n"


@pytest.mark.parametrize("target", ["/picture", "/static/picture.png"])
def test_files_are_sent_whole_in_part_and_not_again(client: Client, target: str) -> None:
    check_download(client, target)
    check_range(client, target)
    check_conditional(client, target)


def test_a_background_task_goes_on_in_the_next_invocation(client: Client, notes: list[str]) -> None:
    """Quart does not wait for it, and so it may be frozen with the environment."""
    assert client.get("/noted").text == "soon"
    client.get("/teapot")
    client.get("/teapot")
    assert notes == ["startup", "done"]


def test_quarts_own_error_pages_are_delivered(client: Client) -> None:
    assert client.get("/teapot").status == 418
    broken = client.get("/broken")
    assert (broken.status, "Internal Server Error" in broken.text) == (500, True)
    assert client.get("/socket").status in (400, 404)  # a WebSocket's route is none for HTTP


def test_a_blueprint_makes_links_below_its_prefix(door: str) -> None:
    shop = Blueprint("shop", __name__, url_prefix="/shop")

    @shop.get("/basket")
    async def basket() -> str:
        return url_for("shop.basket", _external=True)

    app = Quart(__name__)
    app.register_blueprint(shop)
    client = asgi(app, door)
    assert client.get("/shop/basket").text == f"{client.origin}{client.root}/shop/basket"
