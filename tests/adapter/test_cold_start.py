"""What importing and making an adapter imports: each module is cold start."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

# Each costs milliseconds, and none is needed to serve WSGI.
HEAVY = {"asyncio", "dataclasses", "inspect", "json", "logging", "re", "typing", "urllib.parse"}

SERVE = """
import sys
before = set(sys.modules)
from lift.adapter import Adapter
imported = set(sys.modules) - before

{application}

event = {{
    "version": "2.0", "rawPath": "/a", "rawQueryString": "b=c", "headers": {{"host": "a"}},
    "cookies": ["a=b"], "requestContext": {{"stage": "$default", "domainName": "a",
    "http": {{"method": "GET", "path": "/a", "sourceIp": "1.2.3.4", "protocol": "HTTP/1.1"}}}},
}}
assert Adapter(app)(event, None)["statusCode"] == 200
used = set(sys.modules) - before
import json
print(json.dumps([sorted(imported), sorted(used)]))
"""

WSGI = """
def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]
"""

ASGI = """
async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200})
    await send({"type": "http.response.body", "body": b"hello"})
"""


def modules(application: str) -> tuple[set[str], set[str]]:
    """Those that importing the adapter brings, and those after a request."""
    program = SERVE.format(application=application)
    # -S: without the site's own hooks, which import what they like. -E: without PYTHONPATH.
    paths = json.dumps([path for path in sys.path if path])
    command = [sys.executable, "-ES", "-c", f"import sys; sys.path[:] = {paths}\n{program}"]
    imported, used = json.loads(subprocess.check_output(command))
    return set(imported), set(used)


def test_a_wsgi_application_is_served_without_heavy_modules() -> None:
    imported, used = modules(WSGI)
    assert not used & HEAVY
    assert "lift.adapter.wsgi" in used - imported
    assert not {name for name in used if name.startswith(("lift.adapter.asgi", "lift.adapter.l"))}
    foreign = {name for name in imported if name.partition(".")[0] != "lift"}
    assert foreign <= {"__future__", "binascii"}


def test_a_source_is_imported_with_its_first_event() -> None:
    imported, used = modules(WSGI)
    assert "lift.adapter.events.http_api" in used - imported
    others = (".rest_api", ".function_url", ".load_balancer", ".edge", ".lattice")
    assert not {name for name in used if name.endswith(others)}


def test_asyncio_is_imported_only_for_asgi() -> None:
    imported, used = modules(ASGI)
    assert "asyncio" in used - imported
    assert "lift.adapter.wsgi" not in used


@pytest.mark.parametrize("application", [WSGI, ASGI])
def test_what_an_option_needs_is_imported_only_with_it(application: str) -> None:
    _, used = modules(application)
    assert not used & {"http.client", "lift.adapter.access_log", "lift.adapter.shutdown"}
