"""``--all``: what is said before anything begins."""

from pathlib import Path

import pytest

from lift.deployer.cli.context import Context
from lift.deployer.cli.main import main
from lift.deployer.ui import Console


@pytest.mark.parametrize("command", ["deploy", "update", "undeploy", "status"])
def test_a_stage_and_all_do_not_go_together(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main([command, "live", "--all"])
    assert caught.value.code == 2
    assert '"live" and --all do not go together' in capsys.readouterr().err


def test_options_before_the_command_are_handed_on() -> None:
    context = Context(Console(), Path("a.json"), region="eu-west-1", json=True, verbose=True)
    expected = ["--settings=a.json", "--region=eu-west-1", "--verbose"]
    assert context.options() == expected


def test_a_stage_that_was_renamed_is_told_the_way_to_be_taken_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lift_settings.json").write_text('{"live": {"app": "main:app"}}')
    with pytest.raises(SystemExit) as caught:
        main(["undeploy", "old"])
    assert caught.value.code == 2
    assert "`lift undeploy --project PROJECT old`" in capsys.readouterr().err
