"""``lift`` itself: its options, its errors and how quickly it answers."""

import importlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from lift.deployer.cli import main as cli
from lift.deployer.cli.context import Context
from lift.deployer.cli.main import COMMANDS, main
from lift.deployer.settings.schema import schema
from lift.deployer.ui import Console

APP = {"live": {"app": "shop.main:app"}}


@dataclass(frozen=True)
class Outcome:
    code: int | str | None
    out: str
    err: str


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "lift_settings.json").write_text(json.dumps(APP))
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "main.py").write_text("app = None\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Runs:
    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Outcome:
        with pytest.raises(SystemExit) as caught:
            main(list(arguments))
        captured = self._capsys.readouterr()
        return Outcome(caught.value.code, captured.out, captured.err)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Runs:
    return Runs(capsys)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_own_file_and_a_sentence(name: str) -> None:
    command = importlib.import_module(f"lift.deployer.cli.{name}").command
    assert isinstance(command, click.Command)
    assert command.get_short_help_str(limit=200).endswith(".")


def test_every_command_file_is_a_command() -> None:
    folder = Path(cli.__file__).parent
    helpers = {"__init__", "main", "context", "engine", "every", "many", "options"}
    assert {path.stem for path in folder.glob("*.py")} - helpers == set(COMMANDS)


def test_help_names_every_command(run: Runs) -> None:
    outcome = run("--help")
    assert outcome.code == 0
    assert all(f"  {name} " in outcome.out for name in COMMANDS)


def test_manage_has_help_of_its_own_although_options_are_the_commands(run: Runs) -> None:
    outcome = run("manage", "--help")
    assert outcome.code == 0
    assert "Usage: lift manage" in outcome.out


def test_a_mistyped_command_is_met_with_the_nearest(run: Runs) -> None:
    outcome = run("deplyo")
    assert outcome.code == 2
    assert 'did you mean "deploy"?' in outcome.err


def test_an_option_of_lift_behind_the_command_is_told_its_place(run: Runs) -> None:
    outcome = run("settings", "check", "--json")
    assert outcome.code == 2
    assert "hint: it goes before the command: lift --json …" in outcome.err


def test_a_mistake_in_the_settings_ends_with_2_and_two_lines(run: Runs, project: Path) -> None:
    (project / "lift_settings.json").write_text('{"live": {"ap": "shop.main:app"}}')
    outcome = run("settings", "check")
    assert outcome.code == 2
    assert outcome.out == ""
    error, hint = outcome.err.splitlines()
    assert error.startswith("error: ")
    assert error.endswith('live.ap: there is no key "ap"')
    assert hint == 'hint: did you mean "app"?'


def test_a_traceback_is_for_verbose(run: Runs, project: Path) -> None:
    (project / "lift_settings.json").write_text("{")
    assert "Traceback" not in run("settings", "check").err
    assert "Traceback" in run("-v", "settings", "check").err


def test_the_settings_file_may_be_named(run: Runs, project: Path) -> None:
    (project / "lift_settings.json").rename(project / "other.json")
    outcome = run("--settings", "other.json", "settings", "check")
    assert outcome.code == 0
    assert "other.json is right; stages: live" in outcome.out


def test_json_is_one_document_on_stdout(run: Runs, project: Path) -> None:
    outcome = run("--json", "settings", "check")
    assert json.loads(outcome.out) == {
        "settings": str(project / "lift_settings.json"),
        "stages": ["live"],
    }


def test_a_settings_file_whose_application_is_not_there_is_refused(
    run: Runs, project: Path
) -> None:
    (project / "shop" / "main.py").unlink()
    outcome = run("settings", "check")
    assert outcome.code == 2
    assert "shop" in outcome.err


def test_the_schema_is_printed_for_editors(run: Runs) -> None:
    assert json.loads(run("settings", "schema").out) == schema()


def test_profile_and_region_on_the_command_line_win(project: Path) -> None:
    stage = Context(Console(), region="eu-west-1", profile="work").stage(None)
    assert (stage.aws_region, stage.profile_name) == ("eu-west-1", "work")


HEAVY = {"boto3", "botocore", "moto", "docker", "rich", "requests", "asyncio", "werkzeug"}


@pytest.mark.parametrize("arguments", [["--help"], ["settings", "check"]], ids=" ".join)
def test_quick_commands_import_nothing_heavy(arguments: list[str], project: Path) -> None:
    code = (
        "import sys\n"
        "from lift.deployer.cli.main import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "except SystemExit:\n    print(*sorted(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=project,
        env=dict(os.environ),
    )
    assert not HEAVY & set(done.stderr.split())
