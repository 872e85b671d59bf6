"""Which interface an application speaks, told by its signature. It is never called for it.

Without ``inspect``, whose import costs 7 ms of cold start.
"""

from __future__ import annotations

from .errors import UnknownInterface

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any

# inspect.CO_VARARGS, inspect.CO_COROUTINE
VARARGS = 0x04
COROUTINE = 0x80

SLOT = type(object.__init__)

HINT = 'say which it is: Adapter(app, interface="wsgi") or interface="asgi"'


def detect(application: object) -> str:
    """ "wsgi" or "asgi"; UnknownInterface where that cannot be seen, or is neither.

    A coroutine function is ASGI; else two parameters are WSGI (environ, start_response) and three
    are ASGI (scope, receive, send).
    """
    if not callable(application):
        kind = type(application).__name__
        raise UnknownInterface(f"the application is not callable, it is of type {kind}")
    function, given, keywords = underlying(application)
    code = getattr(function, "__code__", None)
    if code is None:
        raise UnknownInterface(f"the application's signature cannot be seen; {HINT}")
    if code.co_flags & VARARGS:
        return of_wrapper(function, code)
    required, most = parameters(function, code, given, keywords)
    if required <= 2 <= most and not code.co_flags & COROUTINE:
        return "wsgi"
    if required <= 3 <= most:
        return "asgi"
    raise UnknownInterface(complaint(required, bool(code.co_flags & COROUTINE)))


def underlying(application: Any) -> tuple[Any, int, set[str]]:
    """The Python function that a call ends in, and what is already given to it.

    That is the number of positional arguments (``self`` is one) and the names of keywords.
    """
    given = 0
    keywords: set[str] = set()
    while True:
        if hasattr(application, "__func__"):  # a bound method, which shows its function's __code__
            given += 1
            application = application.__func__
        elif hasattr(application, "__code__"):
            return application, given, keywords
        elif hasattr(application, "func") and hasattr(application, "keywords"):  # a partial
            given += len(application.args)
            keywords |= set(application.keywords)
            application = application.func
        elif isinstance(application, type):
            made: Any = application
            return made.__init__, given + 1, keywords
        elif isinstance(call := type(application).__call__, SLOT):  # made in C
            return application, given, keywords
        else:
            application = call.__get__(application)


def parameters(function: Any, code: CodeType, given: int, keywords: set[str]) -> tuple[int, int]:
    """How many positional arguments a call must and may have, beyond those given."""
    names = code.co_varnames[: code.co_argcount]
    defaults = len(function.__defaults__ or ())
    optional = set(names[len(names) - defaults :]) | keywords
    left = names[given:]
    required = sum(name not in optional for name in left)
    return required, sum(name not in keywords for name in left)


def of_wrapper(function: Any, code: CodeType) -> str:
    """The interface of a function that takes ``*args``: of what it wraps (functools.wraps)."""
    if code.co_flags & COROUTINE:
        return "asgi"
    wrapped = getattr(function, "__wrapped__", None)
    if wrapped is None:
        raise UnknownInterface(f"the application takes *args; {HINT}")
    return detect(wrapped)


def complaint(required: int, coroutine: bool) -> str:
    """Why this is neither, with the commonest mistakes named."""
    if required == 1 and not coroutine:
        return (
            "the application takes one argument, as in ASGI 2, which is not supported; "
            "wrap it with asgiref.compatibility.guarantee_single_callable"
        )
    if required == 0:
        return "the application takes no argument; a factory must be called: Adapter(create_app())"
    return f"the application takes {required} arguments: neither WSGI (2) nor ASGI (3); {HINT}"
