"""Django, Flask, FastAPI and Starlette, served unchanged."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any
from urllib.parse import urlencode

import pytest
from fastapi import BackgroundTasks, FastAPI, Request, UploadFile
from fastapi import Response as FastAPIResponse
from flask import Flask, request, session
from starlette.applications import Starlette
from starlette.requests import Request as StarletteRequest
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Mount, Route

from lift.adapter import Adapter

from . import forge
from .serving import Context, body_of, environ_for, headers_of, wsgi

FORM = "application/x-www-form-urlencoded"


def flask_app() -> Flask:
    app = Flask(__name__)
    app.secret_key = "a test's"

    @app.post("/login")
    def login() -> str:
        session["user"] = request.form["user"]
        return f"welcome {request.form['user']} from {request.remote_addr} at {request.url}"

    @app.get("/me")
    def me() -> str:
        return f"you are {session.get('user')}"

    @app.get("/broken")
    def broken() -> str:
        raise ValueError

    return app


@pytest.mark.parametrize("door", forge.DOORS)
def test_flask_keeps_a_session(door: str) -> None:
    app = flask_app()
    body = urlencode({"user": "Zoë"})
    event = forge.forge(
        door, "/login", "next=a%26b", method="POST", body=body, headers=[("content-type", FORM)]
    )
    answer = wsgi(app, event)
    host = environ_for(event)["SERVER_NAME"]
    root = "/prod" if door == "rest_api" else ""
    text = f"welcome Zoë from 203.0.113.7 at https://{host}{root}/login?next=a%26b"
    assert body_of(answer).decode() == text
    cookies = [value for name, value in headers_of(answer) if name == "set-cookie"]
    cookie = cookies[0].partition(";")[0]
    assert body_of(wsgi(app, forge.forge(door, "/me", cookies=[cookie]))).decode() == "you are Zoë"


def test_flasks_own_error_page_is_delivered() -> None:
    answer = wsgi(flask_app(), forge.http_api("/broken"))
    assert answer["statusCode"] == 500
    assert b"Internal Server Error" in body_of(answer)


def fastapi_app(notes: list[str]) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
        notes.append("startup")
        yield {"pool": "a pool"}

    app = FastAPI(lifespan=lifespan)

    @app.get("/items/{number}")
    async def item(number: int, request: Request, q: str = "") -> dict[str, Any]:
        return {"number": number, "q": q, "pool": request.state.pool, "url": str(request.url)}

    @app.post("/upload")
    async def upload(file: UploadFile, tasks: BackgroundTasks) -> FastAPIResponse:
        tasks.add_task(notes.append, "background")
        return FastAPIResponse(await file.read(), media_type="image/png")

    @app.get("/sync")
    def sync() -> Annotated[str, "in a thread"]:
        return "in a thread"

    @app.get("/broken")
    async def broken() -> str:
        raise ValueError("broken")

    return app


@pytest.mark.parametrize("door", forge.DOORS)
def test_fastapi_validates_and_has_its_lifespans_state(door: str) -> None:
    notes: list[str] = []
    handler = Adapter(fastapi_app(notes), lifespan="on", errors="raise")
    for _ in range(2):
        answer = handler(forge.forge(door, "/items/7", "q=a%20b"), Context())
        result = json.loads(body_of(answer))
        assert (result["number"], result["q"], result["pool"]) == (7, "a b", "a pool")
        assert ("/prod/items/7" in result["url"]) == (door == "rest_api")
    assert notes == ["startup"]
    assert handler(forge.forge(door, "/items/seven"), Context())["statusCode"] == 422
    assert body_of(handler(forge.forge(door, "/sync"), Context())) == b'"in a thread"'


def test_fastapi_finishes_background_tasks_before_the_answer() -> None:
    notes: list[str] = []
    image = bytes(range(256))
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    body += image + b"\r\n--b--\r\n"
    event = forge.http_api(
        "/upload",
        method="POST",
        headers=[("content-type", "multipart/form-data; boundary=b")],
        body=base64.b64encode(body).decode(),
        is_base64=True,
    )
    answer = Adapter(fastapi_app(notes), errors="raise")(event, Context())
    assert body_of(answer) == image
    assert notes == ["startup", "background"]


def test_an_exception_in_fastapi_is_answered_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    answer = Adapter(fastapi_app([]))(forge.http_api("/broken"), Context())
    assert (answer["statusCode"], body_of(answer)) == (500, b"Internal Server Error")
    assert caplog.text.count("ValueError: broken") == 1


async def where(request: StarletteRequest) -> PlainTextResponse:
    url = request.url_for("sub:where", name="x")
    return PlainTextResponse(f"{url} {request.path_params['name']}")


async def numbers(request: StarletteRequest) -> StreamingResponse:
    async def stream() -> AsyncIterator[bytes]:
        for number in range(3):
            yield b"%d\n" % number

    return StreamingResponse(stream(), media_type="text/plain")


@pytest.mark.parametrize(
    ("event", "options", "text"),
    [
        (
            forge.rest_api("/sub/at/me", domain="a.execute-api.x"),
            {},
            "https://a.execute-api.x/prod",
        ),
        (forge.http_api("/sub/at/me", domain="a.b"), {}, "https://a.b"),
        (forge.http_api("/api/sub/at/me", domain="a.b"), {"base_path": "api"}, "https://a.b/api"),
    ],
)
def test_starlette_routes_below_the_root_and_makes_links_with_it(
    event: dict[str, Any], options: dict[str, Any], text: str
) -> None:
    routes = [Mount("/sub", routes=[Route("/at/{name}", where, name="where")], name="sub")]
    app = Starlette(routes=routes)
    answer = Adapter(app, errors="raise", **options)(event, Context())
    assert body_of(answer).decode() == f"{text}/sub/at/x me"


def test_starlette_streams_arrive_whole() -> None:
    app = Starlette(routes=[Route("/numbers", numbers)])
    answer = Adapter(app, errors="raise")(forge.http_api("/numbers"), Context())
    assert body_of(answer) == b"0\n1\n2\n"


DJANGO = """
import json, sys
from django.conf import settings
settings.configure(
    SECRET_KEY="a test's", ALLOWED_HOSTS=["*"], ROOT_URLCONF="__main__", FORCE_SCRIPT_NAME=None,
    MIDDLEWARE=["django.middleware.csrf.CsrfViewMiddleware"],
    SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
)
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.urls import path, reverse

def form(request, name):
    if request.method == "POST":
        return HttpResponse(f"{request.POST['word']} {request.path} {reverse('form', args=['ß'])}")
    return HttpResponse(get_token(request))

def stream(request):
    async def chunks():
        for chunk in (b"a", b"b"):
            yield chunk

    content = chunks() if sys.argv[1] == "asgi" else iter([b"a", b"b"])
    return StreamingHttpResponse(content, content_type="application/octet-stream")

urlpatterns = [path("form/<name>/", form, name="form"), path("stream", stream)]

from lift.adapter import Adapter
application = {"wsgi": get_wsgi_application, "asgi": get_asgi_application}[sys.argv[1]]()
handler = Adapter(application, errors="raise")
for line in sys.stdin:
    print(json.dumps(handler(json.loads(line), None)), flush=True)
"""


TOKEN = "a" * 32


@pytest.mark.parametrize("interface", ["wsgi", "asgi"])
def test_django_serves_a_form_with_csrf(interface: str) -> None:
    """In a process of its own, since Django's settings are one for a process."""
    events = []
    for door in forge.DOORS:
        events.append(forge.forge(door, "/form/stra%C3%9Fe/"))
        body = urlencode({"word": "größe", "csrfmiddlewaretoken": TOKEN})
        event = forge.forge(
            door,
            "/form/stra%C3%9Fe/",
            method="POST",
            headers=[("content-type", FORM), ("origin", f"https://{host_of(events[-1])}")],
            cookies=[f"csrftoken={TOKEN}"],
            body=body,
        )
        events += [event, forge.forge(door, "/stream")]
    command = [sys.executable, "-c", DJANGO, interface]
    lines = "".join(json.dumps(event) + "\n" for event in events)
    output = subprocess.run(command, input=lines, capture_output=True, text=True, check=True).stdout
    answers = [json.loads(line) for line in output.splitlines()]
    for door, page, posted, stream in zip(
        forge.DOORS, answers[::3], answers[1::3], answers[2::3], strict=True
    ):
        root = "/prod" if door == "rest_api" else ""
        assert any(value.startswith("csrftoken=") for _, value in headers_of(page))
        assert body_of(posted).decode() == f"größe {root}/form/straße/ {root}/form/%C3%9F/"
        assert body_of(stream) == b"ab"


def host_of(event: dict[str, Any]) -> str:
    for name, value in (event.get("multiValueHeaders") or event["headers"]).items():
        if name.lower() == "host":
            return str(value[0] if isinstance(value, list) else value)
    raise AssertionError
