"""``lift sandbox`` as a process."""

import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lift.deployer.run import clean_environment, run, start

LIFT = Path(sys.executable).with_name("lift")


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    """A sandbox whose folders are made in ``tmp_path``, and what it printed first."""
    environment = clean_environment(TMPDIR=str(tmp_path))
    with tempfile.TemporaryFile() as errors:
        process = start([LIFT, "sandbox", "--port", "0"], environment=environment, stderr=errors)
        assert process.stdout is not None
        said = b"".join(process.stdout.readline() for _ in range(3)).decode()
        yield process, said
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_says_what_to_export_and_stops_clean(
    running: tuple["subprocess.Popen[bytes]", str], tmp_path: Path, number: int
) -> None:
    process, said = running
    found = re.search(r"^export AWS_ENDPOINT_URL=http://127\.0\.0\.1:(\d+)$", said, re.MULTILINE)
    assert found is not None, said
    assert "AWS_ACCESS_KEY_ID=" in said
    assert "AWS_SECRET_ACCESS_KEY=" in said
    assert "AWS_DEFAULT_REGION=us-east-1" in said
    socket.create_connection(("127.0.0.1", int(found[1]))).close()
    assert list(tmp_path.glob("lift-sandbox-*"))
    process.send_signal(number)
    assert process.wait(10) == 0
    assert not list(tmp_path.iterdir())


def test_a_port_in_use_is_one_line_and_exit_code_1() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = run([LIFT, "sandbox", "--port", str(port)], check=False, timeout=30)
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == f"error: port {port} is in use"


def test_help_answers_at_once() -> None:
    begun = time.perf_counter()
    assert "embedded AWS" in run([LIFT, "sandbox", "--help"]).stdout
    assert time.perf_counter() - begun < 2
