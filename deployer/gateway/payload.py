"""The parts of events and answers that API Gateway's and Lambda's own doors have in common.

Forging writes events; an answer is what a function returned, as JSON text. Neither touches the
network.
"""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl

from .front_door import Arrival, FrontDoor
from .request import Request
from .response import HOP_BY_HOP, Response

_TEXT = ("application/json", "application/javascript", "application/xml")
_NO_NAME = re.compile(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]|^$")  # RFC 9110 section 5.6.2


class Malformed(Exception):
    """The function's answer is none that the front door understands."""


def body_fields(request: Request) -> tuple[str | None, bool]:
    """``body`` and ``isBase64Encoded`` of the event: text goes as it is, all else as base64.

    Text is ``text/*`` and the three application types of the API Gateway documentation; a form
    arrives as base64.
    """
    if not request.body:
        return None, False
    kind = request.header("content-type").partition(";")[0].strip().lower()
    if not request.header("content-encoding") and (kind.startswith("text/") or kind in _TEXT):
        try:
            return request.body.decode("utf-8"), False
        except UnicodeDecodeError:
            pass  # latin-1 under text/plain: base64 keeps the bytes
    return base64.b64encode(request.body).decode("ascii"), True


def forwarded(request: Request, door: FrontDoor, arrival: Arrival) -> dict[str, str]:
    """The request's headers in lower case, as the door hands them on."""
    headers = forwarded_for(request)
    headers["x-forwarded-port"] = door.port
    headers["x-forwarded-proto"] = door.scheme
    headers["x-amzn-trace-id"] = arrival.trace_id
    return headers


def forwarded_for(request: Request) -> dict[str, str]:
    """The request's headers in lower case, without the connection's own, and with the client."""
    headers = {
        name: value for name, value in request.joined_headers.items() if name not in HOP_BY_HOP
    }
    before = headers.get("x-forwarded-for")
    headers["x-forwarded-for"] = f"{before}, {request.client}" if before else request.client
    headers["content-length"] = str(len(request.body))
    return headers


def header_lists(request: Request, forwarded: Mapping[str, str]) -> dict[str, list[str]]:
    """Each value by itself, save what the door wrote."""
    lists: dict[str, list[str]] = {}
    for name, value in request.headers:
        lists.setdefault(name.lower(), []).append(value)
    return {
        name: lists[name] if value == request.joined_headers.get(name) else [value]
        for name, value in forwarded.items()
    }


def cookies(request: Request) -> list[str]:
    """Each cookie of the request by itself, ``name=value``."""
    lines = [value for name, value in request.headers if name.lower() == "cookie"]
    parts = [part.strip() for line in lines for part in line.split(";")]
    return [part for part in parts if part]


def query_joined(query: str) -> dict[str, str]:
    """``queryStringParameters`` of format 2.0: decoded, repeats joined by a comma."""
    joined: dict[str, str] = {}
    for key, value in parse_qsl(query, keep_blank_values=True):
        joined[key] = f"{joined[key]},{value}" if key in joined else value
    return joined


def query_lists(query: str) -> dict[str, list[str]]:
    """``multiValueQueryStringParameters`` of format 1.0: decoded, the order between keys lost."""
    lists: dict[str, list[str]] = {}
    for key, value in parse_qsl(query, keep_blank_values=True):
        lists.setdefault(key, []).append(value)
    return lists


def raw_query_lists(query: str) -> dict[str, list[str]]:
    """Names and values as they were sent, where a door splits a query and decodes nothing."""
    lists: dict[str, list[str]] = {}
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        lists.setdefault(name, []).append(value)
    return lists


def last_values(lists: Mapping[str, list[str]]) -> dict[str, str]:
    """What is left of the lists where a door has one value a name."""
    return {name: values[-1] for name, values in lists.items()}


def parse(payload: bytes) -> object:
    """The function's answer as a value; raises ``Malformed`` when it is not JSON."""
    try:
        return json.loads(payload)
    except ValueError:
        raise Malformed("the answer is not JSON") from None


def status_of(answer: Mapping[str, object]) -> int:
    """``statusCode`` as a number from 100 to 599; digits in a string are accepted too."""
    code = answer.get("statusCode")
    if isinstance(code, str) and code.isdigit():
        code = int(code)
    if not isinstance(code, int) or isinstance(code, bool) or not 100 <= code <= 599:
        raise Malformed(f"statusCode is {code!r}")
    return code


def body_of(answer: Mapping[str, object]) -> bytes:
    """``body`` as bytes, decoded when ``isBase64Encoded`` says so."""
    body = answer.get("body")
    if body is None:
        return b""
    if not isinstance(body, str):
        raise Malformed("body is no string")
    if not answer.get("isBase64Encoded"):
        return body.encode("utf-8")
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        raise Malformed("body is not base64") from None


def single_headers(answer: Mapping[str, object]) -> list[tuple[str, str]]:
    """The pairs of ``headers``; scalars become text, anything else is ``Malformed``."""
    return [(name, scalar(name, value)) for name, value in _object(answer, "headers").items()]


def multi_headers(answer: Mapping[str, object]) -> list[tuple[str, str]]:
    """The pairs of ``multiValueHeaders``."""
    pairs: list[tuple[str, str]] = []
    for name, values in _object(answer, "multiValueHeaders").items():
        if not isinstance(values, list):
            raise Malformed(f"multiValueHeaders[{name!r}] is no list")
        pairs += [(name, scalar(name, value)) for value in values]
    return pairs


def cookie_headers(answer: Mapping[str, object]) -> list[tuple[str, str]]:
    """The pairs of ``cookies``."""
    cookies = answer.get("cookies")
    if cookies is None:
        return []
    if not isinstance(cookies, list):
        raise Malformed("cookies is no list")
    return [("set-cookie", scalar("set-cookie", cookie)) for cookie in cookies]


def scalar(name: str, value: object) -> str:
    """A header's value as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float):
        raise Malformed(f"the header {name!r} is {type(value).__name__}")
    text = str(value)
    if _NO_NAME.search(name) or "\r" in text or "\n" in text:
        raise Malformed(f"the header {name!r} would break the response apart")
    return text


def finish(
    request: Request,
    status: int,
    pairs: list[tuple[str, str]],
    body: bytes,
    *,
    default_type: str | None,
) -> Response:
    """The response as the door sends it: no connection headers, no body where there is none.

    ``default_type`` is the door's word for a body whose type the function does not say.
    """
    headers = [(n, v) for n, v in pairs if n.lower() not in HOP_BY_HOP]
    names = {name.lower() for name, _ in headers}
    if default_type and "content-type" not in names and status not in (204, 304):
        headers.append(("content-type", default_type))
    if request.method != "HEAD":
        headers = [(n, v) for n, v in headers if n.lower() != "content-length"]
    bare = status < 200 or status in (204, 304)
    return Response(status, tuple(headers), b"" if bare else body)


def _object(answer: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = answer.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Malformed(f"{key} is no object")
    return value
