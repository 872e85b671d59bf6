"""Interpreters on this machine."""

import sys
from pathlib import Path

from lift.deployer import run
from lift.deployer.bundle import interpreter

HERE = "{}.{}".format(*sys.version_info)


def test_the_running_one_is_found() -> None:
    assert interpreter.find(HERE) == Path(sys.executable)


def test_what_is_found_is_of_that_version() -> None:
    for python in ("3.11", "3.12", "3.13", "3.14"):
        if found := interpreter.find(python):
            asked = run.run([found, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"])
            assert asked.stdout.strip() == python


def test_what_nobody_has_is_not_found() -> None:
    assert interpreter.find("3.99") is None
