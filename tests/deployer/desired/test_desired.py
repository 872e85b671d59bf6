"""A stage and its bundle -> the resources."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.bundle import Archive, Bundle
from lift.deployer.desired import Origin, desired
from lift.deployer.desired.transfer import WORTH_A_BUCKET
from lift.deployer.plan.plan import order
from lift.deployer.resources.base import Resource
from lift.deployer.resources.function import Function
from lift.deployer.resources.place import Place
from lift.deployer.resources.ref import Ref
from lift.deployer.resources.release import Release
from lift.deployer.resources.role import Role
from lift.deployer.resources.spec import Network, Spec
from lift.deployer.resources.target import Target
from lift.deployer.settings.keep_warm import KeepWarm
from lift.deployer.settings.stage import Stage, VpcConfig

ORIGIN = Origin("abc", "user/alice", "2026-11-21T09:30:00Z")
PLACE = Place("aws-cn", "cn-north-1", "123456789012")


def archive(size: int = 10) -> Archive:
    return Archive(Path("code.zip"), size, 100, "c2hh", "d" * 64)


def make(
    *, layer: Archive | None = None, earlier: Iterable[Spec] = (), **settings: Any
) -> list[Resource]:
    settings = {"name": "production", "project": "shop", "app": "a:b"} | settings
    stage = Stage(root=Path(), settings_file=Path("lift_settings.json"), **settings)
    code = settings.pop("code", None) or archive()
    bundle = Bundle("lift_handler.handler", {"X": "1"}, code, layer)
    return list(desired(Target(stage, PLACE), bundle, ORIGIN, earlier=earlier))


def keys(resources: list[Resource]) -> list[str]:
    return [resource.key for resource in resources]


def test_the_least_is_role_log_group_function_alias_and_release() -> None:
    assert keys(make(api="none")) == ["role", "log-group", "function", "alias", "release"]


def test_each_front_door_brings_its_permissions() -> None:
    assert keys(make(api="http"))[-2:] == ["http-api", "permission lift-http-api"]
    assert keys(make(api="url"))[-3:] == [
        "url",
        "permission lift-url",
        "permission lift-url-invoke",
    ]


def test_keep_warm_brings_a_rule_and_a_permission() -> None:
    made = make(api="none", keep_warm=KeepWarm("rate(4 minutes)"))
    assert keys(made)[-2:] == ["rule", "permission lift-keep-warm"]


@pytest.mark.parametrize("api", ["http", "url", "none"])
def test_the_order_leads_from_the_ground_to_the_traffic(api: str) -> None:
    made = make(api=api, layer=archive(), keep_warm=KeepWarm("rate(4 minutes)"))
    place = {resource.key: number for number, resource in enumerate(order(made))}
    assert place["role"] < place["function"] < place["alias"] < place["release"]
    assert place["layer"] < place["function"]
    assert place["log-group"] < place["function"]
    if api == "http":
        assert place["http-api"] < place["function"]
    if api == "url":
        assert place["alias"] < place["url"] < place["release"]
    for key, wave in place.items():
        if key.startswith("permission") or key == "rule":
            assert wave > place["release"]


def test_the_function_is_first_made_without_the_host_of_its_url() -> None:
    made = make(api="url")
    function = next(resource for resource in made if isinstance(resource, Function))
    release = next(resource for resource in made if isinstance(resource, Release))
    assert set(function.spec.environment) == {"X"}
    assert release.live is not None
    assert set(release.live.environment) == {"X", "LIFT_HOSTS"}


def test_a_bucket_of_ours_only_for_large_archives_and_without_a_named_one() -> None:
    large = archive(WORTH_A_BUCKET)
    assert "bucket" not in keys(make())
    assert "bucket" in keys(make(layer=large))
    assert "bucket" not in keys(make(layer=large, s3_bucket="mine"))


def rights(**settings: Any) -> Any:
    role = next(resource for resource in make(**settings) if isinstance(resource, Role))
    return role.policy["Statement"]


def test_the_role_allows_what_versions_use_that_are_kept() -> None:
    bare = Spec("c", "role", "h.h", "python3.13", "x86_64", 512, 30, (), {})
    queue = "arn:aws-cn:sqs:cn-north-1:123456789012:failed"
    earlier = [
        replace(bare, network=Network(("subnet-1",), ("sg-1",)), xray_tracing=True),
        replace(bare, dead_letter_arn=queue),
    ]
    found = rights(earlier=earlier, dead_letter_arn=queue)
    actions = [statement["Action"][0] for statement in found if statement["Effect"] == "Allow"]
    assert actions == [
        "logs:CreateLogStream",
        "ec2:AssignPrivateIpAddresses",
        "sqs:SendMessage",
        "xray:PutTelemetryRecords",
    ]


def test_layers_of_others_are_hidden_by_the_one_of_the_dependencies() -> None:
    theirs = "arn:aws-cn:lambda:cn-north-1:123456789012:layer:fonts:3"
    made = make(layer=archive(), layers=(theirs,))
    release = next(resource for resource in made if isinstance(resource, Release))
    assert release.live is not None
    assert release.live.layers == (theirs, Ref("layer", "arn"))


def test_network_rights_belong_to_the_service_and_not_to_the_code() -> None:
    statements = rights(vpc_config=VpcConfig(("subnet-1",), ("sg-1",)))
    assert [statement["Effect"] for statement in statements] == ["Allow", "Allow", "Deny"]
    condition = statements[2]["Condition"]["ArnEquals"]["lambda:SourceFunctionArn"]
    assert condition == ["arn:aws-cn:lambda:cn-north-1:123456789012:function:shop-production"]


def test_no_secret_stands_in_a_resources_text() -> None:
    made = make(environment_variables={"PASSWORD": "hush-hush"})
    assert "hush-hush" not in repr(made)
