"""``Adapter``: the callable that Lambda calls.

    event -> source.read -> Request -> WSGI or ASGI -> Response -> source.write -> answer

Events that are no HTTP request go to functions registered with ``on``; the keep-warm event is
answered here. This module reads no event key and knows no source by name.
"""

from __future__ import annotations

from . import interface as interfaces
from . import options
from .body import TextTypes
from .errors import (
    IncompleteRequest,
    InvalidResponse,
    LoopRunning,
    ResponseTooLarge,
    UnknownEvent,
    UnreadableEvent,
)
from .events import MISSHAPEN, detect
from .response import plain as plain_response

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from typing import Any, Literal

    from .access_log import AccessLog, Line
    from .request import Request
    from .response import Response
    from .types import Application, Event, Function, LoopFactory, Server, Source


class Adapter:
    """Serve a WSGI or ASGI application on AWS Lambda: ``handler = Adapter(app)``.

    interface   "wsgi", "asgi", or "auto": seen from the application's signature
    lifespan    ASGI only. The startup runs here, once per execution environment. "auto": an
                application without lifespan is served too; "on": it must complete; "off": none
    lifespan_shutdown  ASGI only. True: the shutdown runs too, where Lambda lets it (shutdown.py)
    lifespan_kept  ASGI only. True: with SnapStart it goes into the snapshot as it is. Else it shuts
                down before, and starts again after each restore (snapshot.py)
    loop_factory  ASGI only. Makes the event loop of the process: ``uvloop.new_event_loop``
    base_path   "/api" where the front door serves the application under that path: it becomes
                SCRIPT_NAME (WSGI) or root_path (ASGI)
    text_types  further content types that travel as text, not base64: "application/graphql"
    exclude_headers  names of headers that are taken out of responses, in upper or lower case
    errors      "500": an exception is logged and answered by a plain 500; "raise": it reaches
                Lambda, which counts it as an error of the function
    access_log  True: one line of JSON on stdout for each request (access_log.py)
    """

    def __init__(  # noqa: PLR0913  (each is an option, with a default)
        self,
        app: Application,
        *,
        interface: Literal["auto", "wsgi", "asgi"] = "auto",
        lifespan: Literal["auto", "on", "off"] = "auto",
        lifespan_shutdown: bool = False,
        lifespan_kept: bool = False,
        loop_factory: LoopFactory | None = None,
        base_path: str = "",
        text_types: Iterable[str] = (),
        exclude_headers: Iterable[str] = (),
        errors: Literal["500", "raise"] = "500",
        access_log: bool = False,
    ) -> None:
        options.one_of("interface", interface, ("auto", "wsgi", "asgi"))
        options.one_of("lifespan", lifespan, ("auto", "on", "off"))
        options.one_of("errors", errors, ("500", "raise"))
        options.flag("lifespan_shutdown", lifespan_shutdown)
        options.flag("lifespan_kept", lifespan_kept)
        options.flag("access_log", access_log)
        self._base_path = options.path("base_path", base_path)
        self._text_types = TextTypes(options.names("text_types", text_types, "application/graphql"))
        self._excluded = options.names("exclude_headers", exclude_headers, "server")
        self._raises = errors == "raise"
        self._access_log = access_log_of() if access_log else None
        self._functions: dict[str, Function] = {}
        self._application = app
        self._detected = interface == "auto"
        self._server = server_of(
            app, interface, lifespan, lifespan_shutdown, lifespan_kept, loop_factory
        )
        prepare_snapshot(self._server, lifespan_kept)

    def __repr__(self) -> str:
        """What was decided: the interface, how the startup went, and the options that are set."""
        words = [f"{named(self._application)}: {self._server.described}"]
        words += ["interface detected"] * self._detected
        given = {
            "base_path": self._base_path,
            "text_types": sorted(self._text_types.extra),
            "exclude_headers": sorted(self._excluded),
            "errors": self._raises and "raise",
            "access_log": self._access_log is not None,
        }
        words += [f"{option}={value!r}" for option, value in given.items() if value]
        return f"<Adapter of {', '.join(words)}>"

    def on(self, name: str) -> Callable[[Function], Function]:
        """Register a function for lift's own event of that name: ``{"lift": name, …}``.

        It is called with the event and Lambda's context, and its result is the answer. What an
        ``async def`` returns is awaited in the event loop that serves ASGI applications.
        """
        from .events import plain

        if name == plain.KEEP_WARM:
            raise ValueError(f"{name!r} is answered by the adapter itself")

        def register(function: Function) -> Function:
            self._functions[name] = function
            return function

        return register

    def answer(self, request: Request) -> Response:
        """What the application answers to a request that no event brought; raises what it raises.

        For ``lift.warmers.warm_requests``. It is no visitor: no line of the access log is its.
        """
        if self._base_path:
            request.mount(self._base_path)
        response = self._server.serve(request)
        response.finish(request.method, self._text_types)
        return response

    def __call__(self, event: Any, context: Any = None) -> Any:
        """Answer one invocation. The shapes of event and answer are those of its source."""
        line = None if self._access_log is None else self._access_log.begin()
        source = detect(event)
        if source is None:
            return self._other(event, context)
        try:
            request = source.read(event, context)
        except IncompleteRequest as refused:
            from .log import logger, request_id

            logger().warning("%s %s", request_id(context), refused)
            answer = plain_response(refused.status, str(refused))
            return self._written(answer, refused.request, source, line)
        except MISSHAPEN as error:
            raise unreadable(event, error) from error
        if self._base_path:
            request.mount(self._base_path)
        try:
            response = self._server.serve(request)
            if response.error is not None:
                self._report(response.error, request)
            return self._written(response, request, source, line)
        except LoopRunning:  # the caller's mistake, not the application's
            raise
        except Exception as error:
            request.check()  # a broken event fails like a broken application
            self._report(error, request)
            text = str(error) if isinstance(error, InvalidResponse) else "Internal Server Error"
            return self._written(plain_response(500, text), request, source, line)

    def _written(
        self, response: Response, request: Request, source: Source, line: Line | None
    ) -> Event:
        size = response.finish(request.method, self._text_types)
        if self._excluded:
            response.leave_out(self._excluded)
        answer = source.write(response, request)
        if size * 6 > source.LIMIT:  # a character is at most six bytes in JSON ("\u0000")
            check_size(answer, source.LIMIT)
        if line is not None:
            line.write(request, response)
        return answer

    def _report(self, error: Exception, request: Request) -> None:
        if self._raises:
            raise error
        from .log import logger, request_id

        logger().error(
            "%s %s %s: %s",
            request_id(request.context),
            request.method,
            request.encoded_path().decode(),  # decoded, it could hold a line break
            type(error).__name__,
            exc_info=error,
        )

    def _other(self, event: Any, context: Any) -> Any:
        from .events import plain

        name = plain.name_of(event)
        if name == plain.KEEP_WARM:
            from . import keep_warm

            return keep_warm.answer(event, context)
        function = None if name is None else self._functions.get(name)
        if function is None:
            raise UnknownEvent(
                f"no HTTP request, and no function is registered for it: an event "
                f"{plain.described(event)}"
            )
        result = function(event, context)
        return awaited(result) if hasattr(result, "__await__") else result


def unreadable(event: Any, error: Exception) -> UnreadableEvent:
    from .events import plain

    return UnreadableEvent(
        f"an HTTP request with a field of the wrong type ({type(error).__name__}: {error}): "
        f"an event {plain.described(event)}"
    )


def server_of(
    app: Any,
    interface: str,
    lifespan: str,
    shutdown: bool,
    kept: bool,
    loop_factory: LoopFactory | None,
) -> Server:
    if interface == "auto":
        interface = interfaces.detect(app)
    if interface == "asgi":
        if lifespan == "off":
            options.unused("lifespan_shutdown", shutdown, "lifespan is off")
            options.unused("lifespan_kept", kept, "lifespan is off")
        from . import asgi

        return asgi.Server(app, lifespan, shutdown, loop_factory)
    reason = "a WSGI application has none"
    options.unused("lifespan", lifespan == "on" and lifespan, reason)
    options.unused("lifespan_shutdown", shutdown, reason)
    options.unused("lifespan_kept", kept, reason)
    options.unused("loop_factory", loop_factory, reason)
    from . import wsgi

    return wsgi.Server(app)


def prepare_snapshot(server: Server, kept: bool) -> None:
    import os

    if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start":
        from . import snapshot

        snapshot.prepare(server, kept=kept)


def access_log_of() -> AccessLog:
    from .access_log import AccessLog

    return AccessLog()


def awaited(result: Awaitable[Any]) -> Any:
    from . import loop

    return loop.result_of(result)


def named(thing: Any) -> str:
    """Where a function or class is from; of anything else, its class."""
    thing = thing if hasattr(thing, "__qualname__") else type(thing)
    return f"{thing.__module__}.{thing.__qualname__}"


def check_size(answer: Event, limit: int) -> None:
    """Raise ResponseTooLarge if the JSON of ``answer`` has more bytes than ``limit``.

    Lambda would drop it, and the client see a 502 that says nothing.
    """
    import os
    from json import dumps

    # As awslambdaric's lambda_runtime_marshaller: all but ASCII escaped, save from python3.12 on.
    minor = os.environ.get("AWS_EXECUTION_ENV", "").removeprefix("AWS_Lambda_python3.")
    escaped = not (minor.isdecimal() and int(minor) >= 12)
    size = len(dumps(answer, ensure_ascii=escaped).encode())
    if size > limit:
        raise ResponseTooLarge(f"the response is too large: {size} bytes as JSON, {limit} at most")
