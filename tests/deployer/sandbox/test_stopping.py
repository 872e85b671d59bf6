"""Sandboxes of their own, from start to stop."""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.errors import SandboxError
from lift.deployer.sandbox import Sandbox
from lift.deployer.ui import Recorder

from .aws import Aws


def runs(pid: int) -> bool:
    """Whether there is such a process; one that nobody has reaped yet does not run."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_scheduled_rules_really_fire(wait: Callable[..., None]) -> None:
    clock = [1_800_000_000.0]
    with Sandbox(ui=Recorder(), clock=lambda: clock[0]) as sandbox:
        aws = Aws(sandbox, Recorder())
        name = aws.function("def handler(event, context): print('EVENT', event)")
        rule = aws.events.put_rule(Name="rule", ScheduleExpression="rate(4 minutes)")["RuleArn"]
        target: Any = {"Id": "1", "Arn": aws.live(name), "Input": '{"lift": "keep-warm"}'}
        aws.events.put_targets(Rule="rule", Targets=[target])
        aws.lambda_.add_permission(
            FunctionName=name,
            Qualifier="live",
            StatementId="rule",
            Action="lambda:InvokeFunction",
            Principal="events.amazonaws.com",
            SourceArn=rule,
        )

        def fired() -> bool:
            clock[0] += 240
            return "EVENT {'lift': 'keep-warm'}\n" in aws.log(name)

        wait(fired)


def test_nothing_is_left_when_it_has_stopped() -> None:
    with Sandbox(ui=Recorder()) as sandbox:
        aws = Aws(sandbox, Recorder())
        source = (
            "import os, subprocess\n"
            "def handler(event, context):\n"
            "    child = subprocess.Popen(['sleep', '600'])\n"
            "    return [os.getpid(), child.pid, os.environ['TMPDIR']]\n"
        )
        pid, child, temporary = aws.invoke(aws.function(source))
        assert Path(temporary).is_dir()
    assert not runs(pid)
    assert not runs(child)
    assert not Path(temporary).parents[1].exists()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", sandbox.port))


def test_a_new_sandbox_starts_empty() -> None:
    for _ in range(2):
        with Sandbox(ui=Recorder()) as sandbox:
            aws = Aws(sandbox, Recorder())  # its role would be there already
            assert aws.lambda_.list_functions()["Functions"] == []
            aws.function("def handler(event, context): pass")


def test_a_process_has_one_sandbox() -> None:
    with Sandbox(ui=Recorder()), pytest.raises(SandboxError, match="one sandbox"):
        Sandbox(ui=Recorder()).start()
    with Sandbox(ui=Recorder()):
        pass


def test_a_sandbox_that_was_never_started_can_be_stopped() -> None:
    Sandbox(ui=Recorder()).stop()


def test_a_port_in_use_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SandboxError, match=f"port {port} is in use") as refused:
            Sandbox(port=port, ui=Recorder()).start()
    assert "--port" in refused.value.hint
    with Sandbox(port=port, ui=Recorder()) as sandbox:
        assert sandbox.endpoint == f"http://127.0.0.1:{port}"
