"""Buckets: ours, and the one that the settings name."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from lift.deployer.aws import storage
from lift.deployer.desired.transfer import DIRECT_LIMIT, WORTH_A_BUCKET
from lift.deployer.errors import AwsError, SettingsError

from ...aws_rules import refusal
from ..bench import REGION, Bench, bench


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def make(stage: Bench, name: str, region: str = REGION) -> None:
    s3 = boto3.client("s3", region_name=region)
    where: Any = {"LocationConstraint": region}
    s3.create_bucket(Bucket=name, CreateBucketConfiguration=where)


def test_a_named_bucket_of_another_region_is_refused(stage: Bench) -> None:
    make(stage, "elsewhere", "us-west-2")
    with pytest.raises(SettingsError, match="us-west-2 and the stage in eu-west-1"):
        stage.deploy(s3_bucket="elsewhere")
    assert stage.rules.writes == []


def test_without_rights_in_s3_a_small_bundle_is_deployed_all_the_same(stage: Bench) -> None:
    stage.rules.fail("HeadBucket", refusal("403", "Forbidden", "HeadBucket", 403), times=9)
    assert stage.deploy().version == "1"


def test_who_may_not_make_a_bucket_uploads_in_the_calls(stage: Bench) -> None:
    stage.rules.fail("CreateBucket", refusal("AccessDenied", "no", "CreateBucket", 403), times=9)
    stage.padding = WORTH_A_BUCKET
    assert stage.deploy().version == "1"
    assert "ZipFile" in stage.rules.called("CreateFunction")[0]["Code"]
    assert "archives go up in the calls" in str(stage.ui.said)


def test_what_is_too_large_for_a_call_needs_the_right_to_make_a_bucket(stage: Bench) -> None:
    stage.rules.fail("CreateBucket", refusal("AccessDenied", "no", "CreateBucket", 403), times=9)
    stage.padding = DIRECT_LIMIT
    with pytest.raises(AwsError, match="access denied, s3:CreateBucket"):
        stage.deploy()


def test_our_bucket_that_we_may_not_see_is_a_right_that_is_missing(stage: Bench) -> None:
    stage.padding = DIRECT_LIMIT
    stage.deploy()
    stage.code = "v2"
    stage.rules.fail("HeadBucket", refusal("403", "Forbidden", "HeadBucket", 403), times=9)
    with pytest.raises(AwsError, match=r"create bucket .*: access denied"):
        stage.deploy()


def test_another_failure_of_s3_is_an_error(stage: Bench) -> None:
    stage.rules.fail("HeadBucket", refusal("500", "ill", "HeadBucket", 500), times=9)
    with pytest.raises(AwsError, match="read our bucket: 500, ill"):
        stage.deploy()


def use(stage: Bench, archive: Path) -> None:
    """A call that takes the archive and fails."""
    with storage.content(stage.connect(), archive, "mine") as content:
        listed = stage.client("s3").list_objects_v2(Bucket="mine")["Contents"]
        assert [item["Key"] for item in listed] == [content.key]
        assert content.key == "lift/shop-production/code.zip"
        raise ZeroDivisionError


def test_the_archive_is_removed_also_when_lambda_refuses_it(stage: Bench, tmp_path: Path) -> None:
    make(stage, "mine")
    archive = tmp_path / "code.zip"
    archive.write_bytes(b"zip")
    with pytest.raises(ZeroDivisionError):
        use(stage, archive)
    assert not storage.leftovers(stage.connect(), "mine")


def test_a_bucket_made_public_by_hand_is_put_right(stage: Bench) -> None:
    stage.padding = 51 * 1024 * 1024
    stage.deploy()
    name = f"shop-production-{REGION}-123456789012"
    stage.client("s3").delete_public_access_block(Bucket=name)
    assert stage.deploy().changed == (f"update bucket {name}",)
