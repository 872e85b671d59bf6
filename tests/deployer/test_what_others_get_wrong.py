"""Twelve failures that were found in a widely used deployer, Zappa 0.63; lift has none of them.

 1  a failed first deployment is a dead end
 2  a reading that is denied ends in success, with the code unchanged
 3  an update deletes every schedule of the function, the user's own too
 4  the function's policy grows with each update
 5  a variable that left the settings stays; variables and settings lie in the zip
 6  the log: only its first page, a crash before its first line, kept for ever
 7  new code is live before its configuration; the same code twice makes two versions
 8  the function's role may do almost everything
 9  undeploying leaves the role, the bucket, the log group
10  unknown settings are ignored, `extends` is shallow, an authorizer quietly becomes none
11  a rollback brings back the code only, by uploading it
12  the deployer lies in the package, which differs from run to run; without a wheel, whatever the
    developer has installed goes up
"""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lift.deployer import bundle
from lift.deployer.aws.logs import filter_log_events
from lift.deployer.engine.rollback import rollback
from lift.deployer.engine.undeploy import undeploy
from lift.deployer.errors import AwsError, NoWheel, SettingsError
from lift.deployer.settings import load
from lift.deployer.settings.keep_warm import KeepWarm
from lift.deployer.ui import Recorder

from ..aws_rules import Answer, refusal
from .bench import ACCOUNT, FUNCTION, REGION, Bench, bench
from .bundle.projects import WSGI, names, write
from .bundle.projects import stage as project
from .bundle.wheels import Index

WARM = KeepWarm("rate(4 minutes)")


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Index:
    monkeypatch.setenv("LIFT_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "index").mkdir()
    return Index(tmp_path / "index", monkeypatch)


def denied(operation: str) -> Exception:
    return refusal("AccessDeniedException", "not authorized", operation, 403)


@pytest.mark.parametrize("operation", ["CreateFunction", "CreateApi", "UpdateAlias"])
def test_1_a_failed_first_deployment_is_finished_by_the_next(stage: Bench, operation: str) -> None:
    """tests/crash does this at each single call."""
    stage.rules.fail(operation, denied(operation))
    with pytest.raises(AwsError):
        stage.deploy()
    assert stage.deploy().version == stage.live() == "1"


def test_2_a_reading_that_is_denied_is_an_error_and_no_success(stage: Bench) -> None:
    stage.deploy()
    stage.code = "v2"
    stage.rules.fail("GetFunction", denied("GetFunction"), times=2)  # of either package
    with pytest.raises(AwsError, match="read the function: access denied"):
        stage.update()
    assert stage.rules.writes == []
    assert stage.live() == "1"


def test_3_an_update_leaves_schedules_alone_and_the_users_own_for_ever(stage: Bench) -> None:
    stage.deploy(keep_warm=WARM)
    events = stage.client("events")
    events.put_rule(Name="mine", ScheduleExpression="rate(1 day)")
    target = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{FUNCTION}"
    events.put_targets(Rule="mine", Targets=[{"Id": "mine", "Arn": target}])
    stage.code = "v2"
    stage.update()
    assert not {"DeleteRule", "RemoveTargets", "PutRule"} & {*stage.rules.writes}
    stage.deploy(keep_warm=None)
    assert [rule["Name"] for rule in events.list_rules()["Rules"]] == ["mine"]
    assert len(events.list_targets_by_rule(Rule="mine")["Targets"]) == 1


def test_4_the_functions_policy_does_not_grow(stage: Bench) -> None:
    stage.deploy(keep_warm=WARM)
    made = len(stage.rules.called("AddPermission"))
    assert made == 2
    for number in range(3):
        stage.code = f"v{number + 2}"
        stage.deploy()
        assert stage.rules.called("AddPermission") == []


def test_5_a_variable_that_left_the_settings_leaves_the_function(stage: Bench) -> None:
    stage.deploy(environment_variables={"A": "first", "B": "second"})
    stage.deploy(environment_variables={"B": "second"})
    assert "A" not in stage.configuration("2")["Environment"]["Variables"]
    assert any("environment: A removed" in text for _, text in stage.ui.said)


def test_5_neither_variables_nor_settings_lie_in_the_zip(tmp_path: Path, index: Index) -> None:
    settings = json.dumps({"live": {"app": "main:app", "environment_variables": {"KEY": "hush"}}})
    root = write(tmp_path / "p", {"main.py": WSGI, "lift_settings.json": settings, ".env": "hush"})
    wanted = project(root, environment_variables={"KEY": "hush"})
    built = bundle.build(wanted, tmp_path / "out", Recorder())
    assert not {"lift_settings.json", ".env"} & {*names(built.code.path)}
    assert b"hush" not in built.code.path.read_bytes()


def test_6_the_log_is_read_to_its_end_and_may_be_empty(stage: Bench) -> None:
    group, logs = f"/aws/lambda/{FUNCTION}", stage.client("logs")
    assert [*filter_log_events(stage.connect(), group, 0)] == []
    stage.deploy()
    assert logs.describe_log_groups()["logGroups"][0]["retentionInDays"] == 30
    logs.create_log_stream(logGroupName=group, logStreamName="2026/11/21/[1]a")
    now = int(time.time() * 1000)
    lines: Any = [{"timestamp": now, "message": f"{n}"} for n in range(10_001)]
    for start in (0, 5_000, 10_000):
        events = lines[start : start + 5_000]
        logs.put_log_events(logGroupName=group, logStreamName="2026/11/21/[1]a", logEvents=events)
    assert len([*filter_log_events(stage.connect(), group, 0)]) == 10_001


def test_7_code_and_configuration_go_live_together(tmp_path: Path) -> None:
    """The new version is complete when it is first started, and what is live then is the old."""

    def function(name: str, version: str, payload: object) -> Answer:
        found = made.configuration(version)
        seen.append((version, found["CodeSha256"], found["MemorySize"]))
        assert made.live() != version
        return Answer({"statusCode": 200})

    seen: list[tuple[str, str, int]] = []
    with bench(tmp_path, function) as made:
        made.deploy()
        made.code = "v2"
        made.deploy(memory_size=1024)
        assert {*seen[-2:]} == {("2", made.built[-1].code.sha256, 1024)}
        assert made.live() == "2"


def test_7_the_same_again_makes_no_call_that_writes_and_no_version(stage: Bench) -> None:
    stage.deploy()
    stage.update()
    assert stage.rules.writes == []
    assert stage.live() == "1"


def test_8_the_role_may_write_its_own_log_and_nothing_else(stage: Bench) -> None:
    stage.deploy()
    name = f"{FUNCTION}-{REGION}"
    policy: Any = stage.client("iam").get_role_policy(RoleName=name, PolicyName="lift")
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert statement["Action"] == ["logs:CreateLogStream", "logs:PutLogEvents"]
    assert statement["Resource"].endswith(f":log-group:/aws/lambda/{FUNCTION}:*")
    assert stage.client("iam").list_attached_role_policies(RoleName=name)["AttachedPolicies"] == []


def test_9_undeploying_leaves_nothing(stage: Bench) -> None:
    stage.padding = 60 * 1024 * 1024  # so there is a bucket
    stage.deploy(keep_warm=WARM)
    undeploy(stage.connect(), Recorder(), yes=True)
    assert stage.client("lambda").list_functions()["Functions"] == []
    assert stage.client("lambda").list_layers()["Layers"] == []
    assert stage.client("iam").list_roles()["Roles"] == []
    assert stage.client("s3").list_buckets()["Buckets"] == []
    assert stage.client("logs").describe_log_groups()["logGroups"] == []
    assert stage.client("events").list_rules()["Rules"] == []
    assert stage.client("apigatewayv2").get_apis()["Items"] == []


@pytest.mark.parametrize("key", ["memory_sise", "authorizer"])
def test_10_what_is_not_known_or_not_built_is_refused(tmp_path: Path, key: str) -> None:
    file = tmp_path / "lift_settings.json"
    file.write_text(json.dumps({"live": {"app": "main:app", key: {"type": "JWT"}}}))
    with pytest.raises(SettingsError, match=key):
        load(file, "live")


def test_10_extends_merges_what_is_inside(tmp_path: Path) -> None:
    base = {"app": "main:app", "environment_variables": {"HOST": "1", "PORT": "1"}}
    dev = {"extends": "base", "environment_variables": {"PORT": "2"}}
    (tmp_path / "lift_settings.json").write_text(json.dumps({"base": base, "dev": dev}))
    found = load(tmp_path / "lift_settings.json", "dev")
    assert found.environment_variables == {"HOST": "1", "PORT": "2"}


def test_11_a_rollback_brings_back_everything_a_version_holds_and_uploads_nothing(
    stage: Bench,
) -> None:
    stage.deploy()
    was = stage.configuration("live")
    stage.code, stage.dependencies = "v2", "django 6"
    stage.deploy(memory_size=1024, environment_variables={"NEW": "1"})
    stage.rules.calls.clear()
    rollback(stage.connect(), None, stage.ui, yes=True)
    now = stage.configuration("live")
    for part in ("CodeSha256", "Environment", "Layers", "MemorySize"):
        assert now[part] == was[part]
    assert stage.rules.writes == ["UpdateAlias"]


def test_12_the_package_holds_what_runs_and_is_the_same_each_time(
    tmp_path: Path, index: Index
) -> None:
    index.release("flour")
    root = write(tmp_path / "p", {"main.py": WSGI, "requirements.txt": "flour\n"})
    one = bundle.build(project(root), tmp_path / "one", Recorder())
    two = bundle.build(project(root), tmp_path / "two", Recorder())
    assert one.layer is not None
    assert two.layer is not None
    assert (one.code.sha256, one.layer.sha256) == (two.code.sha256, two.layer.sha256)
    inside = {*names(one.code.path), *names(one.layer.path)}
    assert not [name for name in inside if "deployer" in name or "boto" in name]


def test_12_without_a_wheel_for_the_target_nothing_is_built(tmp_path: Path, index: Index) -> None:
    index.release("flour", tag="cp311-cp311-win_amd64")
    root = write(tmp_path / "p", {"main.py": WSGI, "requirements.txt": "flour\n"})
    with pytest.raises(NoWheel, match="no wheel of flour"):
        bundle.build(project(root), tmp_path / "out", Recorder())
    assert not (tmp_path / "out").exists()
