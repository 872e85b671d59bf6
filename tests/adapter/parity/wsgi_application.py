"""The WSGI application that gunicorn and the adapter both serve."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from lift.adapter.types import Environ, StartResponse

from .answers import ANSWERS, Answer
from .echo import ECHO, described


def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    _, found, name = environ["PATH_INFO"].partition("/answer/")
    return answer(ANSWERS[name], start_response) if found else echo(environ, start_response)


def echo(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    seen: dict[str, Any] = {}
    for key, value in environ.items():
        name = key.removeprefix("HTTP_")
        if name != key or key in ("CONTENT_LENGTH", "CONTENT_TYPE"):
            seen["header " + name.lower().replace("_", "-")] = [described(value)]
        else:
            seen[key] = described(value)
    seen["(body)"] = described(environ["wsgi.input"].read())
    start_response("200 OK", list(ECHO))
    return [json.dumps(seen, sort_keys=True).encode()]


def answer(it: Answer, start_response: StartResponse) -> Iterable[bytes]:
    if it.way == "fail first":
        raise ValueError(it.way)
    if it.way == "restart":
        start_response("200 OK", [("X-Page", "first")])
        try:
            raise ValueError(it.way)
        except ValueError:
            start_response(it.status, list(it.headers), sys.exc_info())
        return list(it.chunks)
    write = start_response(it.status, list(it.headers))
    if it.way == "fail started":
        raise ValueError(it.way)
    if it.way == "write":
        for chunk in it.chunks:
            write(chunk)
        return []
    return list(it.chunks) if it.way == "whole" else stream(it)


def stream(it: Answer) -> Iterator[bytes]:
    yield from it.chunks
    if it.way == "fail late":
        raise ValueError(it.way)
