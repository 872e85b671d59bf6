"""Bodies: base64 or text, both ways. The one place that decides it.

Lambda's answer is JSON, so a body goes out as text or as base64. The gateway makes the same bytes
of both, so text is chosen where it is short and readable, and only where it decodes exactly.
"""

from __future__ import annotations

from binascii import Error, a2b_base64, b2a_base64

from .errors import InvalidResponse, UnreadableEvent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

TEXT = frozenset(
    {
        "application/json",
        "application/xml",
        "application/javascript",
        "application/ecmascript",
        "application/x-javascript",
        "application/x-www-form-urlencoded",
    }
)
CACHED = 256


def decode(body: str | None, is_base64: object) -> bytes:
    """The bytes of an event's body. ``None`` is empty; base64 by the flag alone."""
    if not body:
        return b""
    if not is_base64:
        return body.encode("utf-8", "surrogatepass")
    try:
        return a2b_base64(body, strict_mode=True)  # else what is none decodes to anything
    except (Error, ValueError) as error:
        raise UnreadableEvent(f"isBase64Encoded is true, but body is no base64: {error}") from None


class TextTypes(dict[str, bool]):
    """Content types as they come in headers, and whether their bodies are text. A bounded cache."""

    def __init__(self, extra: Iterable[str] = ()) -> None:
        super().__init__()
        self.extra = frozenset(name.lower() for name in extra)

    def __missing__(self, content_type: str) -> bool:
        name, _, parameters = content_type.lower().partition(";")
        name = name.strip()
        text = (
            name.startswith("text/")
            or name.endswith(("+json", "+xml"))
            or name in TEXT
            or name in self.extra
            or "charset=" in parameters
        )
        if len(self) < CACHED:
            self[content_type] = text
        return text


def encode(
    body: bytes, content_type: str, content_encoding: str, text: TextTypes
) -> tuple[str, bool]:
    """The body as Lambda sends it, and whether that is base64.

    A content encoding means bytes, whatever the type; latin-1 text, whose bytes are no UTF-8,
    travels as base64 and arrives unchanged.
    """
    if not body:
        return "", False
    if text[content_type] and (not content_encoding or content_encoding.lower() == "identity"):
        try:
            return body.decode(), False
        except UnicodeDecodeError:
            pass
    return b2a_base64(body, newline=False).decode("ascii"), True


def copied(part: object) -> bytes:
    """The bytes of a bytearray or memoryview, which the application may use again."""
    if not isinstance(part, (bytes, bytearray, memoryview)):
        raise InvalidResponse(f"the application sent a body of type {type(part).__name__}")
    return bytes(part)
