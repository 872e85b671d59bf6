"""Pings: told apart in the log, held as long as they ask for and the time-out allows."""

from __future__ import annotations

import asyncio
import json
import math
from typing import Any

import pytest

from lift.adapter import Adapter
from lift.adapter.keep_warm import LONGEST, answer, environment, hold
from lift.adapter.types import Receive, Scope, Send

from .serving import Context

HELD = {"lift": "keep-warm", "hold": 1}


class Ending(Context):
    """Of an invocation that has ``milliseconds`` left."""

    def __init__(self, milliseconds: int) -> None:
        self.milliseconds = milliseconds

    def get_remaining_time_in_millis(self) -> int:
        return self.milliseconds


def test_each_ping_leaves_one_line_with_its_request(capsys: pytest.CaptureFixture[str]) -> None:
    slept: list[float] = []
    answer({"lift": "keep-warm"}, Context(), slept.append)
    answer(HELD, Context(), slept.append)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    ping = {"lift": "keep-warm", "requestId": "8f5a-request"}
    assert lines == [{**ping, "seconds": 0}, {**ping, "seconds": 1}]
    assert slept == [1]


def test_one_that_is_held_names_its_environment() -> None:
    said = answer(HELD, Context(), lambda _: None)
    assert said == {"lift": "keep-warm", "environment": environment()}
    assert said == answer(HELD, None, lambda _: None)
    assert len(environment()) == 16


@pytest.mark.parametrize(
    ("wanted", "milliseconds", "seconds"),
    [
        (1, 30_000, 1),
        (1, 1000, 0.5),
        (1, -5, 0),
        (0.25, 1000, 0.25),
        (3600, 900_000, LONGEST),
        (math.inf, 900_000, LONGEST),
    ],
)
def test_it_leaves_half_of_the_time_out(wanted: float, milliseconds: int, seconds: float) -> None:
    assert hold({"lift": "keep-warm", "hold": wanted}, Ending(milliseconds)) == seconds


@pytest.mark.parametrize("nonsense", [None, "1", -1, math.nan, [1], {}])
def test_what_is_no_time_is_not_held(nonsense: object) -> None:
    assert hold({"lift": "keep-warm", "hold": nonsense}, Context()) == 0


def test_an_asgi_application_is_left_alone_and_its_loop_does_not_turn() -> None:
    turned: list[Any] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["type"] == "lifespan"
        await receive()
        asyncio.get_running_loop().call_later(0, turned.append, scope)
        await send({"type": "lifespan.startup.complete"})

    handler = Adapter(application, lifespan="on")
    before = len(turned)
    assert handler({"lift": "keep-warm", "hold": 0.01}, Context())["lift"] == "keep-warm"
    assert len(turned) == before
