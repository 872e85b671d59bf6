"""Signs of life."""

import os
import signal
import sys
from pathlib import Path

import pytest

from lift.deployer import run
from lift.deployer.lock import life

HOLDS_ON = """
import sys, time
from lift.deployer.lock import life
with life.sign() as name:
    print(name, flush=True)
    time.sleep(60)
"""


def test_it_is_over_when_the_process_lets_go_of_it() -> None:
    with life.sign() as sign:
        assert not life.is_over(sign)
    assert life.is_over(sign)
    life.forget(sign)
    assert not life.is_over(sign)  # nothing is known


def test_it_is_over_when_the_process_is_killed() -> None:
    process = run.start([sys.executable, "-c", HOLDS_ON], environment=dict(os.environ))
    assert process.stdout is not None
    with process.stdout:
        name = process.stdout.readline().decode().strip()
        assert not life.is_over(name)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert life.is_over(name)
    life.forget(name)


@pytest.mark.parametrize("name", ["", "?", "nowhere", "../passwd"])
def test_of_another_machines_processes_nothing_is_known(name: str) -> None:
    assert not life.is_over(name)


def test_nothing_else_can_be_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    precious = tmp_path / "precious"
    precious.touch()
    life.forget("../precious")
    life.forget("precious")
    assert precious.exists()
