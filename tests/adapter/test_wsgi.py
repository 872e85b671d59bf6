"""WSGI to the letter: PEP 3333. Every exchange in serving.wsgi goes through wsgiref.validate."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from typing import Any

import pytest

from lift.adapter import Adapter, InvalidResponse
from lift.adapter import wsgi as wsgi_module
from lift.adapter.memo import BOUND
from lift.adapter.types import Environ, Event, StartResponse

from . import forge
from .serving import Context, body_of, environ_for, headers_of, wsgi

PLAIN = [("Content-Type", "text/plain")]


def answered(application: Any, event: Event | None = None) -> Event:
    """Without the validator: what it wraps is no list any more, and it forbids some mistakes."""
    event = event or forge.http_api()
    answer: Event = Adapter(application, errors="raise")(event, Context())
    return answer


def test_an_answer_has_status_headers_and_body() -> None:
    def application(environ: Environ, start_response: StartResponse) -> list[bytes]:
        start_response("404 Not Found", PLAIN)
        return [b"no such ", b"page"]

    answer = wsgi(application, forge.http_api())
    assert answer["statusCode"] == 404
    assert answer["headers"] == {"content-type": "text/plain"}
    assert body_of(answer) == b"no such page"


def test_the_environ_has_what_the_pep_asks_for() -> None:
    environ = environ_for(forge.http_api("/a b", "x=1", method="POST", body="hello"))
    assert environ["REQUEST_METHOD"] == "POST"
    assert environ["SCRIPT_NAME"] == ""
    assert environ["PATH_INFO"] == "/a b"
    assert environ["QUERY_STRING"] == "x=1"
    assert environ["SERVER_NAME"] == "abc.execute-api.eu-central-1.amazonaws.com"
    assert environ["SERVER_PORT"] == "443"
    assert environ["SERVER_PROTOCOL"] == "HTTP/1.1"
    assert environ["REMOTE_ADDR"] == "203.0.113.7"
    assert environ["wsgi.url_scheme"] == "https"
    assert environ["wsgi.version"] == (1, 0)
    assert environ["wsgi.multithread"] is True
    assert environ["wsgi.multiprocess"] is True
    assert environ["wsgi.run_once"] is False
    assert environ["CONTENT_LENGTH"] == "5"
    assert environ["body"] == b"hello"


def test_event_and_context_are_in_the_environ() -> None:
    event = forge.http_api()
    environ = environ_for(event)
    assert environ["aws.event"] is event
    assert environ["aws.context"].get_remaining_time_in_millis() == 3000


def test_every_environ_is_a_dict_of_its_own() -> None:
    environ_for(forge.http_api(headers=[("x-first", "1")]))
    assert "HTTP_X_FIRST" not in environ_for(forge.http_api())


def test_path_info_is_the_bytes_of_the_path_as_latin_1() -> None:
    expected = "/caf\u00c3\u00a9/\u00e4\u00b8\u0096"
    assert environ_for(forge.http_api("/caf%C3%A9/%E4%B8%96"))["PATH_INFO"] == expected
    assert environ_for(forge.function_url("/caf%C3%A9/%E4%B8%96"))["PATH_INFO"] == expected


def test_the_root_is_cut_from_path_info() -> None:
    environ = environ_for(forge.rest_api("/users/1"))
    assert (environ["SCRIPT_NAME"], environ["PATH_INFO"]) == ("/prod", "/users/1")


def test_a_root_beyond_ascii_is_cut_too() -> None:
    environ = environ_for(forge.function_url("/b%C3%BCro/x%C3%A9"), base_path="büro")
    assert environ["SCRIPT_NAME"] == "/b\u00c3\u00bcro"
    assert environ["PATH_INFO"] == "/x\u00c3\u00a9"


def test_path_info_may_be_empty_below_a_root() -> None:
    environ = environ_for(forge.http_api("/api"), base_path="/api/")
    assert (environ["SCRIPT_NAME"], environ["PATH_INFO"]) == ("/api", "")


def test_headers_become_variables() -> None:
    headers = [("content-type", "text/plain"), ("x-thing", "1"), ("if-none-match", '"a"')]
    environ = environ_for(forge.http_api(headers=headers))
    assert environ["CONTENT_TYPE"] == "text/plain"
    assert environ["HTTP_X_THING"] == "1"
    assert environ["HTTP_IF_NONE_MATCH"] == '"a"'
    assert "HTTP_CONTENT_TYPE" not in environ


def test_repeated_headers_are_joined_and_cookies_by_semicolons() -> None:
    headers = [("Accept", "a"), ("Accept", "b"), ("Cookie", "a=1"), ("Cookie", "b=2")]
    environ = environ_for(forge.rest_api(headers=headers))
    assert environ["HTTP_ACCEPT"] == "a,b"
    assert environ["HTTP_COOKIE"] == "a=1; b=2"


def test_names_that_differ_in_case_only_are_one_header() -> None:
    event = forge.http_api(headers=[("x-a", "1"), ("X-A", "2")])
    assert environ_for(event)["HTTP_X_A"] == "1,2"
    assert environ_for(event)["HTTP_X_A"] == "1,2"  # also when the names are known by now


def test_a_proxy_header_does_not_become_http_proxy() -> None:
    for _ in range(2):  # with the name new and known
        headers = [("proxy", "evil"), ("Proxy", "evil"), ("content-length", "3")]
        assert "HTTP_PROXY" not in environ_for(forge.http_api(headers=headers))


def test_names_with_underscores_cannot_pass_for_others() -> None:
    headers = [("x_real_ip", "evil"), ("X_Forwarded_For", "evil"), ("content_length", "999")]
    environ = environ_for(forge.http_api(headers=headers))
    assert "HTTP_X_REAL_IP" not in environ
    assert environ["HTTP_X_FORWARDED_FOR"] == "203.0.113.7"
    assert environ["CONTENT_LENGTH"] == "0"


def test_names_beyond_ascii_are_left_out() -> None:
    environ = environ_for(forge.http_api(headers=[("x-\u017f", "1")]))
    assert "1" not in environ.values()


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_the_length_is_counted_for_every_method(method: str) -> None:
    headers = [("content-length", "999")]
    event = forge.http_api(method=method, headers=headers, body="w6k=", is_base64=True)
    environ = environ_for(event)
    assert environ["CONTENT_LENGTH"] == "2"
    assert environ["body"] == "é".encode()
    assert "HTTP_CONTENT_LENGTH" not in environ


def test_the_input_can_be_sought() -> None:
    def application(environ: Environ, start_response: StartResponse) -> list[bytes]:
        stream = environ["wsgi.input"]
        first = stream.read()
        stream.seek(0)
        start_response("200 OK", PLAIN)
        return [first, stream.read()]

    assert body_of(answered(application, forge.http_api(body="ab"))) == b"abab"


def test_errors_go_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    def application(environ: Environ, start_response: StartResponse) -> list[bytes]:
        environ["wsgi.errors"].write("careful\n")
        start_response("200 OK", PLAIN)
        return []

    wsgi(application, forge.http_api())
    assert capsys.readouterr().err == "careful\n"


def test_an_ipv6_host_keeps_its_brackets_in_server_name() -> None:
    event = forge.http_api(domain="[2001:db8::1]:8443")
    environ = environ_for(event)
    assert environ["SERVER_NAME"] == "[2001:db8::1]"


def test_write_comes_before_the_iterable() -> None:
    def application(environ: Environ, start_response: StartResponse) -> list[bytes]:
        write = start_response("200 OK", PLAIN)
        write(b"written ")
        return [b"returned"]

    assert body_of(wsgi(application, forge.http_api())) == b"written returned"
    assert body_of(answered(application)) == b"written returned"


def test_a_generator_may_call_start_response_in_its_first_step() -> None:
    def application(environ: Environ, start_response: StartResponse) -> Iterator[bytes]:
        start_response("200 OK", PLAIN)
        yield b"one "
        yield b""
        yield b"two"

    assert body_of(wsgi(application, forge.http_api())) == b"one two"


def test_start_response_may_be_called_again_before_the_body() -> None:
    def application(environ: Environ, start_response: StartResponse) -> Iterator[bytes]:
        start_response("200 OK", [*PLAIN, ("X-First", "1")])
        try:
            raise ValueError
        except ValueError:
            start_response("500 Oh No", PLAIN, sys.exc_info())
        yield b"sorry"

    answer = wsgi(application, forge.http_api())
    assert answer["statusCode"] == 500
    assert answer["headers"] == {"content-type": "text/plain"}


def test_start_response_raises_again_after_part_of_the_body() -> None:
    def application(environ: Environ, start_response: StartResponse) -> Iterator[bytes]:
        start_response("200 OK", PLAIN)
        yield b"so far so good"
        try:
            raise ValueError("late")
        except ValueError:
            start_response("500 Oh No", PLAIN, sys.exc_info())

    with pytest.raises(ValueError, match="late"):
        wsgi(application, forge.http_api())


def test_start_response_twice_without_exc_info_is_an_error() -> None:
    def application(environ: Environ, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", PLAIN)
        start_response("200 OK", PLAIN)
        return []

    with pytest.raises(InvalidResponse, match="twice"):
        answered(application)


def test_a_body_without_start_response_is_an_error() -> None:
    closed = []

    class Body:
        def __iter__(self) -> Iterator[bytes]:
            yield b"hello"
            raise AssertionError("not asked for more")

        def close(self) -> None:
            closed.append(True)

    def application(environ: Environ, start_response: StartResponse) -> Any:
        return Body()

    with pytest.raises(InvalidResponse, match="never called start_response"):
        answered(application)
    assert closed == [True]


BAD_STATUSES = [
    "OK",
    "2000 OK",
    "20",
    "²00 OK",
    "٢٠٠ OK",
    "099 No",
    "200 O\r\nK",
    "",
    200,
    b"200 OK",
]


@pytest.mark.parametrize("status", BAD_STATUSES)
def test_a_status_without_a_code_is_an_error(status: Any) -> None:
    def application(environ: Environ, start_response: StartResponse) -> list[bytes]:
        start_response(status, PLAIN)
        return [b""]

    with pytest.raises(InvalidResponse):
        answered(application)


class Closing:
    """A body that notes its closing."""

    def __init__(self, *chunks: bytes, fails: bool = False) -> None:
        self.chunks = chunks
        self.fails = fails
        self.closed = 0

    def __iter__(self) -> Iterator[bytes]:
        yield from self.chunks
        if self.fails:
            raise ValueError("in the middle")

    def close(self) -> None:
        self.closed += 1


@pytest.mark.parametrize("fails", [False, True])
def test_close_is_called_once_also_on_failure(fails: bool) -> None:
    body = Closing(b"one", fails=fails)

    def application(environ: Environ, start_response: StartResponse) -> Closing:
        start_response("200 OK", PLAIN)
        return body

    answer = wsgi(application, forge.http_api(), errors="500")
    assert body.closed == 1
    assert answer["statusCode"] == (500 if fails else 200)
    assert b"one" not in body_of(answer) or not fails


def test_a_whole_response_is_delivered_although_close_fails(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Body(list[bytes]):
        def close(self) -> None:
            raise ValueError("at the end")

    def application(environ: Environ, start_response: StartResponse) -> Body:
        start_response("200 OK", PLAIN)
        return Body([b"whole"])

    answer = wsgi(application, forge.http_api(), errors="500")
    assert (answer["statusCode"], body_of(answer)) == (200, b"whole")
    assert "at the end" in caplog.text
    with pytest.raises(ValueError, match="at the end"):
        answered(application)


def test_a_body_need_not_have_a_close() -> None:
    def application(environ: Environ, start_response: StartResponse) -> tuple[bytes, ...]:
        start_response("200 OK", PLAIN)
        return (b"one ", b"two")

    assert body_of(answered(application)) == b"one two"


def test_headers_changed_later_are_not_sent() -> None:
    headers = [("Content-Type", "text/plain")]

    def application(environ: Environ, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", headers)
        headers.append(("X-Late", "1"))
        return [b""]

    assert headers_of(answered(application)) == [("content-type", "text/plain")]


@pytest.mark.parametrize("body", [["text"], ("text",), [5], (5,), [b"a", None]])
def test_a_body_that_is_not_bytes_is_an_error(body: Any) -> None:
    def application(environ: Environ, start_response: StartResponse) -> Any:
        start_response("200 OK", PLAIN)
        return body

    with pytest.raises(InvalidResponse, match=r"body is not all bytes|body of type (str|int)"):
        answered(application)


def test_parts_of_the_body_are_copied() -> None:
    def application(environ: Environ, start_response: StartResponse) -> Any:
        part: Any = bytearray(b"1,")
        start_response("200 OK", PLAIN)(part)
        part[0] += 1
        yield part
        part[0] += 1
        yield memoryview(part)
        part[0] += 1

    assert body_of(answered(application)) == b"1,2,3,"


@pytest.mark.parametrize(
    "header", [("X-A", 5), ("X-A", None), ("X-A", b"1"), (b"X-A", "1"), ("X-A",), "X-A: 1"]
)
def test_a_header_that_is_no_pair_of_text_is_an_error(header: Any) -> None:
    def application(environ: Environ, start_response: StartResponse) -> Any:
        start_response("200 OK", [header])
        return []

    with pytest.raises(InvalidResponse, match="not all pairs of text"):
        answered(application)


def test_context_variables_are_isolated_between_requests() -> None:
    variable = ContextVar("variable", default="unset")
    seen: list[str] = []

    def application(environ: Environ, start_response: StartResponse) -> Iterator[bytes]:
        seen.append(variable.get())
        variable.set("of a request")
        start_response("200 OK", PLAIN)
        yield variable.get().encode()

    for _ in range(2):
        assert body_of(answered(application)) == b"of a request"
    assert seen == ["unset", "unset"]
    assert variable.get() == "unset"


def test_threads_may_call_at_once() -> None:
    together = threading.Barrier(8, timeout=10)

    def application(environ: Environ, start_response: StartResponse) -> list[bytes]:
        assert environ["wsgi.multithread"] is True
        together.wait()
        start_response("200 OK", [("X-Path", environ["PATH_INFO"])])
        return [environ["wsgi.input"].read()]

    handler = Adapter(application, errors="raise")

    def call(number: int) -> bool:
        answer = handler(forge.http_api(f"/{number}", body=str(number)), Context())
        return (headers_of(answer), body_of(answer)) == (
            [("x-path", f"/{number}")],
            str(number).encode(),
        )

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(call, range(8)))


def test_lambda_calls_a_process_from_one_thread() -> None:
    program = "from lift.adapter.wsgi import TEMPLATE; print(TEMPLATE['wsgi.multithread'])"
    environment = os.environ | {"AWS_LAMBDA_RUNTIME_API": "127.0.0.1:9001"}
    output = subprocess.check_output([sys.executable, "-c", program], env=environment)
    assert output == b"False\n"


def test_the_cache_of_names_is_bounded() -> None:
    for number in range(BOUND + 10):
        environ = environ_for(forge.http_api(headers=[(f"x-{number}", "here")]))
        assert environ[f"HTTP_X_{number}"] == "here"
    assert len(wsgi_module.VARIABLES) <= BOUND
