"""Trouble at every call: see the package. ``make crash`` runs all of it, this a part.

On one Python every call of deploy and update is met by a kill after it (before the next one is
the same state); of all else there is a sample.
"""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WHOLE = sys.version_info[:2] == (3, 12)


def _crash(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash", "--jobs", "1", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("scenario", ["deploy", "update"])
def test_a_command_killed_at_any_call_is_finished_by_the_next_one(scenario: str) -> None:
    _crash(scenario, "--kind", "killed after", "--every", "1" if WHOLE else "12")


@pytest.mark.skipif(not WHOLE, reason="one Python is enough")
def test_a_call_that_fails_is_told_clearly_and_is_no_dead_end() -> None:
    _crash("--every", "400")
