"""What the plan says that warmth costs."""

from pathlib import Path
from typing import Any

import pytest

from lift.deployer.engine.costs import costs
from lift.deployer.resources.place import Place
from lift.deployer.resources.target import Target
from lift.deployer.settings.keep_warm import KeepWarm
from lift.deployer.settings.stage import Stage

EVERY = "rate(4 minutes)"


def said(region: str = "eu-west-1", **settings: Any) -> list[str]:
    stage = Stage("live", Path(), "shop", Path("lift_settings.json"), **settings)
    return list(costs(Target(stage, Place("aws", region, "123456789012"))))


def test_pings_are_requests_and_seconds_of_their_memory() -> None:
    """109,500 x (0.20 $ + 1.005 s x 0.5 GB x 16.6667 $) / 1,000,000."""
    (sentence,) = said(keep_warm=KeepWarm(EVERY, 10))
    assert sentence == (
        "keep_warm costs about $0.94 a month: 109,500 pings, each billed 1005 ms at 512 MB, by "
        "AWS's list prices of September 2026, without the free tier"
    )


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (
            {"keep_warm": KeepWarm(EVERY)},
            "less than a cent a month: 10,950 pings",
        ),
        ({"keep_warm": KeepWarm("rate(1 hour)", 3)}, "about $0.02 a month: 2,190 pings"),
        ({"keep_warm": KeepWarm(EVERY, 10), "architecture": "arm64"}, "about $0.76 a month"),
        ({"keep_warm": KeepWarm(EVERY, 10), "memory_size": 2048}, "about $3.69 a month"),
        (
            {"keep_warm": KeepWarm(EVERY, 10), "region": "mars-1"},
            "Lambda's prices in mars-1 are not known here: us-east-1's instead",
        ),
    ],
)
def test_number_interval_memory_architecture_and_region_count(
    settings: dict[str, Any], words: str
) -> None:
    (sentence,) = said(**settings)
    assert words in sentence


def test_without_warmth_there_is_nothing_to_pay() -> None:
    assert said() == []
