"""Which archive goes up which way."""

from pathlib import Path

import pytest

from lift.deployer.bundle import Archive
from lift.deployer.desired.transfer import DIRECT_LIMIT, WORTH_A_BUCKET, WORTH_TWO_CALLS, through
from lift.deployer.desired.transfer import bucket as bucket_for
from lift.deployer.resources.bucket import Bucket
from lift.deployer.resources.place import Place
from lift.deployer.resources.ref import Ref
from lift.deployer.resources.target import Target
from lift.deployer.settings.stage import Stage

OURS = Bucket("shop-production-eu-west-1-123456789012", {})


def target(s3_bucket: str | None = None) -> Target:
    stage = Stage("production", Path(), "shop", Path("lift_settings.json"), s3_bucket=s3_bucket)
    return Target(stage, Place("aws", "eu-west-1", "123456789012"))


def archive(size: int) -> Archive:
    return Archive(Path("code.zip"), size, size, "c2hh", "d" * 64)


@pytest.mark.parametrize(
    ("size", "there", "wanted"),
    [
        (WORTH_A_BUCKET - 1, False, False),
        (WORTH_A_BUCKET, False, True),
        (0, True, True),  # it stays: the next release may need it
    ],
)
def test_a_bucket_is_made_where_it_pays_and_then_kept(size: int, there: bool, wanted: bool) -> None:
    made = bucket_for(target(), [archive(size), None], there=there)
    assert (made is not None) == wanted


def test_it_is_needed_only_for_what_no_call_takes() -> None:
    sizes = DIRECT_LIMIT, DIRECT_LIMIT + 1
    buckets = [bucket_for(target(), [archive(size)], there=False) for size in sizes]
    assert [bucket and bucket.needed for bucket in buckets] == [False, True]


def test_a_bucket_that_the_settings_name_takes_everything() -> None:
    named = target("my-deployments")
    assert bucket_for(named, [archive(DIRECT_LIMIT + 1)], there=False) is None
    assert through(named, archive(1), None) == "my-deployments"


def test_small_archives_go_in_the_call() -> None:
    assert through(target(), archive(WORTH_TWO_CALLS - 1), OURS) is None
    assert through(target(), archive(WORTH_TWO_CALLS), OURS) == Ref("bucket", "name")
    assert through(target(), archive(WORTH_TWO_CALLS), None) is None
