"""The same command for several stages, in processes."""

import os
import signal
import sys
from collections.abc import Iterator

import pytest

from lift.deployer.engine.side_by_side import Ended, run
from lift.deployer.ui import Recorder

SPEAKS = "import sys; print('  create role', file=sys.stderr); print('result')"
FAILS = "import sys; sys.exit('error: access denied\\nhint: ask')"
WAITS = """
import sys, time
try:
    print("ready", file=sys.stderr, flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    sys.exit("cleaned up")
"""


def python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """A shell has its background jobs ignore SIGINT, and what they start would too."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class Impatient(Recorder):
    """Presses Ctrl-C when a process is ready."""

    def step(self, text: str) -> None:
        super().step(text)
        if text.endswith("ready"):
            os.kill(os.getpid(), signal.SIGINT)


def test_each_line_begins_with_its_stage() -> None:
    ui = Recorder()
    assert run({"dev": python(SPEAKS)}, ui) == [Ended("result\n", "")]
    assert ui.said == [("step", "dev: create role")]


def test_one_that_fails_does_not_stop_the_others() -> None:
    failed, well = run({"live": python(FAILS), "dev": python(SPEAKS)}, Recorder())
    assert failed == Ended("", "access denied")
    assert well == Ended("result\n", "")


def test_one_that_says_nothing_has_at_least_an_exit_code() -> None:
    assert run({"dev": python("raise SystemExit(3)")}, Recorder()) == [Ended("", "exit code 3")]


def test_ctrl_c_ends_those_that_run_and_begins_no_other() -> None:
    ui = Impatient()
    with pytest.raises(KeyboardInterrupt):
        run({"dev": python(WAITS), "live": python(SPEAKS)}, ui, at_once=1)
    said = [text for _, text in ui.said]
    assert said[0] == "dev: ready"
    assert {"dev: cleaned up", "live: not begun"} <= set(said)
