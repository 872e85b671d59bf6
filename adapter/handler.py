"""``Adapter``: the callable that Lambda calls.

    event -> source.read -> Request -> WSGI or ASGI -> Response -> source.write -> answer

Events that are no HTTP request go to functions registered with ``on``; the keep-warm event is
answered here. This module reads no event key and knows no source by name.
"""

from __future__ import annotations

from . import interface as interfaces
from .body import TextTypes
from .errors import (
    IncompleteRequest,
    InvalidResponse,
    LoopRunning,
    ResponseTooLarge,
    UnknownEvent,
    UnreadableEvent,
)
from .events import MISSHAPEN, detect, plain
from .log import logger, request_id
from .response import plain as plain_response

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, Literal

    from .request import Request
    from .response import Response
    from .types import Application, Event, Function, Server, Source


class Adapter:
    """Serve a WSGI or ASGI application on AWS Lambda: ``handler = Adapter(app)``.

    interface   "wsgi", "asgi", or "auto": seen from the application's signature
    lifespan    ASGI only. The startup runs here, once per execution environment. "auto": an
                application without lifespan is served too; "on": it must complete; "off": none
    base_path   "/api" where the front door serves the application under that path: it becomes
                SCRIPT_NAME (WSGI) or root_path (ASGI)
    text_types  further content types that travel as text, not base64: "application/graphql"
    errors      "500": an exception is logged and answered by a plain 500; "raise": it reaches
                Lambda, which counts it as an error of the function
    """

    def __init__(
        self,
        app: Application,
        *,
        interface: Literal["auto", "wsgi", "asgi"] = "auto",
        lifespan: Literal["auto", "on", "off"] = "auto",
        base_path: str = "",
        text_types: Iterable[str] = (),
        errors: Literal["500", "raise"] = "500",
    ) -> None:
        one_of("interface", interface, ("auto", "wsgi", "asgi"))
        one_of("lifespan", lifespan, ("auto", "on", "off"))
        one_of("errors", errors, ("500", "raise"))
        self._base_path = "/" + base_path.strip("/") if base_path.strip("/") else ""
        self._text_types = TextTypes(text_types)
        self._raises = errors == "raise"
        self._functions: dict[str, Function] = {}
        self._server = server_of(app, interface, lifespan)

    def on(self, name: str) -> Callable[[Function], Function]:
        """Register a function for lift's own event of that name: ``{"lift": name, …}``.

        It is called with the event and Lambda's context, and its result is the answer.
        """
        if name == plain.KEEP_WARM:
            raise ValueError(f"{name!r} is answered by the adapter itself")

        def register(function: Function) -> Function:
            self._functions[name] = function
            return function

        return register

    def __call__(self, event: Any, context: Any = None) -> Any:
        """Answer one invocation. The shapes of event and answer are those of its source."""
        source = detect(event)
        if source is None:
            return self._other(event, context)
        try:
            request = source.read(event, context)
        except IncompleteRequest as refused:
            logger().warning("%s %s", request_id(context), refused)
            answer = plain_response(refused.status, str(refused))
            return self._written(answer, refused.request, source)
        except MISSHAPEN as error:
            raise UnreadableEvent(
                f"an HTTP request with a field of the wrong type ({type(error).__name__}: "
                f"{error}): an event {plain.described(event)}"
            ) from error
        if self._base_path:
            request.mount(self._base_path)
        try:
            response = self._server.serve(request)
            if response.error is not None:
                self._report(response.error, request)
            return self._written(response, request, source)
        except LoopRunning:  # the caller's mistake, not the application's
            raise
        except Exception as error:
            request.check()  # a broken event fails like a broken application
            self._report(error, request)
            text = str(error) if isinstance(error, InvalidResponse) else "Internal Server Error"
            return self._written(plain_response(500, text), request, source)

    def _written(self, response: Response, request: Request, source: Source) -> Event:
        size = response.finish(request.method, self._text_types)
        answer = source.write(response, request)
        if size > source.LIMIT:
            check_size(answer, source.LIMIT)
        return answer

    def _report(self, error: Exception, request: Request) -> None:
        if self._raises:
            raise error
        logger().error(
            "%s %s %s: %s",
            request_id(request.context),
            request.method,
            request.path,
            type(error).__name__,
            exc_info=error,
        )

    def _other(self, event: Any, context: Any) -> Any:
        name = plain.name_of(event)
        if name == plain.KEEP_WARM:
            return {"lift": name}
        function = None if name is None else self._functions.get(name)
        if function is None:
            raise UnknownEvent(
                f"no HTTP request, and no function is registered for it: an event "
                f"{plain.described(event)}"
            )
        return function(event, context)


def one_of(option: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise ValueError(f"{option}={value!r}: expected one of {', '.join(map(repr, known))}")


def server_of(app: Any, interface: str, lifespan: str) -> Server:
    if interface == "auto":
        interface = interfaces.detect(app)
    if interface == "asgi":
        from . import asgi

        return asgi.Server(app, lifespan)
    from . import wsgi

    return wsgi.Server(app)


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
