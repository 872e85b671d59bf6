"""Keys of how a release goes: what is sent to the new version, what is kept, what goes up."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import pytest

from lift.deployer.bundle import Bundle
from lift.deployer.settings import load

from ..bench import REGION, bench
from ..test_package import as_image
from .case import STAGE, Case, Group, Make
from .opened import Deployed, application, deploy, released


def pings(there: Deployed) -> list[tuple[str, int]]:
    """How often and how many at once, of each rule."""
    client = there.bench.client("events")
    rules = {rule["Name"]: rule["ScheduleExpression"] for rule in client.list_rules()["Rules"]}
    return [
        (rules[name], len(client.list_targets_by_rule(Rule=name)["Targets"]))
        for name in sorted(rules)
    ]


def commands(there: Deployed) -> list[object]:
    return [event["arguments"] for event in there.invoked if event.get("lift") == "manage"]


def requests(there: Deployed) -> list[object]:
    return [event["rawPath"] for event in there.invoked if "rawPath" in event]


def tags(there: Deployed) -> list[dict[str, str]]:
    """Those of the settings, each once: what can be tagged has the same ones."""
    found: list[dict[str, str]] = []
    every = there.bench.client("resourcegroupstaggingapi").get_resources()
    role = there.bench.connect().target.names.role
    lists = [resource["Tags"] for resource in every["ResourceTagMappingList"]]
    lists.append(there.bench.client("iam").list_role_tags(RoleName=role)["Tags"])
    for each in lists:
        added = {tag["Key"]: tag["Value"] for tag in each if not tag["Key"].startswith("lift:")}
        if added and added not in found:
            found.append(added)
    return found


def bucket(there: Deployed) -> object:
    """What the code went through."""
    calls = there.calls.get("UpdateFunctionCode") or there.calls["CreateFunction"]
    return calls[-1].get("Code", calls[-1]).get("S3Bucket")


@contextmanager
def with_buckets(folder: Path) -> Iterator[Make[Deployed]]:
    """Somebody has made two buckets."""
    with released(folder) as make:
        client: Any = boto3.client("s3", region_name=REGION)
        place = {"LocationConstraint": REGION}
        for name in ("first-bucket", "second-bucket"):
            client.create_bucket(Bucket=name, CreateBucketConfiguration=place)
        yield make


@contextmanager
def three_times(folder: Path) -> Iterator[Make[Deployed]]:
    """Three releases in a row."""
    with released(folder) as make:

        def make_three(file: Path) -> Deployed:
            for _ in range(2):
                make(file)
            return make(file)

        yield make_three


def kept(there: Deployed) -> int | None:
    """How many versions there are, if the last release was at the expense of an earlier one."""
    if "DeleteFunction" not in there.calls:
        return None
    functions = there.bench.client("lambda")
    return len(functions.list_versions_by_function(FunctionName=there.name)["Versions"]) - 1


@contextmanager
def of_either_package(folder: Path) -> Iterator[Make[Deployed]]:
    """Images are made of text and pushed into the emulated registry."""
    with pytest.MonkeyPatch.context() as patch, bench(folder, application) as there:
        patch.setenv("MOTO_LAMBDA_STUB_ECR", "false")

        def rebuild(bundle: Bundle) -> Bundle:
            return as_image(there, bundle) if there.stage.package == "image" else bundle

        there.rebuild = rebuild
        yield lambda file: deploy(there, load(file, STAGE))


GROUPS = (
    Group(
        "release",
        with_buckets,
        (
            Case(
                "keep_warm",
                True,
                {"every": "10 minutes", "instances": 7},
                pings,
                ([], [("rate(4 minutes)", 1)], [("rate(10 minutes)", 5), ("rate(10 minutes)", 2)]),
            ),
            Case(
                "before_switch",
                ["migrate"],
                ["check", "migrate --noinput"],
                commands,
                ([], [["migrate"]], [["check"], ["migrate", "--noinput"]]),
            ),
            Case(
                "tags",
                {"team": "shop", "cost": "7"},
                {"team": "store"},
                tags,
                ([], [{"team": "shop", "cost": "7"}], [{"team": "store"}]),
            ),
            Case("health_check", {"path": "/healthz"}, False, requests, (["/"], ["/healthz"], [])),
            Case(
                "s3_bucket",
                "first-bucket",
                "second-bucket",
                bucket,
                (None, "first-bucket", "second-bucket"),
            ),
        ),
    ),
    Group("releases", three_times, (Case("keep_releases", 2, 3, kept, (None, 2, 3)),)),
    Group(
        "package",
        of_either_package,
        (
            Case(
                "package",
                "image",
                "zip",
                lambda there: there.live["PackageType"],
                ("Zip", "Image", "Zip"),
            ),
        ),
    ),
)
