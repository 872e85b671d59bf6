"""What lift has deployed, told by the tags."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lift.deployer.aws.deployments import deployments
from lift.deployer.errors import AwsError

from ...aws_rules import refusal
from ..bench import ACCOUNT, REGION, Bench, bench

DENIED = refusal("AccessDeniedException", "no", "GetResources", 403)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        made.deploy(project="shop")
        made.deploy(project="blog")
        made.client("logs").create_log_group(logGroupName="theirs", tags={"lift:project": "x"})
        yield made


def test_each_is_told_with_what_carries_its_tags(stage: Bench) -> None:
    blog, shop = deployments(stage.connect())
    assert (blog.project, blog.stage) == ("blog", "production")
    assert (shop.project, shop.stage) == ("shop", "production")
    arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:shop-production"
    assert arn in shop.resources
    assert shop.document() == {
        "project": "shop",
        "stage": "production",
        "region": REGION,
        "resources": list(shop.resources),
    }


def test_without_the_right_to_ask_for_tags_functions_tell(stage: Bench) -> None:
    stage.rules.fail("GetResources", DENIED)
    found = deployments(stage.connect())
    assert [(each.project, each.stage) for each in found] == [
        ("blog", "production"),
        ("shop", "production"),
    ]


def test_another_failure_is_an_error(stage: Bench) -> None:
    stage.rules.fail("GetResources", refusal("Ill", "no", "GetResources"), times=9)
    with pytest.raises(AwsError, match="look for what lift has deployed: Ill"):
        deployments(stage.connect())
