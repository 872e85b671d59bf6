"""VPC Lattice, in both versions of its event.

Version 1 has one value a header and query parameter, version 2 lists; some events of version 2 have
plain values too.
https://docs.aws.amazon.com/vpc-lattice/latest/ug/lambda-functions.html
"""

from __future__ import annotations

from ..body import decode
from ..request import Request
from . import payload_2
from .headers import last
from .url import absolute, decoded, forwarded_client, items, quoted, raw_query, server_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..response import Response
    from ..types import Event

LIMIT = 6 * 1024 * 1024

# RFC 3986 section 3.4: what stands in a query as it is, beside letters and digits; and escapes,
# and the brackets that clients leave as they are.
NAME = "!$'()*+,-./:;?@[]_~%"
VALUE = NAME + "="


def matches(event: Event) -> bool:
    if "raw_path" in event:
        return "method" in event
    about = event.get("requestContext")
    return isinstance(about, dict) and "serviceArn" in about


def read(event: Event, context: Any) -> Request:
    if "raw_path" in event:
        # Lattice is made of Envoy, whose raw_path has the query with it: exact, so it goes first.
        path, _, query = absolute(event["raw_path"]).partition("?")
        parameters = event.get("query_string_parameters")
        is_base64 = event.get("is_base64_encoded")
    else:
        path, query = absolute(event.get("path")), ""
        parameters = event.get("queryStringParameters")
        is_base64 = event.get("isBase64Encoded")
    headers = event.get("headers") or {}
    scheme, host, port = server_of(headers, None)
    return Request(
        event,
        context,
        event.get("method") or "GET",
        decoded(path),
        path,
        "",
        raw_query(query) or query_of(parameters),
        headers,
        True,
        decode(event.get("body"), is_base64),
        scheme,
        host,
        port,
        forwarded_client(last(headers, "x-forwarded-for", "X-Forwarded-For")),
        "HTTP/1.1",
        user_of(event.get("requestContext")),
    )


def query_of(parameters: dict[str, Any] | None) -> str:
    """Names and values as they are, since Envoy decodes nothing.

    AWS does not say so of version 2. So what cannot stand in a query is escaped.
    """
    return "&".join(
        [f"{quoted(name, NAME)}={quoted(value, VALUE)}" for name, value in items(parameters, None)]
    )


def user_of(about: dict[str, Any] | None) -> str:
    """The principal that an auth policy let in."""
    identity = (about or {}).get("identity") or {}
    return str(identity.get("principal") or "") if identity.get("type") == "AWS_IAM" else ""


def write(response: Response, request: Request) -> Event:  # noqa: ARG001  (the sources' signature)
    """One value a header, the first cookie among them as documented, and the others apart.

    AWS documents no place for several cookies. Envoy's Lambda filter has ``cookies``, and takes
    names that differ in case for one, so that spelling them apart would lose all but one.
    """
    result = payload_2.write(response)
    if "cookies" in result:
        result["headers"]["set-cookie"] = result["cookies"].pop(0)
    return result
