"""Ctrl-C during a deploy."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from lift.deployer.run import start

from ..example import FASTAPI
from ..lift_process import LIFT, SandboxProcess
from .site import Site, copy_of


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """A shell has its background jobs ignore SIGINT, and what they start would too."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupted(site: Site, line: str) -> tuple[int, str]:
    """Deploy ``site`` and press Ctrl-C when ``line`` is shown: the exit code and all that was."""
    process = start(
        [str(LIFT), "deploy", "--yes"], cwd=site.folder, environment=site.sandbox.environment
    )
    with process:
        assert process.stdout is not None
        shown = []
        for raw in process.stdout:
            shown.append(raw.decode())
            if line in shown[-1]:
                process.send_signal(signal.SIGINT)
                break
        rest, _ = process.communicate(timeout=60)
    return process.returncode, "".join(shown) + rest.decode()


@pytest.mark.parametrize("line", ["create function", "published version 1"])
def test_a_deploy_goes_on_where_an_interrupted_one_stopped(
    line: str, sandbox: SandboxProcess, tmp_path: Path
) -> None:
    with copy_of(FASTAPI, tmp_path / "torn", sandbox, "torn") as site:
        code, shown = interrupted(site, line)
        assert code == 130, shown
        assert "lift deploy" in shown
        assert "Traceback" not in shown
        site.run("deploy", "--yes")
        assert site.json("deploy", "--yes")["changed"] == []
        with site.client() as client:
            assert client.get("/").status_code == 200
