"""gzip between a REST API and its client."""

import gzip

import pytest

from lift.deployer.gateway.compression import compressed, decompressed
from lift.deployer.gateway.request import Request
from lift.deployer.gateway.response import Response

BODY = b"hello " * 100


@pytest.mark.parametrize("accepted", ["gzip", "deflate, GZIP;q=0.5", "br, *"])
def test_a_client_that_takes_gzip_gets_it(accepted: str) -> None:
    request = Request("GET", "/", (("Accept-Encoding", accepted),))
    response = compressed(request, Response(200, (("Content-Length", "600"),), BODY), 600)
    assert gzip.decompress(response.body) == BODY
    assert response.headers == (("content-encoding", "gzip"),)


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "identity"])
def test_no_other_client_gets_it(accepted: str) -> None:
    response = Response(200, (), BODY)
    assert (
        compressed(Request("GET", "/", (("Accept-Encoding", accepted),)), response, 0) is response
    )


def test_what_is_small_empty_or_compressed_already_stays() -> None:
    request = Request("GET", "/", (("Accept-Encoding", "gzip"),))
    for response, minimum in (
        (Response(200, (), BODY), 601),
        (Response(200, (), BODY), None),
        (Response(204), 0),
        (Response(200, (("Content-Encoding", "br"),), BODY), 0),
    ):
        assert compressed(request, response, minimum) is response


def test_a_body_in_gzip_arrives_unpacked_where_compression_is_on() -> None:
    headers = (("Content-Encoding", "gzip"), ("Content-Length", "9"), ("X-A", "1"))
    request = Request("POST", "/", headers, gzip.compress(BODY))
    assert decompressed(request, None) is request
    unpacked = decompressed(request, 0)
    assert unpacked.body == BODY
    assert unpacked.headers == (("X-A", "1"), ("content-length", "600"))
    plain = Request("POST", "/", (), BODY)
    assert decompressed(plain, 0) is plain


@pytest.mark.parametrize("body", [b"hello", gzip.compress(BODY)[:-9]], ids=["no gzip", "cut short"])
def test_a_body_that_is_no_gzip_is_an_error(body: bytes) -> None:
    request = Request("POST", "/", (("Content-Encoding", "gzip"),), body)
    with pytest.raises(ValueError, match="not gzip"):
        decompressed(request, 0)
