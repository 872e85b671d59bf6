"""Function URLs: encoded paths, cookies in both places."""

from __future__ import annotations

from .. import forge
from ..serving import environ_for, scope_for


def test_a_path_is_decoded_once() -> None:
    event = forge.function_url("/a%20b/%2541%2Fc")
    assert environ_for(event)["PATH_INFO"] == "/a b/%41/c"
    scope = scope_for(event)
    assert scope["path"] == "/a b/%41/c"
    assert scope["raw_path"] == b"/a%20b/%2541%2Fc"


def test_cookies_are_not_doubled() -> None:
    environ = environ_for(forge.function_url(cookies=["a=1", "b=2"]))
    assert environ["HTTP_COOKIE"] == "a=1; b=2"


def test_there_is_no_stage_in_the_path() -> None:
    event = forge.function_url("/prod/a", stage="prod")
    assert scope_for(event)["root_path"] == ""


def test_a_missing_path_is_the_root() -> None:
    event = forge.function_url()
    del event["rawPath"]
    assert environ_for(event)["PATH_INFO"] == "/"
    event["requestContext"]["http"]["path"] = "/written/by/hand"
    assert environ_for(event)["PATH_INFO"] == "/written/by/hand"


def test_host_scheme_and_port_are_the_clients() -> None:
    event = forge.function_url(domain="127.0.0.1")
    event["headers"] |= {
        "host": "127.0.0.1:4567",
        "x-forwarded-proto": "http",
        "x-forwarded-port": "4567",
    }
    scope = scope_for(event)
    assert (scope["scheme"], scope["server"]) == ("http", ("127.0.0.1", 4567))
