"""A client gets what the application answered, through every front door.

The adapter's answer goes back to the door as JSON. Losses that AWS itself causes are in ``ways``.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lift.deployer.gateway.request import Request
from lift.deployer.gateway.response import Response

from .applications import INTERFACES
from .ways import WAYS, grouped

GET = Request("GET", "/?", (("Host", "example.com"),))

statuses = st.sampled_from([200, 201, 206, 301, 400, 404, 418, 500, 503, 599])
names = st.sampled_from(["X-A", "x-a", "X-B", "Vary", "Set-Cookie", "Via", "X-Edge-A", "X-Cache"])
latin = st.characters(codec="latin-1", exclude_categories=("Cc", "Zs"))
values = st.text(latin | st.just(" "), max_size=8).map(str.strip)
cookies = st.sampled_from(["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2; HttpOnly", "b=3"])
types = st.sampled_from(["text/plain", "text/html; charset=latin-1", "a/b+json", "image/png"])
bodies = st.binary(max_size=30) | st.text(max_size=10).map(
    lambda text: text.encode("utf-8", "replace")
)


@st.composite
def responses(draw: st.DrawFn) -> Response:
    headers = draw(st.lists(st.tuples(names, values), max_size=4))
    headers += [("Set-Cookie", cookie) for cookie in draw(st.lists(cookies, max_size=3))]
    headers += [("Content-Type", kind) for kind in draw(st.lists(types, max_size=1))]
    return Response(draw(statuses), tuple(headers), draw(bodies))


def lower(headers: object) -> list[tuple[str, str]]:
    """Grouped by name, since the order of different names means nothing."""
    assert isinstance(headers, list | tuple)
    return sorted(grouped([(name.lower(), value) for name, value in headers]), key=lambda h: h[0])


@pytest.mark.parametrize("interface", INTERFACES)
@pytest.mark.parametrize("name", WAYS)
@settings(max_examples=100)
@given(answer=responses())
def test_the_client_gets_what_the_application_answered(
    name: str, interface: str, answer: Response
) -> None:
    way, (serve, _) = WAYS[name], INTERFACES[interface]
    _, result = serve(way.event(GET), answer)
    got = way.response(GET, result)
    assert (got.status, got.body) == (answer.status, answer.body)
    assert lower(got.headers) == lower(way.leaving(answer.headers))


@pytest.mark.parametrize("interface", INTERFACES)
@pytest.mark.parametrize("status", [200, 404])
@pytest.mark.parametrize("name", WAYS)
def test_head_gets_the_headers_and_no_body(name: str, status: int, interface: str) -> None:
    way, (serve, _) = WAYS[name], INTERFACES[interface]
    head = Request("HEAD", "/?", GET.headers)
    _, result = serve(way.event(head), Response(status, (("Content-Type", "a/b"),), b"hello"))
    assert way.response(head, result) == Response(status, (("content-type", "a/b"),))


@pytest.mark.parametrize("interface", INTERFACES)
@pytest.mark.parametrize("status", [204, 304])
@pytest.mark.parametrize("name", WAYS)
def test_an_answer_without_content_stays_so(name: str, status: int, interface: str) -> None:
    way, (serve, _) = WAYS[name], INTERFACES[interface]
    _, result = serve(way.event(GET), Response(status, (), b"ignored"))
    assert way.response(GET, result) == Response(status)


@pytest.mark.parametrize("name", WAYS)
def test_a_download_arrives_byte_by_byte(name: str) -> None:
    body = bytes(range(256)) * 100
    way, (serve, _) = WAYS[name], INTERFACES["wsgi"]
    _, result = serve(way.event(GET), Response(200, (("Content-Type", "a/b"),), body))
    assert way.response(GET, result).body == body
