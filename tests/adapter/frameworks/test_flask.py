"""Flask: sessions, forms, uploads, streams, send_file, static files, mounted applications."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, Response, abort, redirect, request, send_file, session, url_for
from flask import stream_with_context as with_context
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.wrappers import Response as BaseResponse

from .client import FORM, Client, wsgi
from .files import check_conditional, check_download, check_range, check_upload


def flask_app(folder: Path) -> Flask:
    app = Flask(__name__, static_folder=folder, static_url_path="/static")
    app.secret_key = "a test's"

    @app.post("/login")
    def login() -> BaseResponse:
        session["user"] = request.form["user"]
        return redirect(url_for("me", tab="a&b"))

    @app.get("/me")
    def me() -> str:
        return f"{session['user']} from {request.remote_addr} at {request.url}"

    @app.post("/upload")
    def upload() -> Response:
        file = request.files["file"]
        return Response(
            file.read(), mimetype=file.mimetype, headers={"X-Name": file.filename or ""}
        )

    @app.get("/stream")
    def stream() -> Response:
        def lines() -> Iterator[str]:
            yield from (f"{request.args['word']} {number}\n" for number in range(3))

        return Response(with_context(lines()), mimetype="text/plain")

    @app.get("/picture")
    def picture() -> Response:
        return send_file(folder / "picture.png", conditional=True)

    @app.get("/teapot")
    def teapot() -> str:
        abort(418)

    @app.get("/broken")
    def broken() -> str:
        raise ValueError("broken")

    return app


@pytest.fixture
def client(door: str, folder: Path) -> Client:
    return wsgi(flask_app(folder), door)


def test_a_session_outlives_a_redirect(client: Client) -> None:
    answer = client.post("/login", b"user=Zo%C3%AB", FORM)
    assert answer.status == 302
    assert answer.header("location") == f"{client.root}/me?tab=a%26b"
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


def test_flasks_own_error_pages_are_delivered(client: Client) -> None:
    assert client.get("/teapot").status == 418
    broken = client.get("/broken")
    assert (broken.status, "Internal Server Error" in broken.text) == (500, True)


def test_a_mounted_application_makes_links_below_its_mount(door: str, folder: Path) -> None:
    inner = flask_app(folder)
    client = wsgi(DispatcherMiddleware(Flask("outer"), {"/shop": inner}), door)
    answer = client.post("/shop/login", b"user=a", FORM)
    assert answer.header("location") == f"{client.root}/shop/me?tab=a%26b"
    assert client.get("/elsewhere").status == 404
