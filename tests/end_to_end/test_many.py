"""Several stages at once, and what a renamed project leaves behind."""

import json
from pathlib import Path
from urllib.request import urlopen

from ..example import OWN
from ..lift_process import SandboxProcess
from .aws import Aws
from .site import Site

APPLICATION = """
import os

def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [os.environ["STAGE"].encode()]
"""


def write(folder: Path, project: str) -> None:
    (folder / "main.py").write_text(APPLICATION)
    stage = {"app": "main:app", "project": project, "runtime": f"python{OWN}"}
    stages = {
        "dev": stage | {"environment_variables": {"STAGE": "dev"}},
        "live": stage | {"environment_variables": {"STAGE": "live"}, "protected": True},
        "torn": stage | {"app": "main:nothing"},
    }
    (folder / "lift_settings.json").write_text(json.dumps(stages))


def test_all_stages_are_deployed_and_found_again_under_a_former_name(
    sandbox: SandboxProcess, tmp_path: Path
) -> None:
    site = Site(tmp_path, sandbox)
    write(tmp_path, "pair")
    done = site.run("--json", "deploy", "--all", "--yes", check=False)
    assert done.returncode == 1
    assert "  live: stage live in account" in done.stderr
    dev, live, torn = json.loads(done.stdout)["stages"]
    for stage in (dev, live):
        with urlopen(stage["url"], timeout=30) as answer:  # noqa: S310 - the sandbox's own address
            assert answer.read().decode() == stage["stage"]
    assert "defines no nothing" in torn["error"]

    write(tmp_path, "twins")
    others = site.json("status", "dev")["others"]
    found = [each["stage"] for each in others if each["project"] == "pair"]
    assert found == ["dev", "live"]
    site.run("undeploy", "--project", "pair", "--yes")
    assert Aws(sandbox.environment).left("pair") == {}
