"""What goes through a front door, the adapter and an application comes out as it went in.

Forged events go to ``lift.adapter`` as JSON, and its answers back through the same door. Losses
that AWS itself causes (an HTTP API's path, the order of a REST API's query, repeats at a load
balancer with single values) are expected as AWS causes them.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lift.adapter import Adapter
from lift.deployer.gateway import function_url, http_api, load_balancer, rest_api
from lift.deployer.gateway.front_door import Arrival, FrontDoor
from lift.deployer.gateway.request import Request
from lift.deployer.gateway.response import Response

DOOR = FrontDoor("abcdef1234", "123456789012", "eu-west-1", "example.com:8443")
ARRIVAL = Arrival("8a7b6c5d-0000-4000-8000-123456789abc", 1_800_000_000.5)


@dataclass
class Application:
    """A WSGI application that keeps what it sees and answers what it is told."""

    seen: dict[str, Any] = field(default_factory=dict)
    body: bytes = b""
    answer: Response = field(default_factory=lambda: Response(200))

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.seen, self.body = environ, environ["wsgi.input"].read()
        start_response(f"{self.answer.status} Fine", list(self.answer.headers))
        return [self.answer.body]


@dataclass(frozen=True)
class Way:
    """A front door there and back."""

    forge: Callable[[Request], dict[str, object]]
    lift: Callable[[Request, bytes], Response]

    def __call__(self, request: Request, application: Application) -> Response:
        event = json.loads(json.dumps(self.forge(request)))
        answer = Adapter(application, interface="wsgi")(event, None)
        return self.lift(request, json.dumps(answer).encode())


WAYS = {
    "http api 2.0": Way(lambda r: http_api.forge(r, DOOR, ARRIVAL), http_api.lift),
    "http api 1.0": Way(
        lambda r: http_api.forge(r, DOOR, ARRIVAL, "1.0"),
        lambda r, text: http_api.lift(r, text, "1.0"),
    ),
    "function url": Way(lambda r: function_url.forge(r, DOOR, ARRIVAL), function_url.lift),
    "rest api": Way(lambda r: rest_api.forge(r, DOOR, ARRIVAL), rest_api.lift),
    "load balancer": Way(lambda r: load_balancer.forge(r, DOOR, ARRIVAL), load_balancer.lift),
    "load balancer, multi-value": Way(
        lambda r: load_balancer.forge(r, DOOR, ARRIVAL, multi_value=True),
        lambda r, text: load_balancer.lift(r, text, multi_value=True),
    ),
}
every_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())

LETTERS = "abcdefghijklmnopqrstuvwxyz"
text = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
segments = st.lists(text.map(lambda value: quote(value, safe="~!$'()*,;:@")), max_size=4)
paths = segments.map(lambda parts: "/" + "/".join(parts))
pairs = st.lists(st.tuples(text.filter(bool), text), max_size=5)
queries = pairs.map(lambda them: "&".join(f"{quote(k)}={quote(v)}" for k, v in them))
visible = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=12)
names = st.text(LETTERS + "-", min_size=1, max_size=8).map(lambda name: f"X-T{name}")
headers = st.lists(st.tuples(names, visible), max_size=5).map(tuple)
types = st.sampled_from(
    ["text/plain", "text/html; charset=utf-8", "application/json", "image/png", "", "a/b+json"]
)
methods = st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])


@st.composite
def requests(draw: st.DrawFn) -> Request:
    path, query = draw(paths), draw(queries)
    kind = draw(types)
    return Request(
        method=draw(methods),
        target=f"{path}?{query}" if query else path,
        headers=(
            ("Host", DOOR.host),
            *draw(headers),
            *([("Content-Type", kind)] if kind else []),
            *((("Cookie", c),) if (c := draw(st.sampled_from(["", "a=1", "a=1; b=2"]))) else ()),
        ),
        body=draw(st.binary(max_size=40)),
        client="192.0.2.7",
    )


def expected_path(name: str, path: str) -> bytes | None:
    """What AWS delivers; None when it answers by itself."""
    if not name.startswith("http api"):
        return unquote_to_bytes(path)
    try:
        return http_api.decoded_path(path).encode()
    except http_api.BadPath:
        return None


@pytest.mark.parametrize("name", WAYS)
@given(request=requests())
def test_the_application_sees_what_was_sent(name: str, request: Request) -> None:
    wanted = expected_path(name, request.path)
    if wanted is None:
        return
    application = Application()
    WAYS[name](request, application)
    seen = application.seen
    path = (seen["SCRIPT_NAME"] + seen["PATH_INFO"]).encode("latin-1")
    assert path == (b"/prod" + wanted if name == "rest api" else wanted or b"/")
    assert seen["REQUEST_METHOD"] == request.method
    assert application.body == request.body
    assert seen["CONTENT_LENGTH"] == str(len(request.body))
    assert seen.get("CONTENT_TYPE", "") == request.header("content-type")
    assert seen.get("HTTP_COOKIE", "") == request.header("cookie")
    assert seen["HTTP_HOST"] == DOOR.host
    assert seen["wsgi.url_scheme"] == "https"
    assert seen["REMOTE_ADDR"] == "192.0.2.7"


@pytest.mark.parametrize("name", WAYS)
@given(query=queries)
def test_the_query_arrives(name: str, query: str) -> None:
    application = Application()
    WAYS[name](Request("GET", f"/?{query}", (("Host", "a"),)), application)
    seen = application.seen["QUERY_STRING"]
    if name in ("http api 2.0", "function url"):
        assert seen == query
        return
    sent, arrived = (parse_qsl(each, keep_blank_values=True) for each in (query, seen))
    if name == "load balancer":
        assert dict(arrived) == dict(sent)
        return
    assert {k: [v for n, v in arrived if n == k] for k, _ in arrived} == {
        k: [v for n, v in sent if n == k] for k, _ in sent
    }


@pytest.mark.parametrize("name", WAYS)
@given(sent=headers)
def test_headers_arrive_with_their_repeats(name: str, sent: tuple[tuple[str, str], ...]) -> None:
    application = Application()
    request = Request("GET", "/", (("Host", "a"), *sent))
    WAYS[name](request, application)
    for header, joined in request.joined_headers.items():
        key = "HTTP_" + header.upper().replace("-", "_")
        last = next(value for n, value in reversed(request.headers) if n.lower() == header)
        # A load balancer with single values keeps the last one only.
        assert application.seen[key] == (last if name == "load balancer" else joined)


responses = st.builds(
    Response,
    st.sampled_from([200, 201, 301, 403, 404, 418, 500, 503]),
    st.tuples(
        types.filter(bool).map(lambda kind: ("Content-Type", kind)),
        visible.map(lambda value: ("X-Answer", value)),
        st.just(("Set-Cookie", "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT")),
        st.just(("Set-Cookie", "b=2; HttpOnly")),
    ),
    st.binary(max_size=60),
)


@every_way
@given(answer=responses)
def test_the_client_gets_what_the_application_answered(way: Way, answer: Response) -> None:
    got = way(Request("GET", "/", (("Host", "a"),)), Application(answer=answer))
    assert got.status == answer.status
    assert got.body == answer.body
    values = sorted((name.lower(), value) for name, value in got.headers)
    assert [pair for pair in values if pair[0] != "content-length"] == sorted(
        (name.lower(), value) for name, value in answer.headers
    )


@every_way
def test_head_gets_no_body(way: Way) -> None:
    answer = Response(200, (("Content-Type", "text/plain"), ("Content-Length", "5")), b"hello")
    got = way(Request("HEAD", "/", (("Host", "a"),)), Application(answer=answer))
    assert got.status == 200
    assert got.body == b""
    assert dict(got.headers).get("content-length", "5") == "5"


def test_a_forged_event_has_what_aws_documents() -> None:
    request = Request("GET", "/a?b=c", (("Host", "h"), ("User-Agent", "curl")))
    events: dict[str, dict[str, Any]] = {name: way.forge(request) for name, way in WAYS.items()}
    for name in ("http api 2.0", "function url"):
        assert events[name]["version"] == "2.0"
        assert events[name]["requestContext"]["http"]["userAgent"] == "curl"
        assert events[name]["requestContext"]["time"] == "15/Jan/2027:08:00:00 +0000"
        assert events[name]["requestContext"]["timeEpoch"] == 1_800_000_000_500
        assert "body" not in events[name]
    assert events["http api 1.0"]["version"] == "1.0"
    assert "version" not in events["rest api"]
    assert events["rest api"]["pathParameters"] == {"proxy": "a"}
    assert events["rest api"]["requestContext"]["path"] == "/prod/a"
    for name in ("load balancer", "load balancer, multi-value"):
        assert events[name]["requestContext"]["elb"]["targetGroupArn"].startswith("arn:aws:elastic")
        assert events[name]["body"] == ""
