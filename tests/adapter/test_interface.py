"""WSGI or ASGI, told by looking."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from lift.adapter import UnknownInterface
from lift.adapter.interface import detect


def wsgi_function(environ: Any, start_response: Any) -> Any: ...
def wsgi_with_default(environ: Any, start_response: Any, extra: Any = None) -> Any: ...
def wsgi_generator(environ: Any, start_response: Any) -> Any:
    yield b""


def wsgi_with_keyword(environ: Any, start_response: Any, *, debug: bool = False) -> Any: ...


async def asgi_function(scope: Any, receive: Any, send: Any) -> None: ...
async def asgi_with_default(scope: Any, receive: Any, send: Any, extra: Any = None) -> None: ...
async def asgi_of_any(*args: Any) -> None: ...
def asgi_passing_on(scope: Any, receive: Any, send: Any) -> Awaitable[None]:
    return asgi_function(scope, receive, send)


class WsgiObject:
    def __call__(self, environ: Any, start_response: Any) -> Any: ...

    def method(self, environ: Any, start_response: Any) -> Any: ...

    @classmethod
    def of_class(cls, environ: Any, start_response: Any) -> Any: ...

    @staticmethod
    def static(environ: Any, start_response: Any) -> Any: ...


class AsgiObject:
    async def __call__(self, scope: Any, receive: Any, send: Any) -> None: ...

    async def method(self, scope: Any, receive: Any, send: Any) -> None: ...


class AsgiSlot:
    """As Sentry's middleware: the class has a slot of that name, not a method."""

    __slots__ = ("__call__",)

    def __init__(self) -> None:
        self.__call__ = self.run

    async def run(self, scope: Any, receive: Any, send: Any) -> None: ...


class WsgiClass:
    """PEP 3333's own example of a class as an application."""

    def __init__(self, environ: Any, start_response: Any) -> None: ...

    def __iter__(self) -> Any: ...


class WsgiChild(WsgiClass):
    pass


class AsgiClass:
    """As Starlette's endpoints: made with the three, then awaited."""

    def __init__(self, scope: Any, receive: Any, send: Any) -> None: ...

    def __await__(self) -> Any: ...


def wrapped(function: Any) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return wrapper


def with_settings(settings: Any, environ: Any, start_response: Any) -> Any: ...


@pytest.mark.parametrize(
    "application",
    [
        wsgi_function,
        wsgi_with_default,
        wsgi_generator,
        wsgi_with_keyword,
        lambda environ, _: [environ],
        WsgiObject(),
        WsgiObject().method,
        WsgiObject.of_class,
        WsgiObject.static,
        WsgiClass,
        WsgiChild,
        functools.partial(with_settings, {}),
        functools.partial(with_settings, settings={}),
        functools.partial(functools.partial(with_settings), {}),
        functools.partial(WsgiObject()),
        wrapped(wsgi_function),
        wrapped(wrapped(wsgi_function)),
    ],
)
def test_wsgi_is_recognised(application: object) -> None:
    assert detect(application) == "wsgi"


@pytest.mark.parametrize(
    "application",
    [
        asgi_function,
        asgi_with_default,
        asgi_of_any,
        asgi_passing_on,
        AsgiObject(),
        AsgiObject().method,
        AsgiSlot(),
        AsgiClass,
        functools.partial(asgi_with_default, extra=1),
        functools.partial(AsgiObject()),
        wrapped(asgi_function),
    ],
)
def test_asgi_is_recognised(application: object) -> None:
    assert detect(application) == "asgi"


def test_frameworks_are_recognised() -> None:
    from asgiref.wsgi import WsgiToAsgi
    from django.core.handlers.asgi import ASGIHandler
    from django.core.handlers.wsgi import WSGIHandler
    from fastapi import FastAPI
    from flask import Flask
    from starlette.applications import Starlette
    from starlette.middleware.cors import CORSMiddleware
    from whitenoise import WhiteNoise

    # Made without __init__, which would load settings that the detection does not need.
    assert detect(WSGIHandler.__new__(WSGIHandler)) == "wsgi"
    assert detect(ASGIHandler.__new__(ASGIHandler)) == "asgi"
    assert detect(Flask(__name__)) == detect(Flask(__name__).wsgi_app) == "wsgi"
    assert detect(FastAPI()) == detect(Starlette()) == "asgi"
    assert detect(CORSMiddleware(Starlette())) == "asgi"
    assert detect(WhiteNoise(wsgi_function)) == "wsgi"
    assert detect(WsgiToAsgi.__new__(WsgiToAsgi)) == "asgi"


class Asgi2Class:
    def __init__(self, scope: Any) -> None: ...

    async def __call__(self, receive: Any, send: Any) -> None: ...


def asgi_2(scope: Any) -> Any: ...


def create_app() -> Any: ...


async def two(receive: Any, send: Any) -> None: ...


def four(a: Any, b: Any, c: Any, d: Any) -> None: ...


def of_any(*args: Any) -> Any: ...


@pytest.mark.parametrize(
    ("application", "complaint"),
    [
        (asgi_2, "guarantee_single_callable"),
        (Asgi2Class, "guarantee_single_callable"),
        (create_app, r"call it|must be called: Adapter\(create_app\(\)\)"),
        (two, "takes 2 arguments"),
        (four, "takes 4 arguments"),
        (of_any, r"\*args.*interface="),
        (print, "cannot be seen.*interface="),
        (functools.partial(print), "cannot be seen.*interface="),
        (object, "cannot be seen.*interface="),
        ("app", "not callable.*str"),
        (None, "not callable.*NoneType"),
    ],
)
def test_anything_else_is_refused_with_what_to_do(application: object, complaint: str) -> None:
    with pytest.raises(UnknownInterface, match=complaint):
        detect(application)
