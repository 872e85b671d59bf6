"""The path of an HTTP API, as seen live on AWS in July 2026, and its two ways to fail."""

import pytest

from lift.deployer.gateway import http_api
from lift.deployer.gateway.request import Request

GET = Request("GET", "/")


@pytest.mark.parametrize(
    ("sent", "delivered"),
    [
        ("/plain", "/plain"),
        ("/a%20b", "/a b"),
        ("/question%3Fvalue", "/question"),
        ("/hash%23value", "/hash#value"),
        ("/slash%2Fvalue", "/slash/value"),
        ("/%CE%BB", "/λ"),
        ("/literal%252Fvalue", "/literal/value"),
        ("/literal%253Fvalue", "/literal?value"),
        ("/literal%2525value", "/literal%value"),
    ],
)
def test_the_path_is_decoded_twice_and_cut(sent: str, delivered: str) -> None:
    assert http_api.decoded_path(sent) == delivered


def test_a_percent_sign_alone_is_refused() -> None:
    with pytest.raises(http_api.BadPath):
        http_api.decoded_path("/percent%25done")


@pytest.mark.parametrize("answer", [b"no json", b"[]", b'"text"', b"null", b'{"statusCode": 99}'])
def test_format_1_wants_an_object_with_a_status(answer: bytes) -> None:
    assert http_api.lift(GET, answer, "1.0").status == 500


@pytest.mark.parametrize(
    ("answer", "body"),
    [(b'"text"', b"text"), (b"null", b"null"), (b'{"a": [1]}', b'{"a":[1]}'), (b"[1]", b"[1]")],
)
def test_format_2_wraps_what_has_no_status(answer: bytes, body: bytes) -> None:
    response = http_api.lift(GET, answer)
    assert (response.status, response.body) == (200, body)
    assert response.headers == (("content-type", "application/json"),)


def test_a_status_in_digits_is_accepted_and_scalars_become_text() -> None:
    answer = b'{"statusCode": "201", "headers": {"x-number": 5, "x-true": true}}'
    response = http_api.lift(GET, answer)
    assert response.status == 201
    assert dict(response.headers)["x-number"] == "5"
    assert dict(response.headers)["x-true"] == "true"


def test_the_lists_of_format_1_win_over_the_single_headers() -> None:
    answer = (
        b'{"statusCode": 200, "headers": {"x-a": "0", "content-type": "a/b"},'
        b' "multiValueHeaders": {"X-A": ["1", "2"]}}'
    )
    response = http_api.lift(GET, answer, "1.0")
    assert response.headers == (("content-type", "a/b"), ("X-A", "1"), ("X-A", "2"))


def test_each_failure_of_the_door_has_its_status() -> None:
    failures = {
        http_api.failed(): (500, b'{"message":"Internal Server Error"}'),
        http_api.refused(504): (503, b'{"message":"Service Unavailable"}'),
        http_api.not_found(): (404, b'{"message":"Not Found"}'),
        http_api.bad_request(): (400, b'{"message":"Bad Request"}'),
    }
    assert all((r.status, r.body) == wanted for r, wanted in failures.items())
