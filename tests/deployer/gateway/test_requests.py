"""An application sees what was sent, through every front door, as a server would have shown it.

The forged event goes to ``lift.adapter`` as JSON. Losses that AWS itself causes are in ``ways``.
"""

from dataclasses import replace
from urllib.parse import quote

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lift.deployer.gateway import http_api
from lift.deployer.gateway.request import Request
from lift.deployer.gateway.response import Response

from .applications import INTERFACES
from .ways import DOOR, WAYS

EMPTY = Response(204)

methods = st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"])
text = st.text(st.characters(codec="utf-8"), max_size=6)
odd = ["/", "//", ";", "%2F", "%2f", "%20", "+", "%2B", "%25", "%2541", "%FF", "%C3", "%3F", "%23",
       ":@!$&'()*,=", "..", "%zz", "%"]  # fmt: skip
paths = st.lists(st.sampled_from(odd) | text.map(quote), max_size=5).map("".join)
items = st.sampled_from(["", "=", "a", "a=", "=a", "a=b=c", "a=+", "a=%2B", "a=%FF", "a=%", "a;b"])
pairs = st.tuples(text, text).map(lambda pair: f"{quote(pair[0])}={quote(pair[1], safe='/')}")
queries = st.lists(items | pairs, max_size=5).map("&".join)
names = st.sampled_from(["X-A", "x-a", "X-B", "Accept", "X_A", "Proxy", "Content-Type"])
latin = st.characters(codec="latin-1", exclude_categories=("Cc", "Zs"))
values = st.text(latin | st.just(" "), max_size=8).map(str.strip)
cookies = st.sampled_from(["a=1", "a=1; b=2", "a=1;b=2", "a=1; b=2,3", "a=é"])
types = st.sampled_from(["text/plain", "application/json", "image/png"])


@st.composite
def requests(draw: st.DrawFn) -> Request:
    body = draw(st.binary(max_size=20) | st.just(b"") | text.map(str.encode))
    headers = draw(st.lists(st.tuples(names, values), max_size=5))
    headers += [("Cookie", line) for line in draw(st.lists(cookies, max_size=2))]
    length = [("Content-Length", str(len(body)))] if body else []
    return Request(
        draw(methods),
        f"/{draw(paths)}?{draw(queries)}",
        (("Host", DOOR.host), *headers, *length),
        body,
        client=draw(st.sampled_from(["192.0.2.7", "2001:db8::7"])),
    )


def is_refused(request: Request) -> bool:
    """Whether an HTTP API answers 400 by itself."""
    try:
        http_api.decoded_path(request.path)
    except http_api.BadPath:
        return True
    return False


@pytest.mark.parametrize("interface", INTERFACES)
@pytest.mark.parametrize("name", WAYS)
@settings(max_examples=100)
@given(request=requests())
def test_the_application_sees_what_was_sent(name: str, interface: str, request: Request) -> None:
    assume(not (name.startswith("HTTP API") and is_refused(request)))
    way, (serve, shown) = WAYS[name], INTERFACES[interface]
    seen, _ = serve(way.event(request), EMPTY)
    assert seen == shown(way.arriving(request), DOOR, way.root)


HOSTS = ["example.com", "example.com:8443", "[2001:db8::1]", "[2001:db8::1]:8443", "127.0.0.1:80"]


@pytest.mark.parametrize("interface", INTERFACES)
@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("name", WAYS)
def test_the_application_sees_the_host_that_was_asked_for(
    name: str, host: str, interface: str
) -> None:
    way, (serve, shown) = WAYS[name], INTERFACES[interface]
    door, request = replace(DOOR, host=host), Request("GET", "/?", (("Host", host),))
    seen, _ = serve(way.event(request, door), EMPTY)
    assert seen == shown(request, door, way.root)


# A viewer request and VPC Lattice do not say it: https is assumed.
SILENT = ("Lambda@Edge, viewer request", "VPC Lattice 1", "VPC Lattice 2")


@pytest.mark.parametrize("name", [name for name in WAYS if name not in SILENT])
def test_the_application_sees_the_scheme_that_was_used(name: str) -> None:
    way, (serve, _) = WAYS[name], INTERFACES["wsgi"]
    door = replace(DOOR, host="example.com", scheme="http")
    request = Request("GET", "/?", (("Host", "example.com"), ("X-Forwarded-Proto", "https")))
    seen, _ = serve(way.event(request, door), EMPTY)
    assert (seen.scheme, seen.port) == ("http", 80)


@pytest.mark.parametrize("name", [name for name in WAYS if "Edge" not in name])
def test_the_client_cannot_make_up_its_address(name: str) -> None:
    request = Request("GET", "/?", (("X-Forwarded-For", "198.51.100.1"),), client="192.0.2.7")
    seen, _ = INTERFACES["wsgi"][0](WAYS[name].event(request), EMPTY)
    assert seen.client == "192.0.2.7"
