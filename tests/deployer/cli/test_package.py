"""``lift package`` from end to end."""

import json
from pathlib import Path

import pytest

from lift.deployer.cli.main import main


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIFT_CACHE_DIR", str(tmp_path / "cache"))
    root = tmp_path / "shop"
    root.mkdir()
    settings = {"live": {"project": "shop", "app": "main:app", "runtime": "python3.11"}}
    (root / "lift_settings.json").write_text(json.dumps(settings))
    (root / "main.py").write_text("def app(environ, start_response): ...\n")
    monkeypatch.chdir(root)
    return root


def lift(*arguments: str) -> object:
    with pytest.raises(SystemExit) as caught:
        main(list(arguments))
    return caught.value.code


def test_json_says_where_the_zips_are(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lift("--json", "package", "live", "--output", "out") == 0
    document = json.loads(capsys.readouterr().out)
    code = project / "out" / "code.zip"
    assert document.pop("seconds") >= 0
    assert document["code"].pop("unzipped") > document["code"].pop("size") > 0
    assert len(document["code"].pop("sha256")) == 44
    assert document == {
        "stage": "live",
        "handler": "lift_handler.handler",
        "environment": {},
        "code": {"path": str(code)},
        "layer": None,
    }
    assert code.is_file()


def test_people_get_a_table(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lift("package", "--output", "out") == 0
    shown = capsys.readouterr()
    assert shown.out.splitlines()[0].split() == ["zip", "size", "unzipped", "digest"]
    assert str(project / "out" / "code.zip") in shown.out
    assert "lift_handler.handler" in shown.err


def test_a_mistake_is_told_in_one_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "main.py").write_text("application = 1\n")
    assert lift("package") == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "error: live: app names main:app" in shown.err
    assert not (project / "dist").exists()


def test_it_explains_what_is_in_them(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lift("package", "--explain") == 0
    assert "the project and lift's run-time part" in capsys.readouterr().out
    assert lift("--json", "package", "--explain") == 0
    explanation = json.loads(capsys.readouterr().out)["explanation"]
    assert explanation["code"] > 0
    assert explanation["packages"] == []


def test_a_bundle_over_budget_fails(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = json.loads((project / "lift_settings.json").read_text())
    settings["live"]["budgets"] = {"unzipped_mb": 0.01}
    (project / "lift_settings.json").write_text(json.dumps(settings))
    assert lift("--json", "package") == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "error: live is over budget: unzipped the bundle has" in shown.err
    assert "hint: lift doctor live" in shown.err
