"""A Django project in one file, and a loop that answers the events on standard input.

``python -m … wsgi`` or ``asgi``, and the folder of its files. Its own process, since a process has
one set of Django's settings.
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
from django.http import FileResponse, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.urls import path, reverse
from django.views.static import serve

from lift.adapter import Adapter

INTERFACE, FOLDER = sys.argv[1], Path(sys.argv[2])


def form(request: Any, name: str) -> HttpResponse:
    if request.method == "POST":
        return HttpResponse(f"{request.POST['word']} at {request.build_absolute_uri()}")
    return HttpResponse(get_token(request))


def login(request: Any) -> HttpResponse:
    request.session["user"] = request.GET["user"]
    return HttpResponseRedirect(reverse("form", args=["ß"]))


def me(request: Any) -> HttpResponse:
    return HttpResponse(request.session["user"])


def upload(request: Any) -> HttpResponse:
    file = request.FILES["file"]
    return HttpResponse(file.read(), content_type=file.content_type)


def lines() -> Iterator[str]:
    yield from ("ü\n", "b\n")


async def async_lines() -> AsyncIterator[str]:
    for line in lines():
        yield line


def stream(request: Any) -> StreamingHttpResponse:
    content = async_lines() if INTERFACE == "asgi" else lines()
    return StreamingHttpResponse(content, content_type="text/plain; charset=utf-8")


def picture(request: Any) -> FileResponse:
    return FileResponse((FOLDER / "picture.png").open("rb"))


def broken(request: Any) -> HttpResponse:
    raise ValueError("broken")


urlpatterns = [
    path("form/<name>/", form, name="form"),
    path("login", login),
    path("me", me),
    path("upload", upload),
    path("stream", stream),
    path("picture", picture),
    path("broken", broken),
    path("static/<path:path>", serve, {"document_root": str(FOLDER)}),
]


def main() -> None:
    settings.configure(
        SECRET_KEY="a test's",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=["django.contrib.sessions"],
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
        ],
        SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
        LOGGING_CONFIG=None,
    )
    django.setup()
    handler = Adapter(
        {"wsgi": get_wsgi_application, "asgi": get_asgi_application}[INTERFACE](), errors="raise"
    )
    for line in sys.stdin:
        print(json.dumps(handler(json.loads(line), None)), flush=True)  # noqa: T201  (its output)


if __name__ == "__main__":
    main()
