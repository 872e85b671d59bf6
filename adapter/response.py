"""The HTTP response in the middle: what the application answered, the same for every source.

Made by ``wsgi`` and ``asgi``, written out by a module of ``events``.
"""

from __future__ import annotations

from .body import encode
from .errors import InvalidResponse
from .memo import Memo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from .body import TextTypes
    from .types import Header


# RFC 9110 section 5.6.2: what a header's name may consist of.
NAME_CHARACTERS = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Response:
    """One HTTP response.

    ``status``  the code; ``reason`` the application's own words for it, "" if it gave none
    ``headers`` name and value, repeats as separate pairs; after ``finish`` names in lower case
    ``body``    all of it, as bytes; ``text`` and ``is_base64`` are how it travels, after ``finish``
    ``error``   what the application raised after a response that is complete, else None
    """

    __slots__ = ("body", "error", "headers", "is_base64", "reason", "status", "text")

    def __init__(
        self,
        status: int,
        headers: list[Header],
        body: bytes,
        reason: str = "",
        error: Exception | None = None,
    ) -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self.reason = reason
        self.error = error
        self.text = ""
        self.is_base64 = False

    def finish(self, method: str, text_types: TextTypes) -> int:
        """Check the headers, drop a body that must not be, decide between text and base64.

        Returns how many characters travel that JSON may have to escape: the body if it is text, the
        headers' values, and 64 for each name. Six of base64, which it never escapes, count as one.
        """
        content_type = content_encoding = ""
        size = 0
        headers = []
        try:
            for name, value in self.headers:
                lower = NAMES[name]
                size += len(value)
                if not value.isprintable():
                    refuse_breaks(value)
                if lower == "content-type":
                    content_type = value
                elif lower == "content-encoding":
                    content_encoding = value
                # RFC 9113 section 8.2.1: no space at either end. Django begins cookies with one.
                headers.append((lower, value.strip(" \t")))
        except (AttributeError, TypeError, ValueError):
            raise InvalidResponse("the application's headers are not all pairs of text") from None
        self.headers = headers
        # RFC 9110 sections 9.3.2 and 15: no content after HEAD, 1xx, 204 and 304.
        if method == "HEAD" or self.status < 200 or self.status in (204, 304):
            self.body = b""
        self.text, self.is_base64 = encode(self.body, content_type, content_encoding, text_types)
        length = len(self.text)
        return (length // 6 if self.is_base64 else length) + size + 64 * len(headers)

    def leave_out(self, excluded: Collection[str]) -> None:
        """Take these headers out, once ``finish`` has put their names in lower case."""
        self.headers = [pair for pair in self.headers if pair[0] not in excluded]


def refuse_breaks(text: str) -> None:
    """One header must not pass for two."""
    if "\n" in text or "\r" in text or "\0" in text:
        raise InvalidResponse("the application sent a header with a line break or NUL")


def lower_name(name: str) -> str:
    refuse_breaks(name)
    if not name or name.strip(NAME_CHARACTERS):
        raise InvalidResponse("the application sent a header whose name is none")
    return name.lower()


NAMES: dict[str, str] = Memo(lower_name)


def plain(status: int, text: str) -> Response:
    """A response of lift's own."""
    return Response(status, [("content-type", "text/plain; charset=utf-8")], text.encode())


def phrase(status: int) -> str:
    """The usual words for a status code."""
    from http.client import responses

    return responses.get(status, "Unknown")
