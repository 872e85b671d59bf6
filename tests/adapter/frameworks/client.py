"""A browser in front of one door: it sends requests to a handler and keeps the cookies."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any
from wsgiref.validate import validator

from lift.adapter import Adapter

from .. import forge
from ..serving import Context, body_of, headers_of

FORM = ("content-type", "application/x-www-form-urlencoded")
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def header(self, name: str) -> str:
        """The only value of a header, "" if there is none."""
        values = self.all(name)
        assert len(values) <= 1, values
        return values[0] if values else ""

    def all(self, name: str) -> list[str]:
        return [value for each, value in self.headers if each == name]


@dataclass
class Client:
    handler: Any  # an Adapter, or what behaves like one
    door: str
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def root(self) -> str:
        """What stands in front of the application's own paths."""
        return "/prod" if self.door == "rest_api" else ""

    @property
    def origin(self) -> str:
        event = forge.forge(self.door)
        headers = event.get("multiValueHeaders") or event["headers"]
        host = next(value for name, value in headers.items() if name.lower() == "host")
        return "https://" + (host if isinstance(host, str) else host[0])

    def get(self, target: str, *headers: tuple[str, str]) -> Answer:
        return self.send("GET", target, headers)

    def post(self, target: str, body: bytes, *headers: tuple[str, str]) -> Answer:
        return self.send("POST", target, headers, body)

    def upload(self, target: str, content: bytes, *headers: tuple[str, str]) -> Answer:
        """Post a picture as the form field "file"."""
        disposition = 'form-data; name="file"; filename="ä.png"'
        head = f"--b\r\nContent-Disposition: {disposition}\r\nContent-Type: image/png\r\n\r\n"
        body = head.encode() + content + b"\r\n--b--\r\n"
        kind = ("content-type", "multipart/form-data; boundary=b")
        return self.post(target, body, kind, *headers)

    def send(self, method: str, target: str, headers: Headers = (), body: bytes = b"") -> Answer:
        path, _, query = target.partition("?")
        event = forge.forge(
            self.door,
            path,
            query,
            method=method,
            headers=list(headers),
            cookies=[f"{name}={value}" for name, value in self.cookies.items()],
            body=base64.b64encode(body).decode(),
            is_base64=True,
        )
        given = self.handler(event, Context())
        answer = Answer(given["statusCode"], headers_of(given), body_of(given))
        for cookie in answer.all("set-cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer


def wsgi(application: Any, door: str, **options: Any) -> Client:
    """A client of a WSGI application that is held to PEP 3333, and so is the adapter."""
    options.setdefault("errors", "raise")
    return Client(Adapter(validator(application), interface="wsgi", **options), door)


def asgi(application: Any, door: str, **options: Any) -> Client:
    options.setdefault("errors", "raise")
    return Client(Adapter(application, **options), door)
