"""SnapStart: what is done before Lambda takes a snapshot of an environment, and after each restore.

    before   the application's hooks, the last one first -> its lifespan shuts down
             -> Django's connections to databases and caches are closed
    after    random numbers are seeded anew -> the lifespan starts -> the application's hooks

Connections do not outlive a snapshot, and what was unique before it is in every environment that is
restored from it. Where there is no SnapStart nothing here does anything.

https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-python.html
https://docs.aws.amazon.com/lambda/latest/dg/snapstart-uniqueness.html
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    from .types import Server

    Hook = TypeVar("Hook", bound=Callable[[], Any])

_before: list[Callable[[], Any]] = []
_after: list[Callable[[], Any]] = []
_servers: list[Server] = []  # whose applications' lifespans end before a snapshot


def is_on() -> bool:
    return os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start"


def before_snapshot(function: Hook) -> Hook:
    """Have ``function`` called before the snapshot is taken. What is ``async`` is awaited.

    It may close what the snapshot must not hold; what it raises fails the release.
    """
    if is_on():
        _register()
        _before.append(function)
    return function


def after_restore(function: Hook) -> Hook:
    """Have ``function`` called after each restore, before the first event. What is ``async`` is
    awaited. Lambda gives the restore with all of these ten seconds."""
    if is_on():
        _register()
        _after.append(function)
    return function


def prepare(server: Server, *, kept: bool) -> None:
    """``kept``: the application's lifespan goes into the snapshot as it is."""
    _register()
    if not kept:
        _servers.append(server)


_registered = False


def _register() -> None:
    """With the runtime's own registry, once: the order between ours is ours."""
    global _registered  # noqa: PLW0603  (it is the process that is registered)
    if _registered:
        return
    _registered = True
    from importlib import import_module

    registry: Any = import_module("snapshot_restore_py")  # only Lambda and its base images have it
    registry.register_before_snapshot(suspend)
    registry.register_after_restore(resume)


def suspend() -> None:
    for hook in reversed(_before):
        _call(hook)
    for server in _servers:
        server.suspend()
    close_django()


def resume() -> None:
    seed()
    for server in _servers:
        server.resume()
    for hook in _after:
        _call(hook)


def _call(hook: Callable[[], Any]) -> None:
    result = hook()
    if hasattr(result, "__await__"):
        from . import loop

        loop.result_of(result)


def seed() -> None:
    """Else every environment would draw the same numbers. The system's own source needs no seed."""
    for name in ("random", "numpy.random"):
        if module := sys.modules.get(name):
            module.seed()


def close_django() -> None:
    """Close what Django has open, if that is what the application is made with.

    Its own end of a request closes only connections that are not kept; pools of connections, and
    caches on servers, it keeps for the process.
    """
    conf, db, cache = map(sys.modules.get, ("django.conf", "django.db", "django.core.cache"))
    if conf is None or not conf.settings.configured:
        return
    if db is not None:
        for connection in db.connections.all():
            connection.close()
            if close_pool := getattr(connection, "close_pool", None):
                close_pool()
    if cache is not None:
        cache.close_caches()
        for alias in cache.caches:  # the clients of some keep their sockets when they are closed
            with suppress(AttributeError):  # it was not used
                del cache.caches[alias]
