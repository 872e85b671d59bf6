"""``lift check`` as it is typed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from lift.deployer.cli.main import main

from ..network.ground import Ground, ground


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ground]:
    """A database that lets nobody in, and settings that name it."""
    monkeypatch.chdir(tmp_path)
    with ground(tmp_path) as made:
        stage = {
            "app": "main:app",
            "aws_region": "eu-west-1",
            "environment_variables": {
                "DATABASE_URL": f"postgres://alice:horse@{made.postgres()}/x"
            },
            "vpc_config": {"SubnetIds": list(made.private), "SecurityGroupIds": [made.function]},
        }
        (tmp_path / "lift_settings.json").write_text(json.dumps({"live": stage}))
        yield made


def lift(capture: pytest.CaptureFixture[str], *arguments: str, code: int) -> str:
    with pytest.raises(SystemExit) as caught:
        main(list(arguments))
    said = capture.readouterr()
    assert caught.value.code == code, said.err
    return said.out


@pytest.mark.usefixtures("there")
def test_what_is_unreachable_is_exit_code_1_as_text_and_as_json(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = lift(capsys, "check", code=1)
    assert "unreachable" in text
    assert "aws ec2 authorize-security-group-ingress" in text
    report = json.loads(lift(capsys, "--json", "check", "live", code=1))
    (host,) = report["hosts"]
    assert (host["variables"], host["reachable"]) == (["DATABASE_URL"], "no")
    assert "horse" not in text + str(report)


def test_once_mended_it_is_exit_code_0(there: Ground, capsys: pytest.CaptureFixture[str]) -> None:
    there.let_in(there.database, 5432, UserIdGroupPairs=[{"GroupId": there.function}])
    assert "1 reachable" in lift(capsys, "check", code=0)


@pytest.mark.usefixtures("there")
def test_a_variable_can_be_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    text = lift(capsys, "check", "--ignore", "DATABASE_URL", code=0)
    assert "no environment variable names a host" in text
