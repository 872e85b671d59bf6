"""What is done before a snapshot and after a restore, by the registry that Lambda's client runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest

from lift.adapter import Adapter
from lift.adapter.snapshot import after_restore, before_snapshot

# A program of its own each: hooks are the process's. It prints what was done, in order.
PROGRAM = """
import json, os, random, sys
done = []

{imports}
from lift.adapter.snapshot import after_restore, before_snapshot

@before_snapshot
def close():
    done.append("close")

@before_snapshot
async def close_too():
    done.append("close too")

@after_restore
def open_again():
    done.append("open again")

@after_restore
async def open_too():
    done.append("open too")

{application}

from awslambdaric import lambda_runtime_hooks_runner as runner
runner.run_before_snapshot()
done.append("snapshot")
random.seed(1)
drawn = random.random()
random.seed(1)
runner.run_after_restore()
done.append("same" if random.random() == drawn else "seeded anew")
{then}
print(json.dumps(done))
"""
LIFESPAN = """
from lift.adapter import Adapter

async def app(scope, receive, send):
    if scope["type"] == "http":
        done.append(scope["state"])
        await send({{"type": "http.response.start", "status": 200}})
        return await send({{"type": "http.response.body"}})
    await receive()
    scope["state"]["pool"] = len(done)
    done.append("startup")
    await send({{"type": "lifespan.startup.complete"}})
    await receive()
    done.append("shutdown")
    await send({{"type": "lifespan.shutdown.{shutdown}", "message": "no"}})

handler = Adapter(app{options})
"""
ASK = """
from lift.warmers.warm_requests import serve
serve(handler, ["/"])
"""
DJANGO = """
from django.conf import settings
settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "FILE"}},
    CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
)
from django.core.cache import caches
from django.db import connection
connection.cursor()
first = caches["default"]
assert connection.connection is not None
"""
LOOK = """
done.append(connection.connection is None and caches["default"] is not first)
"""


def run(
    application: str = "", *, imports: str = "", then: str = "", kind: str = "snap-start"
) -> subprocess.CompletedProcess[str]:
    program = PROGRAM.format(imports=imports, application=application, then=then)
    environment = {**os.environ, "AWS_LAMBDA_INITIALIZATION_TYPE": kind}
    return subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def done(application: str = "", **more: str) -> list[object]:
    answer = run(application, **more)
    assert not answer.returncode, answer.stderr
    found: list[object] = json.loads(answer.stdout)
    return found


HOOKS_BEFORE = ["close too", "close"]
HOOKS_AFTER = ["open again", "open too"]


def test_hooks_run_before_in_reverse_and_after_in_order_and_random_numbers_are_new() -> None:
    assert done() == [*HOOKS_BEFORE, "snapshot", *HOOKS_AFTER, "seeded anew"]


def test_without_snapstart_nothing_is_registered() -> None:
    assert done(kind="on-demand") == ["snapshot", "same"]


def test_a_lifespan_ends_before_the_snapshot_and_starts_again_after_it() -> None:
    application = LIFESPAN.format(shutdown="complete", options="")
    assert done(application, then=ASK) == [
        "startup",
        *HOOKS_BEFORE,
        "shutdown",
        "snapshot",
        "startup",
        *HOOKS_AFTER,
        "seeded anew",
        {"pool": 5},
    ]


def test_a_lifespan_can_be_kept() -> None:
    application = LIFESPAN.format(shutdown="complete", options=", lifespan_kept=True")
    found = done(application, then=ASK)
    assert found.count("startup") == 1
    assert "shutdown" not in found
    assert found[-1] == {"pool": 0}


def test_a_shutdown_that_fails_lets_no_snapshot_be_taken() -> None:
    answer = run(LIFESPAN.format(shutdown="failed", options=""))
    assert "LifespanFailed: the application failed to shut down: no" in answer.stderr


def test_without_hooks_the_adapter_sees_to_its_own_alone() -> None:
    wsgi = "from lift.adapter import Adapter\nhandler = Adapter(lambda environ, start: [])"
    assert done(wsgi)[-1] == "seeded anew"


def test_django_leaves_no_connection_in_the_snapshot(tmp_path: Path) -> None:
    application = DJANGO.replace("FILE", str(tmp_path / "db"))
    assert done(application, then=LOOK)[-1] is True


def test_django_that_is_imported_and_not_configured_is_left_alone() -> None:
    assert done(imports="import django.conf, django.db")[-1] == "seeded anew"


def test_hooks_are_functions_as_they_were() -> None:
    def hook() -> None:
        raise AssertionError

    assert before_snapshot(hook) is after_restore(hook) is hook


def test_nothing_is_imported_for_it_without_snapstart() -> None:
    program = (
        "import sys; from lift.adapter import Adapter; Adapter(lambda environ, start: []); "
        "sys.exit('lift.adapter.snapshot' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("interface", ["wsgi", "asgi"])
def test_a_lifespan_that_there_is_not_cannot_be_kept(interface: Literal["wsgi", "asgi"]) -> None:
    with pytest.raises(ValueError, match=r"^lifespan_kept=True: "):
        Adapter(lambda *_: [], interface=interface, lifespan="off", lifespan_kept=True)
