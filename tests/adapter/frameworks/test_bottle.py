"""Bottle: signed cookies, forms, uploads, generators, static_file, mounted applications."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bottle import Bottle, HTTPResponse, abort, redirect, request, response, static_file

from .client import FORM, Client, wsgi
from .files import check_conditional, check_download, check_range, check_upload

SECRET = "a test's"


def login() -> None:
    response.set_cookie("user", request.forms.getunicode("user"), secret=SECRET)
    redirect("me?tab=a")


def me() -> str:
    return f"{request.get_cookie('user', secret=SECRET)} at {request.url}"


def upload() -> Any:
    file = request.files["file"]
    return HTTPResponse(file.file.read(), headers={"Content-Type": file.content_type})


def stream() -> Iterator[str]:
    response.content_type = "text/plain"
    yield from ("ü", "b", "c")


def teapot() -> None:
    abort(418, "short and stout")


def broken() -> None:
    raise ValueError("broken")


def bottle_app(folder: Path) -> Any:
    app = Bottle()
    app.route("/login", "POST", login)
    app.route("/me", "GET", me)
    app.route("/upload", "POST", upload)
    app.route("/stream", "GET", stream)
    app.route("/teapot", "GET", teapot)
    app.route("/broken", "GET", broken)
    app.route("/files/<name>", "GET", lambda name: static_file(name, root=str(folder)))
    return app


@pytest.fixture
def client(door: str, folder: Path) -> Client:
    return wsgi(bottle_app(folder), door)


def test_a_signed_cookie_outlives_a_redirect(client: Client) -> None:
    answer = client.post("/login", b"user=Zo%C3%AB", FORM)
    assert answer.status == 303
    assert answer.header("location") == f"{client.origin}{client.root}/me?tab=a"
    assert client.get("/me?tab=a").text == f"Zoë at {client.origin}{client.root}/me?tab=a"


def test_an_upload_arrives_as_it_was_sent(client: Client) -> None:
    check_upload(client, "/upload")


def test_a_generator_arrives_whole(client: Client) -> None:
    assert client.get("/stream").text == "übc"


# Bottle leaves the file of a 416 to the garbage collector, behind a server too.
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
def test_files_are_sent_whole_in_part_and_not_again(client: Client) -> None:
    check_download(client, "/files/picture.png")
    check_range(client, "/files/picture.png")
    check_conditional(client, "/files/picture.png")


def test_bottles_own_error_pages_are_delivered(client: Client) -> None:
    teapot = client.get("/teapot")
    assert (teapot.status, "short and stout" in teapot.text) == (418, True)
    assert client.get("/broken").status == 500
    assert client.get("/elsewhere").status == 404


def test_a_mounted_application_makes_links_below_its_mount(door: str, folder: Path) -> None:
    outer = Bottle()
    outer.mount("/shop/", bottle_app(folder))
    client = wsgi(outer, door)
    answer = client.post("/shop/login", b"user=a", FORM)
    assert answer.header("location") == f"{client.origin}{client.root}/shop/me?tab=a"
