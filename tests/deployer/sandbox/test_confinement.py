"""Root's functions give their capabilities up."""

import os
import sys

import pytest

from lift.deployer.run import run
from lift.deployer.sandbox.confinement import can_confine, confined

SHOW = "print(next(l.split()[1] for l in open('/proc/self/status') if l.startswith('CapEff')))"


def test_a_confined_process_has_no_capabilities() -> None:
    if not can_confine():
        pytest.skip("this machine has no setpriv")
    assert int(run(confined([sys.executable, "-c", SHOW])).stdout, 16) == 0


def test_whoever_is_not_root_needs_nothing() -> None:
    if os.geteuid() == 0:
        pytest.skip("we are root")
    assert confined(["true"]) == ["true"]
