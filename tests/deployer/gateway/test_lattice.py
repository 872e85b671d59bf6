"""VPC Lattice's two events, and its answers as Envoy reads them."""

from typing import Any

import pytest

from lift.deployer.gateway import lattice
from lift.deployer.gateway.request import Request

from .ways import ARRIVAL, DOOR

SENT = (("Header1", "value1"), ("header1", "value2"), ("X-Forwarded-For", "10.0.0.1"))
GET = Request("GET", "/?QS1=value1&QS1=value2", SENT, client="10.0.0.2")


def test_version_1_joins_headers_and_has_the_last_parameter() -> None:
    event: dict[str, Any] = lattice.forge(GET, DOOR, ARRIVAL, "1.0")
    assert event["headers"]["header1"] == "value1, value2"
    assert event["headers"]["x-forwarded-for"] == "10.0.0.1, 10.0.0.2"
    assert event["query_string_parameters"] == {"QS1": "value2"}
    assert (event["body"], event["is_base64_encoded"]) == ("", False)


def test_version_2_has_lists() -> None:
    event: dict[str, Any] = lattice.forge(GET, DOOR, ARRIVAL)
    assert event["headers"]["header1"] == ["value1", "value2"]
    assert event["queryStringParameters"] == {"QS1": ["value1", "value2"]}


def test_of_names_that_differ_in_case_the_last_counts_and_cookies_are_added() -> None:
    answer = (
        b'{"statusCode": 200, "headers": {"Set-Cookie": "a", "set-cookie": "b", "x": "1"},'
        b' "cookies": ["c"]}'
    )
    headers = lattice.lift(GET, answer).headers
    assert [value for name, value in headers if name == "set-cookie"] == ["b", "c"]


@pytest.mark.parametrize(
    "answer", [b"no json", b"[]", b"{}", b'{"statusCode": 200, "headers": {"x": ["1"]}}']
)
def test_a_malformed_answer_is_a_500(answer: bytes) -> None:
    assert lattice.lift(GET, answer).status == 500
