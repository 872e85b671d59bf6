"""gzip between a REST API and its client, where the API has a minimumCompressionSize.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gzip-compression-decompression.html
"""

import gzip
import zlib
from dataclasses import replace

from .request import Request
from .response import Response


def compressed(request: Request, response: Response, minimum: int | None) -> Response:
    """The response as it goes out to a client that takes gzip: bodies of ``minimum`` bytes, and
    without another encoding, are compressed; None switches that off."""
    named = {name.lower() for name, _ in response.headers}
    if minimum is None or len(response.body) < minimum or not response.body:
        return response
    if "content-encoding" in named or not _takes_gzip(request):
        return response
    kept = tuple((n, v) for n, v in response.headers if n.lower() != "content-length")
    return replace(
        response,
        headers=(*kept, ("content-encoding", "gzip")),
        body=gzip.compress(response.body, mtime=0),
    )


def decompressed(request: Request, minimum: int | None) -> Request:
    """The request as the function gets it: a body in gzip is unpacked, unless switched off.

    Raises ``ValueError`` when it is none.
    """
    if minimum is None or request.header("content-encoding").strip().lower() != "gzip":
        return request
    try:
        body = gzip.decompress(request.body)
    except (OSError, EOFError, zlib.error):
        raise ValueError("the body is not gzip") from None
    kept = tuple(
        (n, v)
        for n, v in request.headers
        if n.lower() not in ("content-encoding", "content-length")
    )
    return replace(request, headers=(*kept, ("content-length", str(len(body)))), body=body)


def _takes_gzip(request: Request) -> bool:
    for choice in request.header("accept-encoding").split(","):
        name, _, weight = choice.partition(";")
        if name.strip().lower() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0")
    return False
