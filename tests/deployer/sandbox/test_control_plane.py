"""The WSGI application before moto's, with a moto that is played."""

import io
import json
from collections.abc import Iterable
from typing import Any

from lift.deployer.sandbox.control_plane import Call, ControlPlane, Operation, Reply, reply
from lift.deployer.sandbox.service_error import ServiceError

SIGNED = "AWS4-HMAC-SHA256 Credential=key/20261121/eu-west-1/lambda/aws4_request, SignedHeaders=x"


def moto(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("X-From", "moto"), ("Content-Length", "5")])
    return [b"moto:", environ["wsgi.input"].read()]


def refuse(call: Call) -> Reply:
    raise ServiceError(409, "ResourceConflictException", "it is there")


OPERATIONS = [
    Operation(
        "lambda", "POST", r"/v/things/(?P<name>[^/]+)", lambda call: reply(201, dict(call.path))
    ),
    Operation("lambda", "PUT", r"/v/things/(?P<name>[^/]+)", lambda call: call.forward()),
    Operation("lambda", "DELETE", r"/v/things/(?P<name>[^/]+)", refuse),
    Operation(
        "lambda", "PATCH", r"/v/things/(?P<name>[^/]+)", lambda call: reply(200, call.json())
    ),
]


def ask(
    method: str, path: str, body: bytes = b"", signed: str = SIGNED, **headers: str
) -> tuple[str, dict[str, str], bytes]:
    started: list[Any] = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "Qualifier=live",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_AUTHORIZATION": signed,
        "HTTP_HOST": "127.0.0.1:4566",
        "wsgi.input": io.BytesIO(body),
        **headers,
    }
    plane = ControlPlane(moto, "123456789012", OPERATIONS)

    def start_response(*them: Any) -> Any:
        started.append(them)

    text = b"".join(plane(environ, start_response))
    return started[0][0], dict(started[0][1]), text


def test_an_operation_of_ours_answers() -> None:
    status, headers, body = ask("POST", "/v/things/a:b")
    assert status == "201 OK"
    assert json.loads(body) == {"name": "a:b"}
    assert headers["Content-Length"] == str(len(body))


def test_all_else_is_motos() -> None:
    for method, path in (
        ("GET", "/v/things/a"),
        ("POST", "/v/others/a"),
        ("POST", "/v/things/a/b"),
    ):
        assert ask(method, path, b"x")[2] == b"moto:x"
    assert ask("POST", "/v/things/a", signed=SIGNED.replace("lambda", "s3"))[2] == b"moto:"
    assert ask("POST", "/v/things/a", signed="")[2] == b"moto:"


def test_an_operation_may_let_moto_answer() -> None:
    status, headers, body = ask("PUT", "/v/things/a", b"again")
    assert (status, body) == ("200 OK", b"moto:again")
    assert headers == {"X-From": "moto", "Content-Length": "10"}


def test_an_error_has_the_shape_that_sdks_read() -> None:
    status, headers, body = ask("DELETE", "/v/things/a")
    assert status.startswith("409")
    assert headers["x-amzn-ErrorType"] == "ResourceConflictException"
    assert json.loads(body)["message"] == "it is there"


def test_a_body_that_is_no_object_is_a_400() -> None:
    assert ask("PATCH", "/v/things/a", b"{}")[0] == "200 OK"
    for body in (b"[]", b"{", b"1"):
        assert ask("PATCH", "/v/things/a", body)[0].startswith("400")


def test_a_web_site_in_the_browser_is_not_answered() -> None:
    site = "https://evil.example"
    assert ask("GET", "/", HTTP_ORIGIN=site)[0] == "403 Forbidden"
    assert ask("OPTIONS", "/v/things/a", HTTP_ORIGIN=site)[0] == "403 Forbidden"
    assert ask("GET", "/", HTTP_HOST="evil.example:4566")[0] == "403 Forbidden"
    for origin in ("http://127.0.0.1:40000", "http://localhost:3000"):
        assert ask("GET", "/", HTTP_ORIGIN=origin)[0] == "200 OK"
    assert ask("GET", "/", HTTP_HOST="bucket.localhost:4566")[0] == "200 OK"
