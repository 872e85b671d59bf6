"""Ctrl-C and SIGTERM."""

import os
import signal
import subprocess
import sys
from threading import Thread

import pytest

from lift.deployer.clock import RealClock
from lift.deployer.run import start
from lift.deployer.stop import STOP

STUBBORN = """
import time
from lift.deployer.stop import STOP

with STOP.listening():
    try:
        print("ready", flush=True)
        time.sleep(60)
    except KeyboardInterrupt:
        print("stopping", flush=True)
        time.sleep(60)
"""


def line(process: subprocess.Popen[bytes]) -> bytes:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def is_interrupted(number: signal.Signals) -> bool:
    """Whether that signal interrupts a wait in the main thread."""
    try:
        os.kill(os.getpid(), number)
        RealClock().sleep(60)
    except KeyboardInterrupt:
        return True
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_interrupts_what_is_being_done(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with STOP.listening():
        assert is_interrupted(number)
        assert STOP.exit_code == 128 + number
    assert signal.getsignal(number) == before
    STOP.check()  # what was asked for is over


def test_a_thread_that_waits_ends_too() -> None:
    ends: list[str] = []

    def wait() -> None:
        try:
            RealClock().sleep(60)
        except KeyboardInterrupt:
            ends.append("interrupted")

    thread = Thread(target=wait)
    with STOP.listening():
        thread.start()
        assert is_interrupted(signal.SIGINT)
        thread.join(10)
    assert ends == ["interrupted"]


def test_the_second_one_ends_the_program_at_once() -> None:
    process = start([sys.executable, "-c", STUBBORN], environment=dict(os.environ))
    assert line(process) == b"ready"
    process.send_signal(signal.SIGINT)
    assert line(process) == b"stopping"
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode == 128 + signal.SIGTERM
