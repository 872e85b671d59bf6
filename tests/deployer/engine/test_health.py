"""The event of a health check, and what is thought of the answer."""

import json
from dataclasses import replace

import pytest

from lift.deployer.aws.function import Invocation
from lift.deployer.engine.health import Objection, Probe, in_full, in_short
from lift.deployer.gateway.response import Response
from lift.deployer.resources.door import Door
from lift.deployer.resources.place import Place
from lift.deployer.settings.health_check import HealthCheck

PLACE = Place("aws", "eu-west-1", "123456789012")
API = Door("http-api", "abc", "https://abc.execute-api.eu-west-1.amazonaws.com")
URL = Door("url", "xyz", "https://xyz.lambda-url.eu-west-1.on.aws")
PROBE = Probe(API, PLACE, HealthCheck())


def answer(seconds: float = 0.1, log: str = "", **content: object) -> Invocation:
    return Invocation(content, None, log, json.dumps(content).encode(), seconds)


def objection(probe: Probe, given: Invocation) -> Objection | None:
    return probe.objection(probe.response(given), given)


def test_an_http_api_sends_its_event() -> None:
    event = PROBE.event()
    assert event["version"] == "2.0"
    assert event["rawPath"] == "/"
    headers = event["headers"]
    assert isinstance(headers, dict)
    assert headers["host"] == "abc.execute-api.eu-west-1.amazonaws.com"
    assert (headers["x-forwarded-proto"], headers["x-forwarded-port"]) == ("https", "443")
    context = event["requestContext"]
    assert isinstance(context, dict)
    assert (context["apiId"], context["accountId"]) == ("abc", "123456789012")
    assert context["domainName"] == headers["host"]
    assert context["http"]["method"] == "GET"


def test_a_function_url_sends_its_event() -> None:
    context = replace(PROBE, door=URL).event()["requestContext"]
    assert isinstance(context, dict)
    assert context["domainName"] == "xyz.lambda-url.eu-west-1.on.aws"
    assert context["accountId"] == "anonymous"


def test_the_sandboxs_door_keeps_scheme_and_port() -> None:
    headers = replace(PROBE, door=replace(API, url="http://127.0.0.1:8123")).event()["headers"]
    assert isinstance(headers, dict)
    assert headers["host"] == "127.0.0.1:8123"
    assert (headers["x-forwarded-proto"], headers["x-forwarded-port"]) == ("http", "8123")


def test_the_path_stands_below_the_base_path() -> None:
    probe = replace(PROBE, check=HealthCheck("/healthz?deep=1"), base_path="/shop")
    event = probe.event()
    assert (event["rawPath"], event["rawQueryString"]) == ("/shop/healthz", "deep=1")
    assert probe.what == f"GET {API.url}/shop/healthz?deep=1"


@pytest.mark.parametrize("status", [200, 302, 401, 404, 400])
def test_by_default_all_is_right_that_is_no_server_error(status: int) -> None:
    assert objection(PROBE, answer(statusCode=status)) is None


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_error_is_not(status: int) -> None:
    found = objection(PROBE, answer(statusCode=status))
    assert found == Objection(f"answers {status} to GET {API.url}/")


def test_what_the_door_cannot_read_is_a_server_error() -> None:
    assert objection(PROBE, answer(statusCode="fine"))
    assert objection(replace(PROBE, door=URL), answer(statusCode="fine"))


@pytest.mark.parametrize(
    ("body", "log"),
    [
        ("<h1>DisallowedHost at /</h1>", ""),
        ("", "Invalid HTTP_HOST header: 'abc'. You may need to add 'abc' to ALLOWED_HOSTS"),
        ("Invalid host header", ""),
        ("<p>Host &#39;abc&#39; is not trusted.</p>", ""),
    ],
)
def test_an_application_that_refuses_the_host_gets_a_hint(body: str, log: str) -> None:
    found = objection(PROBE, answer(statusCode=400, body=body, log=log))
    assert found
    assert "does not know the host" in found.words
    assert "LIFT_HOSTS" in found.hint


def test_an_expected_status_is_right_and_all_others_are_not() -> None:
    probe = replace(PROBE, check=HealthCheck(expect=(200, 503)))
    assert objection(probe, answer(statusCode=503)) is None
    found = objection(probe, answer(statusCode=302, headers={"location": "/login/"}))
    assert found == Objection(f"answers 302 (to /login/) to GET {API.url}/, not 200 or 503")


def test_a_slow_answer_is_refused_with_the_seconds_it_took() -> None:
    found = objection(replace(PROBE, check=HealthCheck(timeout=10)), answer(12.34, statusCode=200))
    assert found == Objection(f"is too slow: answers GET {API.url}/ after 12.3 s, and has 10 s")


def test_no_longer_than_the_door_waits() -> None:
    assert objection(replace(PROBE, check=HealthCheck(timeout=60)), answer(31, statusCode=200))
    assert (
        objection(
            replace(PROBE, check=HealthCheck(timeout=60), door=URL), answer(31, statusCode=200)
        )
        is None
    )


def test_a_response_is_shown_with_what_tells_something_in_it() -> None:
    page = b"<html><style>p {}</style><h1>No &lt;database&gt;</h1>\n\n\n<p>sorry\x1b[2J</p></html>"
    headers = (("Content-Type", "text/html"), ("set-cookie", "secret"), ("Location", "/x"))
    assert in_full(Response(500, headers, page)).splitlines() == [
        "HTTP 500",
        "content-type: text/html",
        "location: /x",
        "No <database>",
        "sorry�[2J",
    ]
    assert in_short(Response(302, headers)) == "302 (to /x)"


def test_a_long_body_is_cut_and_an_image_not_shown() -> None:
    assert len(in_full(Response(500, (), b"x" * 5000))) < 1000
    assert in_full(Response(500, (("content-type", "image/png"),), b"\x89PNG")).endswith(
        "(4 bytes)"
    )
