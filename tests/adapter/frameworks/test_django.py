"""Django, WSGI and ASGI: forms with CSRF, sessions, uploads, streams, files, error pages."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .client import FORM, Client
from .files import check_conditional, check_download, check_upload

# Django warns where a file is streamed under ASGI, since its iterator is not asynchronous.
WARNINGS = ["-W", "error", "-W", "ignore:StreamingHttpResponse must consume synchronous"]
ROOT = Path(__file__).resolve().parents[3]


class Django:
    """The project in a process of its own, called like a handler."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def __call__(self, event: Any, context: Any) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(event) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@pytest.fixture(scope="module", params=["wsgi", "asgi"])
def django(request: pytest.FixtureRequest, folder: Path) -> Iterator[Django]:
    module = f"{__package__}.django_project"
    command = [sys.executable, *WARNINGS, "-m", module, request.param, str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        yield Django(process)


@pytest.fixture
def client(django: Django, door: str) -> Client:
    return Client(django, door)


def test_a_form_is_taken_with_its_csrf_token(client: Client) -> None:
    token = client.get("/form/stra%C3%9Fe/").text
    body = f"word=gr%C3%B6%C3%9Fe&csrfmiddlewaretoken={token}".encode()
    answer = client.post("/form/stra%C3%9Fe/", body, FORM, ("origin", client.origin))
    there = f"{client.origin}{client.root}/form/stra%C3%9Fe/"
    assert (answer.status, answer.text) == (200, f"größe at {there}")
    assert client.post("/form/x/", body, FORM, ("origin", "https://evil.example")).status == 403


def test_a_session_outlives_a_redirect(client: Client) -> None:
    answer = client.get("/login?user=Zo%C3%AB")
    assert (answer.status, answer.header("location")) == (302, f"{client.root}/form/%C3%9F/")
    assert client.get("/me").text == "Zoë"


def test_an_upload_arrives_as_it_was_sent(client: Client) -> None:
    client.get("/form/x/")
    token = ("x-csrftoken", client.cookies["csrftoken"])
    check_upload(client, "/upload", token, ("origin", client.origin))


def test_a_stream_arrives_whole(client: Client) -> None:
    assert client.get("/stream").text == "ü\nb\n"


def test_files_are_sent_whole_and_not_again(client: Client) -> None:
    check_download(client, "/picture")
    check_download(client, "/static/picture.png")
    check_conditional(client, "/static/picture.png")


def test_djangos_own_error_pages_are_delivered(client: Client) -> None:
    assert "Not Found" in client.get("/elsewhere").text
    assert client.get("/broken").status == 500
    answer = client.get("/form/no-slash")
    assert (answer.status, answer.header("location")) == (301, f"{client.root}/form/no-slash/")
