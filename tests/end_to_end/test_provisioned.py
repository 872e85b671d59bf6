"""Environments that stand ready before anybody comes, counted by the application itself."""

import json
from pathlib import Path

from ..example import OWN
from ..lift_process import SandboxProcess
from .aws import Aws
from .site import Site

APP = """\
import json, os, pathlib, tempfile, uuid

HERE, VERSION = pathlib.Path(tempfile.gettempdir()), os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
KIND = os.environ["AWS_LAMBDA_INITIALIZATION_TYPE"]
(HERE / f"environment-{VERSION}-{KIND}-{uuid.uuid4().hex}").touch()


def app(environ, start_response):
    there = len(list(HERE.glob(f"environment-{VERSION}-{KIND}-*")))
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps([VERSION, KIND, there]).encode()]
"""


def ready(aws: Aws, site: Site) -> list[str]:
    """The versions that have some."""
    found = aws.functions.list_provisioned_concurrency_configs(FunctionName=site.function)
    arns = [each["FunctionArn"] for each in found["ProvisionedConcurrencyConfigs"]]
    return [arn.rpartition(":")[2] for arn in arns]


def test_the_first_request_after_a_release_meets_an_environment_that_was_there_before(
    sandbox: SandboxProcess, tmp_path: Path
) -> None:
    (tmp_path / "main.py").write_text(APP)
    stage = {
        "app": "main:app",
        "project": "ready",
        "runtime": f"python{OWN}",
        "provisioned_concurrency": 2,
    }
    (tmp_path / "lift_settings.json").write_text(json.dumps({"production": stage}))
    site, aws = Site(tmp_path, sandbox), Aws(sandbox.environment)
    site.run("deploy", "--yes")
    with site.client() as client:
        assert client.get("/").json() == ["1", "provisioned-concurrency", 2]
        site.edit("main.py", "200 OK", "200 Fine")
        site.run("update", "--yes")
        assert client.get("/").json() == ["2", "provisioned-concurrency", 2]
        assert ready(aws, site) == ["2"]
        site.run("rollback", "--yes")
        assert client.get("/").json()[:2] == ["1", "provisioned-concurrency"]
        assert ready(aws, site) == ["1"]
    assert site.json("status")["provisioned_concurrency"].startswith("2 requested, 2 allocated")
    site.run("undeploy", "--yes")
