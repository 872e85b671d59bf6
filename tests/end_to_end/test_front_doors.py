"""The other front doors, the schedule, and the end of a deployment."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ..example import FASTAPI
from ..lift_process import SandboxProcess
from .aws import Aws
from .site import Site, copy_of


@pytest.fixture(scope="module")
def notes(sandbox: SandboxProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The album again, behind a function URL and kept warm."""
    with copy_of(FASTAPI, tmp_path_factory.mktemp("copies") / "notes", sandbox, "notes") as site:
        site.set(api="url", keep_warm={"every": "10 minutes"})
        site.run("deploy", "--yes")
        yield site


@pytest.fixture(scope="module")
def aws(sandbox: SandboxProcess) -> Aws:
    return Aws(sandbox.environment)


def test_a_function_url_serves_pages_and_bytes(notes: Site) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
    with notes.client() as client:
        assert "Picture album" in client.get("/").text
        up = client.post("/api/pictures", files={"file": ("dots.png", picture, "image/png")})
        assert client.get(up.headers["Location"]).content == picture


def test_the_function_knows_the_host_of_its_front_door(notes: Site, aws: Aws) -> None:
    live = aws.functions.get_function_configuration(FunctionName=notes.function, Qualifier="live")
    assert live["Environment"]["Variables"]["LIFT_HOSTS"] == "127.0.0.1"


def test_the_keep_warm_rule_points_at_the_alias(notes: Site, aws: Aws) -> None:
    name = f"{notes.function}-keep-warm"
    assert aws.rules.describe_rule(Name=name)["ScheduleExpression"] == "rate(10 minutes)"
    (target,) = aws.rules.list_targets_by_rule(Rule=name)["Targets"]
    assert target["Arn"].endswith(f"function:{notes.function}:live")


def test_from_a_function_url_to_an_http_api_the_old_door_stays_until_it_is_retired(
    notes: Site, aws: Aws
) -> None:
    old = notes.url
    notes.set(api="http", keep_warm=None)
    new = str(notes.json("deploy", "--yes")["url"])
    assert new != old
    for url in (new, old):
        assert httpx.get(url, trust_env=False).status_code == 200
    assert notes.json("deploy", "--retire")["former_urls"] == []
    assert httpx.get(new, trust_env=False).status_code == 200
    with pytest.raises(httpx.ConnectError):
        httpx.get(old, trust_env=False)
    assert "rules" not in aws.left("notes")
    assert notes.json("deploy", "--yes")["changed"] == []


def test_undeploy_leaves_nothing_and_may_be_run_again(
    sandbox: SandboxProcess, aws: Aws, tmp_path: Path
) -> None:
    with copy_of(FASTAPI, tmp_path / "gone", sandbox, "gone") as site:
        site.run("deploy", "--yes")
        there = aws.left("gone")
        assert {"functions", "layers", "apis", "roles", "log groups"} == set(there)
        site.run("undeploy", "--yes")
        assert aws.left("gone") == {}
        assert site.json("undeploy", "--yes")["deleted"] == []


def test_undeploy_without_a_terminal_asks_for_yes(notes: Site) -> None:
    refused = notes.run("undeploy", check=False)
    assert refused.returncode == 2
    assert "--yes" in refused.stderr
    with notes.client() as client:
        assert client.get("/").status_code == 200
